"""The gate in a browser: typed, answered and cleared by the keyboard alone; and no answer outlives its question."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.contexts import Contexts
from tests.browser.guard import Guard

RECEPTION = "c.entwhistle@oak.example.org"
PASSWORD = "walk-the-mile-together"
BARRED, NEAR, FREE = "Leon Fitzroy", "Leo Fitzroy", "Amy Green"


def at_the_gate(page: Page) -> None:
    page.goto("/sign-in?next=/gate")
    page.get_by_label("E-mail address").fill(RECEPTION)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is this person barred here?")).to_be_visible()


def look_up(page: Page, name: str) -> None:
    """Type over whatever stands in the field, which has the cursor, and press Enter."""
    expect(page.get_by_label("Name of the person")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def word(page: Page) -> str:
    """The answer's word, once it is there."""
    return page.locator("#gate-answer h2").inner_text()


def nothing_is_told(page: Page) -> None:
    expect(page.locator("#gate-answer")).to_be_empty()
    assert "arred" not in page.title()


def test_the_three_answers_by_the_keyboard_alone(page: Page, look: Callable[[Page, str], None]) -> None:
    at_the_gate(page)
    look(page, "gate")
    opened = page.evaluate("performance.timeOrigin")
    look_up(page, BARRED)
    assert word(page) == "Barred here"
    look(page, "gate-barred")
    look_up(page, FREE)
    expect(page.get_by_role("heading", name="Not barred here")).to_be_visible()
    look(page, "gate-clear")
    look_up(page, NEAR)
    expect(page.get_by_label("Which child do they collect?")).to_be_focused()
    assert word(page) == "Check"
    look(page, "gate-check")
    page.keyboard.type("Somebody else")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That does not settle it.")).to_be_visible()
    page.keyboard.type("Tia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Barred here")).to_be_visible()
    expect(page.get_by_label("Name of the person")).to_be_focused()
    page.keyboard.press("Escape")
    nothing_is_told(page)
    expect(page.get_by_label("Name of the person")).to_have_value("")
    look_up(page, "Fitzroy")
    expect(page.get_by_label("Name of the person")).to_have_attribute("aria-describedby", "id_name-hint id_name-error")
    look(page, "gate-half-a-name")
    assert page.evaluate("performance.timeOrigin") == opened, "the page was loaded anew"
    assert page.url.endswith("/gate")


def test_on_a_phone_and_magnified_four_times_the_word_is_in_sight(
    narrow_page: Page, look: Callable[[Page, str], None]
) -> None:
    at_the_gate(narrow_page)
    look_up(narrow_page, BARRED)
    assert word(narrow_page) == "Barred here"
    look(narrow_page, "gate-barred")
    narrow_page.set_viewport_size({"width": 320, "height": 225})  # 1280 by 900, at 400 per cent
    for name in (FREE, NEAR):
        narrow_page.get_by_label("Name of the person").select_text()
        look_up(narrow_page, name)
        expect(narrow_page.locator("#gate-answer h2")).to_be_in_viewport(ratio=1)
        look(narrow_page, f"gate-magnified-{name}")


def test_the_next_name_takes_the_last_answer_away(page: Page) -> None:
    at_the_gate(page)
    look_up(page, BARRED)
    assert word(page) == "Barred here"
    page.keyboard.type("A")
    nothing_is_told(page)


AN_ANSWER = '<form id="gate-form"></form><div id="gate-answer"><h2>Not barred here</h2></div>'


@pytest.fixture
def fails() -> Iterator[dict[str, Callable[[Route], None]]]:
    """Ways in which a look-up can come to nothing."""
    return {
        "fault": lambda route: route.fulfill(status=500, content_type="text/html", body=AN_ANSWER),
        "forbidden": lambda route: route.fulfill(status=403, content_type="text/html", body="<h1>No</h1>"),
        "other page": lambda route: route.fulfill(
            status=200, content_type="text/html", body="<h1>Not barred here</h1>"
        ),
        "no network": lambda route: route.abort(),
    }


@pytest.mark.parametrize("way", ["fault", "forbidden", "other page", "no network"])
def test_a_look_up_that_fails_says_so_and_leaves_no_answer(
    page: Page, guard: Guard, look: Callable[[Page, str], None], fails: dict[str, Callable[[Route], None]], way: str
) -> None:
    guard.allow(403, 500)
    at_the_gate(page)
    look_up(page, BARRED)
    assert word(page) == "Barred here"
    page.route("**/gate", fails[way])
    look_up(page, FREE)
    expect(page.get_by_text("Do not rely on what you saw before.")).to_be_visible()
    assert word(page) == "No answer"
    assert "arred" not in page.locator("#gate-answer").inner_text()
    look(page, f"gate-failed-{way}")
    page.unroute("**/gate")
    look_up(page, FREE)
    expect(page.get_by_role("heading", name="Not barred here")).to_be_visible()
    guard.noted = [
        note for note in guard.noted if not (way == "no network" and note.startswith("request failed: POST"))
    ]


SLOW_AND_DEAF = """
() => {
  const real = window.fetch
  window.answered = 0
  window.fetch = async (url, sent) => {
    const slow = String(sent.body).includes("Leon")
    if (slow) await new Promise(done => setTimeout(done, 400))
    const response = await real(url, slow ? {...sent, signal: undefined} : sent)
    window.answered += 1
    return response
  }
}
"""


def test_an_answer_that_comes_too_late_is_not_shown(page: Page) -> None:
    """Not even where the look-up could not be called off."""
    at_the_gate(page)
    page.evaluate(SLOW_AND_DEAF)
    look_up(page, BARRED)
    page.get_by_label("Name of the person").select_text()
    look_up(page, FREE)
    page.wait_for_timeout(1000)
    assert page.evaluate("window.answered") == 2
    assert word(page) == "Not barred here"


def test_the_answer_comes_when_typing_pauses_and_the_cursor_stays(page: Page) -> None:
    at_the_gate(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if request.method == "POST" else None)
    page.get_by_label("Name of the person").press_sequentially(BARRED, delay=60)
    expect(page.get_by_role("heading", name="Barred here")).to_be_visible()
    assert len(asked) <= 2, "a look-up for each letter"
    expect(page.get_by_label("Name of the person")).to_be_focused()
    page.keyboard.type("s")
    nothing_is_told(page)


def test_an_ended_session_clears_the_answer_and_leads_to_the_sign_in_page(page: Page) -> None:
    at_the_gate(page)
    look_up(page, BARRED)
    assert word(page) == "Barred here"
    page.context.clear_cookies(name="session")
    look_up(page, FREE)
    expect(page.get_by_text("Do not rely on what you saw before.")).to_be_visible()
    assert word(page) == "Signed out"
    page.keyboard.press("Enter")  # the link has the cursor
    page.wait_for_url("**/sign-in?next=/gate")
    assert "Barred" not in page.content()
    page.go_back()
    assert "Barred here" not in page.locator("body").inner_text()


def test_without_scripts_the_same_answers_come(contexts: Contexts, origin: str) -> None:
    context = contexts.browser.new_context(base_url=origin, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    at_the_gate(page)
    for name, told in ((BARRED, "Barred here"), (FREE, "Not barred here"), (NEAR, "Check")):
        page.get_by_label("Name of the person").fill(name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=told, exact=True)).to_be_visible()
        assert page.title().startswith(told)
        assert page.url.endswith("/gate")
    page.get_by_label("Which child do they collect?").fill("Tia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Barred here", exact=True)).to_be_visible()
    context.close()
