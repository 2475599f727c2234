"""A visitor at the tablet; and the copy for when the line fails, until it is too old, and until somebody signs out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import sign_in
from tests.browser.site import NOW, Site
from tests.browser.test_gate import BARRED, FREE, NEAR, RECEPTION

Look = Callable[[Page, str], None]
LEAD = "r.duckworth@oak.example.org"
AT = datetime.fromisoformat(NOW).replace(tzinfo=ZoneInfo("Europe/London"))
DISK = """async () => {
  const base = await new Promise(done => { const asked = indexedDB.open('fairgate-offline', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('kept'); asked.onsuccess = () => done(asked.result) })
  const all = await new Promise(done => { const asked = base.transaction('kept').objectStore('kept').getAll()
    asked.onsuccess = () => done(asked.result) })
  base.close()
  return JSON.stringify(all)
}"""


def desk(contexts: Contexts) -> Page:
    """Reception at a desk, at the instant of the site."""
    page = contexts.new(1280)
    page.clock.set_fixed_time(AT)
    sign_in(page, RECEPTION)
    return page


def test_a_visitor_at_the_tablet(contexts: Contexts, look: Look) -> None:
    page = desk(contexts)
    page.goto("/visitors")
    page.get_by_role("link", name="Tablets and alerts").click()
    page.get_by_label("What is the tablet called?").fill("Front desk")
    page.get_by_role("button", name="Set up a tablet").click()
    code = page.locator(".fg-tablet__number").inner_text()
    tablet = contexts.new(1024)
    tablet.set_viewport_size({"width": 1024, "height": 768})
    tablet.goto("/tablet")
    tablet.get_by_label("Code").fill(code)
    tablet.keyboard.press("Enter")
    look(tablet, "tablet")
    tablet.get_by_role("button", name="العربية").click()
    expect(tablet.locator("html")).to_have_attribute("dir", "rtl")
    look(tablet, "tablet-arabic")
    tablet.clock.install()
    tablet.goto("/tablet")
    tablet.get_by_role("button", name="English").click()
    tablet.get_by_label("Your first name and surname").fill("Somebody")
    tablet.clock.fast_forward(50_000)
    expect(tablet.get_by_role("alert")).to_contain_text("Are you still there?")
    tablet.clock.fast_forward(20_000)
    expect(tablet.get_by_role("heading", name="Visitors")).to_be_visible()
    tablet.get_by_role("button", name="English").click()
    tablet.get_by_label("Your first name and surname").fill(BARRED)
    tablet.get_by_label("Whom do you visit?").fill("The office")
    tablet.get_by_role("button", name="I will keep to this").press("Enter")
    expect(tablet.get_by_text("Please wait here.")).to_be_visible()
    look(tablet, "tablet-done")
    tablet.goto("/gate")
    expect(tablet.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/visitors")
    look(page, "visitors-alert")
    page.get_by_role("link", name="What to do").click()
    expect(page.get_by_role("heading", name="Barred here")).to_be_visible()


def answers(page: Page, name: str) -> str:
    """What the copy answers, with no line."""
    page.get_by_label("Name of the person").fill(name)
    page.keyboard.press("Enter")
    return page.locator("#offline-answer section").inner_text()


def test_the_copy_when_the_line_fails(contexts: Contexts, look: Look, site: Site) -> None:
    page, lead = desk(contexts), contexts.new(1280)
    page.goto("/gate/offline")
    page.get_by_label("What is this device called?").fill("Front desk computer")
    page.get_by_role("button", name="Ask for a copy").click()
    expect(page.get_by_text("The data lead has not agreed yet.")).to_be_visible()
    sign_in(lead, LEAD)
    lead.goto("/devices")
    look(lead, "devices")
    lead.get_by_role("button", name="Agree").click()
    page.reload()
    expect(page.get_by_text("A copy is ready on this device.")).to_be_visible()
    look(page, "offline-ready")
    disk = page.evaluate(DISK)
    assert "body" in disk
    assert BARRED.split()[1].lower() not in disk.lower()
    page.get_by_text("The word for the card").click()
    word = page.locator("details strong").inner_text()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    # Signing out clears what is there; coming back, it is copied anew.
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate(DISK) == "[]"
    sign_in(page, RECEPTION)
    page.goto("/gate/offline")
    expect(page.get_by_text("A copy is ready on this device.")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    guard = contexts.guard_of(page)
    site.stop()
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(page.get_by_text("The line has failed.")).to_be_visible()
    assert "Barred here" in answers(page, BARRED)
    assert "0 minutes old" in page.locator("#offline-answer").inner_text()
    look(page, "offline-barred")
    assert "Not on the copy" in answers(page, FREE)
    assert "Check" in answers(page, NEAR)
    # Opened anew with no line, it takes the word on the card.
    page.reload()
    page.get_by_label("The word on the card").fill("wrong-word-here")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("That is not the word.")).to_be_visible()
    page.get_by_label("The word on the card").fill(word)
    page.get_by_role("button", name="Unlock").click()
    page.clock.set_fixed_time(AT + timedelta(hours=2, minutes=5))
    assert "2 hours 5 minutes old" in answers(page, BARRED)
    page.clock.set_fixed_time(AT + timedelta(hours=12, minutes=1))
    page.keyboard.press("Enter")
    expect(page.get_by_text("older than twelve hours")).to_be_visible()
    assert page.locator("#offline-answer").inner_text() == ""
    assert page.evaluate(DISK) == "[]"
    guard.noted.clear()  # requests failed, as they were to
