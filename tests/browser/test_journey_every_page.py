"""Every page to which any page leads, for who reaches most and who reaches least: wide and narrow, and by axe.

In a rig (docs/rig.md), which has something on every page, served on the settings as they are shipped.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.site import Site, environment
from tests.browser.walk import FILES, kind, walk

from fairgate.actions.second_factor import code_of

Axe = Callable[[Page], None]

AS_SHIPPED = {"FAIRGATE_DEMO": "", "FAIRGATE_NOW": ""}
WALKERS = {
    "oak.ceo": 9,  # every case of the trust
    "aspire.head": 6,
    "aspire.second_head": 3,
    "aspire.leader": 1,
    "aspire.council_clerk": 1,
    "oak.teacher": 2,
    "oak.reception": 2,
    "aspire.data_lead": 1,
}
"""Who walks, and how many of the pages they open that lead elsewhere with each object."""
LEADS_ELSEWHERE = {"case", "person", "letter", "evidence", "incident"}
LOOKED_AT = 3
"""With how many objects a page is made wide and narrow."""
SAME = {"report_for_review": "report", "visitors": "desk"}
"""One page under two addresses."""
ELSEWHERE = {
    # Of signing in and of one's own account: in test_sign_in.py and test_sign_in_provider.py.
    *("account_login", "sign_in", "sign_in_code", "sign_out", "forgotten_password", "new_password", "confirm"),
    *("change_password", "second_step", "add_app", "app_picture", "add_passkey", "remove_step", "recovery_codes"),
    *("end_sessions", "provider", "provider_back", "provider_first", "provider_stopped", "remove_provider"),
    # Not pages: a way on, a style, pictures, recordings, files.
    *("home", "theme", "photograph_picture", "evidence_picture", "evidence_sound", "evidence_original", "letter_pdf"),
    *("letter_edition", "edited_copy_pdf"),
    *("letter_copy", "person_letter", "minutes_file", "signature_picture"),
    *(
        "step_letter",
        "decision_letter",
        "countersigning_letter",
    ),  # by POST: in test_letter_shown.py
    "bundle",  # a copy, which there is none of until somebody asks: in test_bundle.py
    "reported",  # shown once, to who has reported: in Oak's journey
    "your_letter",  # by a link in a mail: in test_sending.py
    "quorum",  # asked for where a code gives none, and Aspire's does
    "attendance",  # asked for until something is decided: in test_body.py
    "countersigning",  # neither code asks for two
    "code_edition",  # of each code there is one
    "bodies",  # leads on to the one body of a trust
    *("tablet", "tablet_done", "arrival_out", "arrival_picture", "desk_alerts"),  # in test_visitors.py
    *("offline_shell", "offline_worker", "offline_copy", "offline_state"),  # there too
    *("here", "help_asked", "desk_answers", "desk_calls"),  # in test_help_asked.py
    *("gate_check", "openapi"),  # for machines
    "reopening",  # of a closed case, which a list shows when it is asked to: in Aspire's journey
}
"""What no page leads to, or what shows nothing."""

OPEN_EVERYTHING = """() => {
  document.querySelectorAll('details').forEach(one => one.open = true)
  document.querySelectorAll('[class*=__conditional--hidden]').forEach(one =>
    one.className = one.className.replace(/\\S+__conditional--hidden/, ''))
}"""
LOOK = "() => [document.title, document.querySelectorAll('h1').length, document.documentElement.scrollWidth]"


@dataclass
class Walked:
    """What was seen: how often each template, each title with the template that has it, and what is wrong.

    axe looks at a template once; how wide it is, is looked at with several objects.
    """

    axe: Axe
    templates: Counter[tuple[str, str]] = field(default_factory=Counter)
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def look(self, page: Page, path: str) -> None:
        """The page that is open: its title and heading, then everything in it opened, wide and narrow."""
        name, step = kind(path)
        template = SAME.get(name, name), step
        title, headings, _ = page.evaluate(LOOK)
        known = self.titles.setdefault(title, template)
        if known != template:
            self.faults.append(f"{path}: {title!r} is the title of {known} too")
        if headings != 1:
            self.faults.append(f"{path} has {headings} main headings")
        self.templates[template] += 1
        if self.templates[template] > LOOKED_AT:
            return
        page.evaluate(OPEN_EVERYTHING)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate(LOOK)[2]
            if wide > width:
                self.faults.append(f"{path} is {wide} px wide in a window of {width} px")
            if self.templates[template] == 1:
                try:
                    self.axe(page)
                except AssertionError as fault:
                    self.faults.append(str(fault))


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns)
        else:
            yield str(one.name)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A state folder with a rig in it, and what its file says."""
    state = tmp_path_factory.mktemp("rig") / "var"
    command = [sys.executable, "-m", "fairgate.ops.cli", "rig", "--seed=7", f"--out={state / 'out.json'}"]
    ran = subprocess.run(command, env=environment(state) | AS_SHIPPED, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return state, json.loads((state / "out.json").read_text())


@pytest.fixture(scope="module")
def site(told: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The rig, served."""
    served = Site(told[0], tmp_path_factory.mktemp("site") / "var", now="", settings=AS_SHIPPED)
    yield served
    served.stop()


def starts(file: dict[str, Any], walker: str) -> Iterator[str]:
    """Where a walk begins: at home, and where only a form leads: to whom a search finds, to an answer to a report."""
    yield "/"
    if walker == "aspire.head":
        kinds = file["objects"]["aspire"]
        yield from (f"/people/{row['number']}" for row in (*kinds["orders"], *kinds["visits"]))
        yield from (f"/people/{row['person']}/standing-aside" for row in kinds["recusals"])
        yield from (f"/reports/{row['reference']}/acceptance" for row in kinds["incidents"] if row["by"] == "reception")


def sign_in(page: Page, who: dict[str, Any]) -> None:
    """Password and code, as the file of the rig tells them."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(who["email"])
    page.get_by_label("Password", exact=True).fill(who["password"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code", exact=True).fill(code_of(who["totp_secret"], time.time()))
    page.keyboard.press("Enter")
    expect(page.locator("header form[action='/sign-out']")).to_be_attached()


def test_every_page_wide_and_narrow(told: tuple[Path, dict[str, Any]], contexts: Contexts, axe: Axe) -> None:
    walked = Walked(axe)
    for walker, many in WALKERS.items():
        page = contexts.new(1280)
        page.set_default_timeout(30_000)
        sign_in(page, told[1]["personas"][walker])
        counts: dict[tuple[str, str], int] = {}

        def enters(path: str, counts: dict[tuple[str, str], int] = counts, many: int = many) -> bool:
            template = kind(path)
            counts[template] = counts.get(template, 0) + 1
            return counts[template] <= (many if template[0] in LEADS_ELSEWHERE else 1)

        for path in chain.from_iterable(walk(page, start, enters=enters) for start in starts(told[1], walker)):
            if kind(path)[0] not in ELSEWHERE and not FILES.search(path):
                walked.look(page, path)
        page.context.close()
    assert not walked.faults, "\n\n".join(walked.faults)
    missed = set(names(get_resolver().url_patterns)) - ELSEWHERE - set(SAME) - {name for name, _ in walked.templates}
    assert not missed, f"no page led to: {', '.join(sorted(missed))}"
