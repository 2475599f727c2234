"""At the gate with a phone: an incident is reported in under a minute, counted in touches, letters and screens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import question, sign_in, words

Look = Callable[[Page, str], None]
TEACHER = "c.fairweather@aspire.example.org"
SCREEN = 640
SHORT = "He drove at the children on the crossing and swore at me."

# How long people take on a phone: a touch with finding where, a letter (200 a minute), a screen scrolled past.
TOUCH, LETTER, SCROLL = 1.5, 0.3, 1.0
MINUTE = 60


class Phone:
    """Counts what a thumb does: touches, letters, and how far the page is scrolled between them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.touches = self.letters = 0
        self.scrolled = 0.0

    def touch(self, target: Locator) -> None:
        before = self.page.evaluate("scrollY")
        target.scroll_into_view_if_needed()
        self.scrolled += abs(self.page.evaluate("scrollY") - before) / SCREEN
        target.click()
        self.touches += 1

    def type(self, label: str, text: str) -> None:
        self.touch(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)
        self.letters += len(text)

    @property
    def seconds(self) -> float:
        return self.touches * TOUCH + self.letters * LETTER + self.scrolled * SCROLL


@pytest.fixture
def phone(contexts: Contexts) -> Phone:
    page = contexts.new(320)
    page.set_viewport_size({"width": 320, "height": SCREEN})
    sign_in(page, TEACHER)
    return Phone(page)


def test_an_incident_at_the_gate_is_reported_in_under_a_minute(phone: Phone, look: Look) -> None:
    page = phone.page
    phone.touch(page.get_by_role("button", name="Menu"))
    phone.touch(page.get_by_role("link", name="Report an incident"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report an incident")
    look(page, "report-phone")
    phone.type("What happened?", SHORT)
    phone.touch(question(page, "Who was it?").get_by_text("I do not know who it was", exact=True))
    phone.type("How would you know the person again?", "Tall, blue van")
    phone.touch(question(page, "Where was it?").get_by_text("Near the premises", exact=True))
    phone.touch(question(page, "Could a child be at risk?").get_by_text("Yes", exact=True))
    phone.touch(page.get_by_role("button", name="Continue"))
    look(page, "report-phone-check")
    phone.touch(page.get_by_role("button", name="Send it"))
    assert "R-" in words(page)
    look(page, "report-phone-sent")
    assert (phone.touches, phone.seconds < MINUTE) == (9, True), (phone.touches, phone.scrolled, phone.seconds)
