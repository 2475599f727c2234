"""Signing in with Microsoft and Google, in a browser: there, back, the code of the first time, and what stops it."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import press, second_step
from tests.browser.site import Site, free_port
from tests.oidc.running import TENANT, Running

Look = Callable[[Page, str], None]

PEOPLE = {
    "The head": {"tid": TENANT, "oid": "1", "email": "j.satterthwaite@oak.example.org"},
    "Another head": {"tid": TENANT, "oid": "2", "email": "c.ekwueme@oak.example.org"},
    "A stranger": {"tid": TENANT, "oid": "3", "email": "stranger@oak.example.org"},
}
OAK, ASPIRE = "Sign in with Microsoft Oak Learning Partnership", "Sign in with Microsoft Aspire Academy Trust"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def idp(port: int) -> Iterator[Running]:
    back = [f"http://localhost:{port}/sign-in/with/{name}/back" for name in ("oak-entra", "aspire-entra")]
    running = Running(PEOPLE, {"oak-entra": back, "aspire-entra": back})
    yield running
    running.stop()


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory, idp: Running, port: int) -> Iterator[Site]:
    settings = idp.environment("oak-entra", "aspire-entra", "oak-google")
    settings |= {
        name.replace("OAK_", "ASPIRE_"): value.replace("oak", "aspire")
        for name, value in settings.items()
        if "OAK_ENTRA" in name
    }
    settings["FAIRGATE_OIDC_OAK_GOOGLE_SERVER"] = "http://127.0.0.1:9"  # where nothing answers
    served = Site(demonstration, tmp_path_factory.mktemp("site") / "var", port=port, settings=settings)
    yield served
    served.stop()


@pytest.fixture
def origin(site: Site) -> str:
    return f"http://localhost:{site.port}"


@pytest.fixture(params=[1280, 320])
def person(request: pytest.FixtureRequest, contexts: Contexts, idp: Running) -> Page:
    page = contexts.new(request.param)
    contexts.guard_of(page).lead_to(idp.issuer)
    return page


def go(page: Page, who: str, button: str = OAK) -> None:
    """From the sign-in page to the provider, and back from there as `who`."""
    page.goto("/sign-in?next=/cases")
    press(page, button)
    expect(page.get_by_role("heading", name="Choose an account")).to_be_visible()
    press(page, who)


def codes(site: Site) -> list[str]:
    """The codes of the mails that were sent, which a demonstration prints."""
    return re.findall(r"\n +([A-Z0-9]{4} [A-Z0-9]{4})\n", site.log())


def test_the_first_time_and_every_other(person: Page, site: Site, look: Look) -> None:
    who = "The head" if (person.viewport_size or {})["width"] == 1280 else "Another head"
    person.goto("/sign-in")
    look(person, "sign-in-providers")
    before = len(codes(site))
    go(person, who)
    expect(person.get_by_role("heading", name="Is it your account?")).to_be_visible()
    look(person, "provider-first")
    person.get_by_label("The code in the mail").fill("BCDF BCDF")
    person.keyboard.press("Enter")
    expect(person.get_by_role("alert")).to_contain_text("not the code of the newest mail")
    look(person, "provider-first-wrong")
    until = time.monotonic() + 10  # the mail is sent behind the page's back
    while len(sent := codes(site)) == before and time.monotonic() < until:
        person.wait_for_timeout(50)
    person.get_by_label("The code in the mail").fill(sent[-1].lower())
    person.keyboard.press("Enter")
    expect(person.get_by_role("heading", name="Type your code")).to_be_visible()
    second_step(person)
    expect(person).to_have_url(re.compile("/cases$"))
    person.goto("/account")
    expect(person.get_by_text("Microsoft", exact=True)).to_be_visible()
    look(person, "account-provider")
    person.context.clear_cookies()
    go(person, who)
    expect(person.get_by_role("heading", name="Type your code")).to_be_visible()
    assert len(codes(site)) == before + 1


def test_what_stops_it_says_what_to_do_next(person: Page, contexts: Contexts, look: Look) -> None:
    contexts.guard_of(person).allow(403, 503)
    for who, button, told in (
        ("Cancel", OAK, "You are not signed in"),
        ("A stranger", OAK, "There is no account for you here"),
        ("The head", ASPIRE, "Microsoft does not vouch for your address"),
    ):
        go(person, who, button)
        expect(person.get_by_role("heading", level=1)).to_have_text(told)
        assert "?" not in person.url
        look(person, f"provider-stopped-{person.url.rsplit('/')[-1]}")
        person.get_by_role("link", name="Go to the sign-in page").click()
        expect(person.get_by_label("E-mail address")).to_be_visible()
    press(person, "Sign in with Google")
    expect(person.get_by_role("heading", level=1)).to_have_text("Google does not answer")
    look(person, "provider-stopped-unreachable")


def test_the_control_a_page_that_may_not_lead_there_does_not(contexts: Contexts, idp: Running, page: Page) -> None:
    """The browser holds the sign-in page's forms to the origins that its policy names."""

    def without(route: Route) -> None:
        answer = route.fetch()
        policy = answer.headers["content-security-policy"]
        assert idp.issuer in policy
        route.fulfill(
            response=answer,
            headers={**answer.headers, "content-security-policy": policy.replace(idp.issuer, "")},
        )

    page.route("**/sign-in", without)
    guard = contexts.guard_of(page)
    page.goto("/sign-in")
    with page.expect_console_message(lambda message: "form-action" in message.text):
        press(page, OAK)
    expect(page.get_by_label("E-mail address")).to_be_visible()
    assert any("form-action" in note for note in guard.noted)
    guard.noted.clear()
