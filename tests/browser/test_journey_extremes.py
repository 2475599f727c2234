"""Names as long as they may be, and trusts in which there is nothing yet."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import (
    PASSWORD,
    check_it,
    choose,
    enter,
    give_day,
    letter,
    offered,
    press,
    sign_in,
    weigh,
    words,
    write,
)
from tests.browser.guard import Guard
from tests.browser.newcomers import HEAD, NO_CODE, NO_OFFICE
from tests.browser.site import Site, environment

Look = Callable[[Page, str], None]

LONG_NAMES = [
    "Maximiliana Wilhelmina " + "Cholmondeley Featherstonehaugh " * 3 + "Lee",
    "Anne-" + "-".join(["Featherstonehaugh"] * 6) + "-Collis",
    "W" * 120,
]
WIDTHS = (1280, 640, 320)


def fits(page: Page) -> None:
    """The page that is open is no wider than its window, at any of the widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} px wide in a window of {width} px"
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def test_the_control_a_page_that_does_not_fit_is_found(page: Page) -> None:
    page.goto("/accessibility")
    fits(page)
    page.locator("main h1").evaluate("heading => heading.style.width = '700px'")
    with pytest.raises(AssertionError, match="px wide in a window of 640 px"):
        fits(page)


def test_a_name_of_120_characters_fits_wherever_it_stands(page: Page, look: Look) -> None:
    sign_in(page, "j.satterthwaite@oak.example.org", "/cases")
    page.get_by_role("link", name="Leon Fitzroy").click()
    expect(page.get_by_role("link", name="See or change the details")).to_be_visible()
    case = page.url
    page.get_by_role("link", name="See or change the details").click()
    expect(page.get_by_role("button", name="Change the details")).to_be_visible()
    person = page.url
    for number, name in enumerate(LONG_NAMES):
        assert 115 < len(name) <= 120
        page.goto(f"{person}/details")
        write(page, "Full name", name)
        press(page, "Keep these details")
        expect(page.get_by_role("alert")).to_contain_text("The details are kept.")
        for address in (person, f"{person}/details", case, "/worklist", "/cases"):
            page.goto(address)
            assert name in page.content(), f"{address} does not show the name"
            fits(page)
        page.goto("/gate")
        write(page, "Name of the person", name)
        page.keyboard.press("Enter")
        expect(page.locator("#gate-answer h2")).to_be_visible()
        fits(page)
        look(page, f"long-name-{number}-gate")
        page.goto(case)
        look(page, f"long-name-{number}-case")
    offered(page, "Take this step", "Channel restriction").click()
    choose(page, "Which channels are closed?", "Text message")
    give_day(page, "Last day", date(2026, 12, 18))
    write(page, "The reasons", "Too many messages at night.")
    weigh(page)
    check_it(page)
    fits(page)
    look(page, "long-name-check")
    enter(page, "The letter is issued")
    page.locator("main").get_by_role("link", name="Channel notice", exact=True).click()
    assert LONG_NAMES[-1] in letter(page).replace(" ", "")
    fits(page)


@pytest.fixture
def newcomers(site: Site) -> None:
    """A trust with a code and no case, one without a code, and somebody without an office."""
    command = [sys.executable, "-m", "tests.browser.newcomers"]
    subprocess.run(command, env=environment(site.state), stdin=subprocess.DEVNULL, check=True)


def test_where_there_is_nothing_yet_each_page_says_what_to_do(newcomers: None, contexts: Contexts, look: Look) -> None:
    page = contexts.new(1280)
    sign_in(page, HEAD, "/")
    for address, said in (
        ("/worklist", "Nothing is due, and nobody is waiting for an answer."),
        ("/worklist?whose=yours", "Nothing waits for you."),
        ("/cases", "A case begins when somebody reports an incident."),
        ("/cases?state=closed", "No case is like that."),
        ("/cases?page=7", "A case begins when somebody reports an incident."),
        ("/report", "It is an allegation until somebody decides"),
        ("/gate", "Is this person barred here?"),
        ("/code", "Under each paragraph stands what follows from it"),
    ):
        page.goto(address)
        assert said in words(page), f"{address} says: {words(page)[:400]}"
        fits(page)
        look(page, f"empty-{address.strip('/').replace('?', '-')}")
    page.goto("/gate")
    write(page, "Name of the person", "Ann Nobody")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Not barred here", exact=True)).to_be_visible()

    nobody = contexts.new(1280)
    contexts.guard_of(nobody).allow(403)  # signing in succeeds, and opens nothing
    nobody.goto("/sign-in")
    write(nobody, "E-mail address", NO_OFFICE)
    write(nobody, "Password", PASSWORD)
    press(nobody, "Sign in")
    assert "You hold no office here yet" in words(nobody)
    look(nobody, "no-office")


def test_a_trust_whose_code_is_not_there_yet_shows_what_it_can(
    newcomers: None, page: Page, guard: Guard, look: Look
) -> None:
    guard.allow(404)
    sign_in(page, NO_CODE, "/")
    for address in ("/worklist", "/cases", "/gate", "/code", "/report"):
        page.goto(address)
        look(page, f"no-code-{address.strip('/')}")
