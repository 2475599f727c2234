"""Signing in, in a browser: by keyboard, with an app, a recovery code and a passkey; and one's own page.

The site is opened by its name: browsers have passkeys at a name, and not at a number.
"""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import PASSWORD, press, sign_in
from tests.browser.site import Site

Look = Callable[[Page, str], None]

HEAD, OTHER, RECEPTION = "j.satterthwaite@oak.example.org", "c.ekwueme@oak.example.org", "c.entwhistle@oak.example.org"


@pytest.fixture
def origin(site: Site) -> str:
    return f"http://localhost:{site.port}"


@pytest.fixture(params=[1280, 320])
def person(request: pytest.FixtureRequest, contexts: Contexts) -> Page:
    return contexts.new(request.param)


def shown(page: Page) -> str:
    """The code that the demonstration shows, since no phone is at hand."""
    return page.locator(".govuk-inset-text .fg-code").inner_text()


def password(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def inside(page: Page) -> None:
    """One is signed in. On a narrow page the button to sign out is folded away."""
    expect(page.locator("header form[action='/sign-out']")).to_be_attached()


def at(page: Page, heading: str) -> None:
    """The page with that heading has come. A click only asks for the next page: whatever looks at a page, or goes on
    to another address, waits for this first, or it may look at the one before, or take back what was just sent."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def sign_out(page: Page) -> None:
    if not page.get_by_role("button", name="Sign out").is_visible():
        press(page, "Menu")
    press(page, "Sign out")
    at(page, "Sign in to Fairgate")


def take_all_away(page: Page) -> None:
    """From one's own page, until none is left and one is led to set up another."""
    page.goto("/account")
    while page.get_by_text("Remove").count():
        page.get_by_text("Remove").first.click()
        page.get_by_role("button", name="Take it away").first.click()
        expect(page.get_by_text("It is taken away")).to_be_visible()
        page.goto("/account")  # without that banner
    expect(page.get_by_role("heading", name="Set up a second step")).to_be_visible()


def test_by_the_keyboard_with_a_wrong_code_and_the_right_one(person: Page, look: Look) -> None:
    person.goto("/sign-in")
    look(person, "sign-in")
    password(person, HEAD)
    expect(person.get_by_role("heading", name="Type your code")).to_be_visible()
    look(person, "sign-in-code")
    person.get_by_label("Code").fill("000 000")
    person.keyboard.press("Enter")
    expect(person.get_by_role("alert")).to_contain_text("That code is not right")
    look(person, "sign-in-code-wrong")
    person.get_by_label("Code").fill(shown(person))
    person.keyboard.press("Enter")
    inside(person)
    expect(person).to_have_url(re.compile("/worklist$"))


def test_one_can_begin_again_as_somebody_else(page: Page) -> None:
    password(page, HEAD)
    press(page, "Sign in as somebody else")
    expect(page.get_by_label("E-mail address")).to_be_visible()
    page.goto("/sign-in/code")
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_setting_up_an_app_and_coming_back_with_a_recovery_code(person: Page, look: Look) -> None:
    who = HEAD if (person.viewport_size or {})["width"] == 1280 else OTHER
    sign_in(person, who)
    take_all_away(person)
    person.goto("/cases")
    at(person, "Set up a second step")
    look(person, "account-second-step")
    person.get_by_role("link", name="Use an app").click()
    at(person, "Set up your app")
    picture = person.get_by_role("img")
    picture.evaluate("one => one.decode()")  # it is there, and the policy of the site lets it be shown
    look(person, "account-app")
    person.get_by_label("The six digits that your app shows now").fill(shown(person))
    press(person, "Finish")
    expect(person.get_by_role("heading", name="Keep your recovery codes")).to_be_visible()
    look(person, "account-recovery-codes")
    code = person.locator(".fg-recovery li").first.inner_text()
    person.get_by_role("link", name="I have kept them").click()
    expect(person).to_have_url(re.compile("/cases$"))
    sign_out(person)
    password(person, who)
    person.get_by_label("Code").fill(code)
    press(person, "Continue")
    inside(person)
    person.goto("/account")
    expect(person.get_by_text("9 left")).to_be_visible()
    look(person, "account-yours")
    person.get_by_role("link", name="Make new codes").click()
    expect(person.get_by_role("button", name="Make new codes")).to_be_visible()
    look(person, "account-recovery-codes-renew")
    press(person, "Make new codes")
    expect(person.locator(".fg-recovery li")).to_have_count(10)


class Device:
    """The browser's own pretended security device, which says yes to everything."""

    def __init__(self, session: CDPSession, number: str) -> None:
        self.session, self.number = session, number

    def forget_all(self) -> None:
        self.session.send("WebAuthn.clearCredentials", {"authenticatorId": self.number})


@pytest.fixture
def passkeys(page: Page) -> Iterator[Device]:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )["authenticatorId"]
    yield Device(session, device)
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})


