"""What axe-core finds on a page, in words a person can act on.

The page keeps its strict content security policy: the script is handed to the browser by the debugging
protocol, which no page's policy speaks of. (`add_script_tag` would be refused by the policy, and rightly.)
"""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

# Stylesheets are not fetched a second time (`preload`): the policy forbids it, and the browser has them.
RUN = "() => axe.run(document, {preload: false, iframes: false, resultTypes: ['violations', 'incomplete']})"


@cache
def source() -> str:
    """The text of axe-core, as npm brought it."""
    if not SCRIPT.exists():
        raise FileNotFoundError(f"{SCRIPT} is not there: run `make assets`, which fetches it")
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """One text for each rule broken: its id, why, and where on the page; of all that are not experimental."""
    page.evaluate(source())
    found: dict[str, Any] = page.evaluate(RUN)
    if not found["passes"]:
        raise AssertionError("axe looked at nothing: no rule applied to this page")
    return [told(rule) for rule in found["violations"]]


def told(rule: dict[str, Any]) -> str:
    """A broken rule, with each element that breaks it and what would mend it."""
    places = []
    for node in rule["nodes"]:
        target = " ".join(str(part) for part in node["target"])
        summary = " ".join(str(node.get("failureSummary", "")).split())
        places.append(f"    {target}\n      {node['html'][:200]}\n      {summary}")
    return "\n".join([f"{rule['id']} ({rule['impact']}): {rule['help']}", *places])


def assert_none(page: Page) -> None:
    """Fails, with what to mend, when axe finds anything on the page."""
    found = violations(page)
    width = page.viewport_size["width"] if page.viewport_size else "?"
    assert not found, f"axe finds {len(found)} faults on {page.url} at {width} px:\n" + "\n".join(found)
