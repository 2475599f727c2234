"""Finding the way as a head does, wide and narrow: what is found, what is not, a paragraph, and the mail to be had."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import choose, give_day, press, sign_in, words

Look = Callable[[Page, str], None]
CHIEF = "m.osei@oak.example.org"
HEAD = "j.satterthwaite@oak.example.org"


@pytest.fixture(params=[1280, 320])
def at(request: pytest.FixtureRequest, contexts: Contexts) -> Page:
    page = contexts.new(request.param)
    sign_in(page, HEAD, "/search")
    expect(page.get_by_role("heading", name="Search", exact=True)).to_be_visible()
    return page


def look_for(page: Page, asked: str) -> str:
    """Type it, send it by the keyboard; what the page then says."""
    page.get_by_label("What are you looking for?").fill(asked)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(asked)
    return words(page)


def test_a_name_a_word_a_reference_and_nothing(at: Page, look: Look) -> None:
    look(at, "search")
    assert "Leon Fitzroy" in look_for(at, "léon fitzroy")
    look(at, "search-name")
    at.get_by_role("link", name=re.compile("^Case [A-Z0-9]{8}$")).first.click()
    expect(at.get_by_role("heading", level=1)).to_contain_text("Leon Fitzroy")
    reference = at.url.rsplit("/", 1)[-1]
    at.go_back()
    expect(at.get_by_role("status")).to_contain_text("found for “léon fitzroy”")
    assert at.url.endswith("/search"), "nothing of what was asked stands in the address"
    assert "Name alike" in look_for(at, "Leon Fitsroy")
    look(at, "search-near")
    assert "What was reported" in look_for(at, "shouting")
    expect(at.locator("mark").first).to_have_text("shouted")
    look(at, "search-text")
    at.get_by_role("link", name="What was reported").first.click()
    assert "#entry-" in at.url
    at.go_back()
    assert "Leon Fitzroy" in look_for(at, reference)
    look(at, "search-reference")
    assert "Try fewer words" in look_for(at, "marmalade zebra")
    look(at, "search-nothing")
    at.get_by_label("What are you looking for?").fill("")
    at.get_by_role("button", name="Search").click()
    expect(at.get_by_text("There is a problem")).to_be_visible()
    look(at, "search-wrong")


def test_a_paragraph_by_ones_own_words(at: Page, look: Look) -> None:
    at.goto("/report")
    at.get_by_label("I know the name").check()
    at.get_by_label("Name", exact=True).fill("Somebody New")
    press(at, "Continue")
    press(at, "Continue")
    give_day(at, "When did it happen?", date(2026, 11, 16))
    choose(at, "Where did it happen?", "On the school's premises")
    at.get_by_label("What happened?").fill("He swore at the receptionist and his dog was off the lead.")
    press(at, "Continue")
    expect(at.get_by_text("Nearest to what you wrote")).to_be_visible()
    expect(at.get_by_text("You wrote “swore”.")).to_be_visible()
    assert at.locator("input:checked").count() == 0
    look(at, "which-paragraph")
    at.get_by_label("Look for it in your own words").fill("kicked the door in")
    at.keyboard.press("Enter")
    expect(at.get_by_text("Only what comes near is shown.")).to_be_visible()
    at.get_by_label("Damaging or destroying trust property").check()
    look(at, "which-paragraph-found")
    press(at, "Look")
    expect(at.get_by_label("Damaging or destroying trust property")).to_be_checked()
    press(at, "Continue")
    expect(at.get_by_role("heading", level=1)).to_contain_text("What you need to ask yourself")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_work_of_one_office(contexts: Contexts, look: Look, width: int) -> None:
    at = contexts.new(width)
    sign_in(at, CHIEF, "/worklist?whose=yours")
    expect(at.get_by_role("heading", name="Waiting for others")).to_be_visible()
    look(at, "worklist-yours")
    at.get_by_label("Work of one office").select_option(value="ceo")
    press(at, "Show")
    assert at.url.endswith("/worklist?whose=ceo")
    expect(at.get_by_label("Work of one office")).to_have_value("ceo")
    look(at, "worklist-office")


def test_notifications_are_chosen(at: Page, look: Look) -> None:
    at.goto("/worklist")
    at.get_by_role("link", name="Notifications by e-mail").click()
    expect(at.get_by_label("On each day on which")).to_be_checked()
    look(at, "notifications")
    choose(at, "When do you want an e-mail?", "Never: I look at the worklist myself")
    press(at, "Keep my choice")
    expect(at.get_by_text("Your choice is kept.")).to_be_visible()
    look(at, "worklist")
    at.goto("/notifications")
    choose(at, "When do you want an e-mail?", "On each day on which something of mine is due or overdue")
    press(at, "Keep my choice")