def test_a_passkey_is_made_and_signs_one_in(page: Page, passkeys: Device, look: Look) -> None:
    sign_in(page, "s.greenhalgh@oak.example.org")
    page.goto("/account/second-step")
    page.get_by_role("link", name="Use a passkey").click()
    at(page, "Make a passkey")
    look(page, "account-passkey")
    page.get_by_label("What will you call it?").fill("Office computer")
    press(page, "Make it")
    expect(page.get_by_role("heading", name="Keep your recovery codes")).to_be_visible()
    page.goto("/account")
    expect(page.get_by_text("Passkey: Office computer")).to_be_visible()
    sign_out(page)
    password(page, "s.greenhalgh@oak.example.org")
    at(page, "Type your code")
    look(page, "sign-in-passkey")
    press(page, "Use your passkey")
    inside(page)
    assert not page.evaluate("window.sessionStorage.length + window.localStorage.length")


def test_a_passkey_of_somebody_else_or_none_does_not(page: Page, passkeys: Device) -> None:
    sign_in(page, "i.venkataraman@oak.example.org")
    page.goto("/account/second-step/passkey")
    page.get_by_label("What will you call it?").fill("Office computer")
    press(page, "Make it")
    expect(page.get_by_role("heading", name="Keep your recovery codes")).to_be_visible()
    page.goto("/account")
    sign_out(page)
    password(page, "i.venkataraman@oak.example.org")
    passkeys.forget_all()
    press(page, "Use your passkey")
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    page.goto("/worklist")
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_where_one_is_signed_in_and_ending_it(contexts: Contexts, look: Look) -> None:
    here, there = contexts.new(1280), contexts.new(320)
    for page in (here, there):
        sign_in(page, "l.abernathy@oak.example.org")
    for page in (here, there):
        page.goto("/account")
        look(page, "account-sessions")
    here.get_by_role("button", name="End it").first.click()
    expect(here.get_by_text("That session is ended.")).to_be_visible()
    there.goto("/worklist")
    expect(there.get_by_label("E-mail address")).to_be_visible()


def mailed(site: Site) -> list[str]:
    """The links of the mails that were sent, which a demonstration prints."""
    return re.findall(r"http://localhost:\d+/password/new\?for=\S+", site.log())


def test_a_forgotten_password(person: Page, site: Site, contexts: Contexts, look: Look) -> None:
    contexts.guard_of(person).allow(410)
    person.goto("/sign-in")
    person.get_by_role("link", name="Forgotten your password, or none yet?").click()
    expect(person.get_by_role("button", name="Send the link")).to_be_visible()
    look(person, "password-forgotten")
    person.get_by_label("E-mail address").fill(RECEPTION)
    before = len(mailed(site))
    press(person, "Send the link")
    at(person, "Look into your mail")
    look(person, "password-sent")
    until = time.monotonic() + 10  # it is sent behind the page's back
    while len(links := mailed(site)) == before and time.monotonic() < until:
        person.wait_for_timeout(50)
    person.goto(links[-1])
    look(person, "password-new")
    person.get_by_label("New password").fill("short")
    press(person, "Set the password")
    expect(person.get_by_role("alert")).to_contain_text("too short")
    person.get_by_label("New password").fill(PASSWORD)
    press(person, "Set the password")
    expect(person.get_by_text("Your new password is set. Sign in with it.")).to_be_visible()
    person.goto(links[-1])
    look(person, "password-spent")
