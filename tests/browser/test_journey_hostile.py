"""Hostile text, typed where people type: it is shown as text, no letter obeys it, and none is stopped by it."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect
from tests.browser.doing import check_it, choose, enter, give_day, letter, offered, press, sign_in, weigh, words, write

Look = Callable[[Page, str], None]
HEAD = "j.satterthwaite@oak.example.org"

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
TEMPLATE = "{{7*7}} {% debug %} ${7*7} #{7*7}"
TYPST = '#panic("x") #read("/etc/passwd") $x^2$ *strong* @label <end> `raw` // gone? /* gone? */ = Heading'
OVERRIDE = "before \u202eesrever\u202c after"
ARABIC = "قال لي: لن أغادر"
EMOJI = "You will regret this \U0001f620"
UNBROKEN = "W" * 300
LONG = "All of it was said aloud, again and again, for an hour. " * 85
HOSTILE = "\n".join([SCRIPT, TEMPLATE, TYPST, OVERRIDE, ARABIC, EMOJI, UNBROKEN])


def open_case(page: Page) -> str:
    sign_in(page, HEAD, "/cases")
    page.get_by_role("link", name="Stacey Braddock").click()
    expect(page.get_by_role("heading", name="Stacey Braddock", level=1)).to_be_visible()
    return page.url


def restrict(page: Page, case: str, reasons: str) -> None:
    """Fill in a channel restriction, which sends a letter."""
    page.goto(f"{case}/steps/channel_restriction")
    choose(page, "Which channels are closed?", "Text message")
    give_day(page, "Last day", date(2026, 12, 18))
    write(page, "The reasons", reasons)
    weigh(page, needs=reasons[:600])


REFUSED = {
    EMOJI: "the character '😠' (ANGRY FACE, U+1F620), after",
    ARABIC: "the character 'ق' (ARABIC LETTER QAF, U+0642)",
    "\u4e0d": "Write it in Latin, Greek or Cyrillic letters, or leave it out.",
    LONG: "use 4000 characters or fewer; there are 4760 now",
}


def test_the_author_of_a_letter_is_told_what_cannot_be_printed(page: Page, look: Look) -> None:
    case = open_case(page)
    for typed, said in REFUSED.items():
        restrict(page, case, typed)
        press(page, "Check it")
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        assert said in words(page), words(page)[:500]
        expect(page.get_by_label("The reasons", exact=True)).to_have_value(typed)
    look(page, "hostile-refused")


def test_it_is_text_in_the_case_and_in_its_letter(page: Page, look: Look) -> None:
    case = open_case(page)
    title = page.title()
    offered(page, "Record it", "Record a further incident").click()
    give_day(page, "When did it happen?", date(2026, 11, 16))
    choose(page, "Where did it happen?", "On the school's premises")
    write(page, "Where exactly?", SCRIPT)
    write(page, "What happened?", HOSTILE)
    write(page, "Who else saw or heard it?", "The office")
    press(page, "Continue")
    choose(page, "What was it?", "Loud or offensive language or loss of temper")
    press(page, "Continue")
    choose(page, "Could a child be at risk?", "No")
    choose(page, "Is it serious?", "No")
    choose(page, "Has it been found that it happened?", "Yes, I find that it happened")
    write(page, "Why do you find so?", LONG)
    press(page, "Continue")
    look(page, "hostile-check")
    press(page, "Record it")
    expect(page.get_by_role("alert")).to_contain_text("The incident is recorded.")
    for text in (*HOSTILE.splitlines(), LONG.strip()):
        expect(page.locator(".fg-timeline__text").filter(has_text=text).first).to_be_visible()
    assert page.title() == title
    assert page.locator("main script, main img").count() == 0
    look(page, "hostile-case")
    page.set_viewport_size({"width": 320, "height": 900})
    look(page, "hostile-case")
    page.set_viewport_size({"width": 1280, "height": 900})

    restrict(page, case, f"{SCRIPT}\n{TEMPLATE}\n{TYPST}")
    check_it(page)
    enter(page, "The letter is issued")
    page.locator("main").get_by_role("link", name="Channel notice", exact=True).click()
    printed = letter(page).replace(" ", "")
    for text in (SCRIPT, TEMPLATE, TYPST):
        assert printed.count(text.replace(" ", "")) == 2, f"{text!r} is not there as it was typed: {printed}"
    assert "Youwillregretthis[angryface]" in printed
    assert "[wordsinArabicletters]" in printed
    assert "beforeesreverafter" in printed  # in the order in which it was typed
