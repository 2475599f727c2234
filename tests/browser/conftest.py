"""A real browser against the real server: what a journey in this folder can ask for.

- `site`: Fairgate with its demonstration; each file of journeys begins with a fresh copy of it.
- `page` (1280 × 900) and `narrow_page` (320 × 900): a page of a new browser context, guarded: a script error,
  a policy violation, a request elsewhere or an answer of 400 or more fails the test, unless
  `guard.allow(409)` expects it.
- `contexts.new(1280)`: a page more, with cookies of its own, for a journey of two people.
- `axe(page)`: fails when axe finds anything. `shot(page, name)`: keeps a picture in build/screenshots.
- `look(page, name)`: both of these, and the page must not be wider than its window.
"""

import os
import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser import axe as axe_core
from tests.browser.contexts import Contexts
from tests.browser.guard import Guard
from tests.browser.site import Site, set_up

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",  # the tests run as root in containers, where the sandbox cannot
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = 1280, 320
expect.set_options(timeout=20_000)  # a file is looked at by a sealed process, and two cores may be busy
SCREENSHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey in a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the demonstration in it, loaded once; copied, never served."""
    state = tmp_path_factory.mktemp("demonstration") / "var"
    set_up(state)
    return state


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    served = Site(demonstration, tmp_path_factory.mktemp("site") / "var")
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's own loop runs in this thread, and Django takes any running loop for a view that must not
    # touch the database; a journey that looks into the database does so between two steps of the browser,
    # never inside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def origin(site: Site) -> str:
    """The origin that pages are opened from and kept to; a test of the harness puts its own in its place."""
    return site.url


@pytest.fixture
def contexts(browser: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Contexts]:
    """For a journey of two people at once: `contexts.new(1280)` gives each a page of their own."""
    opened = Contexts(browser, origin)
    yield opened
    if getattr(request.node, "failed_in_call", False):
        for number, (context, _) in enumerate(opened.open):
            for page in context.pages:
                _keep(page, f"failed-{request.node.name}-{number}")
    noted = [note for _, guard in opened.open for note in guard.noted]
    for context, _ in opened.open:
        context.close()
    assert not noted, "the guard noted:\n" + "\n".join(dict.fromkeys(noted))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" and report.failed:
        item.failed_in_call = True  # type: ignore[attr-defined]  # read by `contexts`, to keep a last picture
    return report


@pytest.fixture
def page(contexts: Contexts) -> Page:
    return contexts.new(WIDE)


@pytest.fixture
def narrow_page(contexts: Contexts) -> Page:
    return contexts.new(NARROW)


@pytest.fixture
def guard(contexts: Contexts, page: Page) -> Guard:
    """The guard of `page`, to allow what a journey means to meet."""
    return contexts.guard_of(page)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    return axe_core.assert_none


def _keep(page: Page, name: str) -> Path:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    path = SCREENSHOTS / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)}-{width}.png"
    page.screenshot(path=path, full_page=True)
    return path


@pytest.fixture
def shot() -> Callable[[Page, str], Path]:
    return _keep


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    def looked_at(page: Page, name: str) -> None:
        _keep(page, name)
        wide, window = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"
        axe_core.assert_none(page)

    return looked_at
