"""What goes between a person and their form: somebody else, the Back button, a double click, the end of a session."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import CONFIRM, PASSWORD, check_it, enter, offered, press, second_step, sign_in, words, write

Look = Callable[[Page, str], None]
HEAD, DEPUTY = "j.satterthwaite@oak.example.org", "n.jahan-holt@oak.example.org"


def open_case(page: Page, email: str) -> None:
    sign_in(page, email, "/cases")
    page.get_by_role("link", name="Stacey Braddock").click()
    expect(page.get_by_role("heading", name="Stacey Braddock", level=1)).to_be_visible()


def write_a_conversation(page: Page, said: str) -> None:
    offered(page, "Take this step", "Conversation").click()
    write(page, "What was said?", said)
    check_it(page)


def entries(page: Page, said: str) -> int:
    """How many entries of the case that is open say that."""
    return page.locator(".fg-timeline__entry", has_text=said).count()


def test_who_confirms_second_is_shown_what_happened(contexts: Contexts, look: Look) -> None:
    head, deputy = contexts.new(1280), contexts.new(1280)
    contexts.guard_of(deputy).allow(409)
    open_case(head, HEAD)
    open_case(deputy, DEPUTY)
    write_a_conversation(head, "The head rang her.")
    write_a_conversation(deputy, "The deputy met her at the gate.")
    enter(head, "The conversation is entered.")
    deputy.get_by_role("button", name=CONFIRM).click()
    expect(deputy.get_by_role("heading", name="Somebody else acted first")).to_be_visible()
    look(deputy, "overtaken")
    assert "Conversation held (Jerome Satterthwaite)." in words(deputy)
    press(deputy, "Take what I typed to the case as it stands now")
    expect(deputy.get_by_label("What was said?", exact=True)).to_have_value("The deputy met her at the gate.")
    check_it(deputy)
    enter(deputy, "The conversation is entered.")
    assert (entries(deputy, "The head rang her."), entries(deputy, "The deputy met her")) == (1, 1)


def test_a_double_click_enters_once(page: Page) -> None:
    open_case(page, HEAD)
    write_a_conversation(page, "Twice clicked.")
    page.get_by_role("button", name=CONFIRM).dblclick()
    expect(page.get_by_role("alert")).to_contain_text("The conversation is entered.")
    page.reload()
    assert entries(page, "Twice clicked.") == 1


def test_the_same_form_sent_twice_enters_once(page: Page) -> None:
    """As a browser without scripts would at a double click: the very same bytes, one after the other."""
    open_case(page, HEAD)
    write_a_conversation(page, "Twice sent.")
    sent = page.evaluate("Object.fromEntries(new FormData(document.querySelector('form.fg-confirm')))")
    sent["stage"] = "confirm"
    for _ in range(2):
        answer = page.request.post(page.url, form=sent)
        assert answer.status == 200
    page.goto(page.url.partition("/steps")[0])
    assert entries(page, "Twice sent.") == 1


def test_the_back_button_after_confirming_enters_nothing_more(page: Page) -> None:
    open_case(page, HEAD)
    case = page.url
    write_a_conversation(page, "Then back.")
    sent = page.evaluate("Object.fromEntries(new FormData(document.querySelector('form.fg-confirm')))")
    enter(page, "The conversation is entered.")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hold a conversation")
    again = page.request.post(f"{case}/steps/conversation", form={**sent, "stage": "check"})
    assert again.status == 409
    assert "What happened meanwhile" in again.text()
    page.goto(case)
    assert entries(page, "Then back.") == 1


def test_an_ended_session_says_what_became_of_the_form(page: Page, look: Look) -> None:
    open_case(page, HEAD)
    offered(page, "Take this step", "Conversation").click()
    form = page.url
    write(page, "What was said?", "Typed before the session ended.")
    page.context.clear_cookies(name="session")
    press(page, "Check it")
    assert "You were signed out before that was sent, so nothing was recorded" in words(page)
    look(page, "ended-session")
    page.get_by_label("E-mail address").fill(HEAD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    second_step(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hold a conversation")
    assert page.url == form
    page.goto(form.partition("/steps")[0])
    assert entries(page, "Typed before") == 0


def test_whoever_types_for_long_stays_signed_in(page: Page) -> None:
    open_case(page, HEAD)
    offered(page, "Take this step", "Conversation").click()
    page.clock.install()
    page.clock.fast_forward("04:00")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    write(page, "What was said?", "A")
    page.wait_for_timeout(300)
    assert asked == []
    page.clock.fast_forward("02:00")
    with page.expect_response("/") as answer:
        write(page, "What was said?", "A long account.")
    assert answer.value.status == 302
    assert asked == ["HEAD /"]
