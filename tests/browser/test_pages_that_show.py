"""The pages that only show, as a head and a chief executive find them: looked at wide and narrow, and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import sign_in, words
from tests.browser.site import Site

Look = Callable[[Page, str], None]
WIDTHS = [1280, 320]
CHIEFS = {
    "aspire": ("g.pascoe-lowe@aspire.example.org", "Shane Wilmot"),
    "oak": ("m.osei@oak.example.org", "Leon Fitzroy"),
}


@pytest.fixture(params=WIDTHS)
def at(request: pytest.FixtureRequest, contexts: Contexts) -> Page:
    return contexts.new(request.param)


@pytest.mark.parametrize("trust", CHIEFS)
def test_every_page_about_a_barred_person(site: Site, at: Page, look: Look, trust: str) -> None:
    email, name = CHIEFS[trust]
    sign_in(at, email, "/worklist")
    look(at, f"worklist-{trust}")
    at.goto("/worklist?whose=yours")
    look(at, f"worklist-yours-{trust}")
    at.goto("/cases?measure=any")
    look(at, f"cases-{trust}")
    at.get_by_role("link", name=name, exact=True).click()
    expect(at.get_by_role("heading", level=1)).to_contain_text(name)
    assert "is barred from" in words(at)
    at.get_by_role("heading", name="Must not be done now").click()
    expect(at.get_by_text("What would change it:").first).to_be_visible()
    look(at, f"case-{trust}")
    case = at.url
    at.get_by_role("link", name="notice", exact=False).first.click()
    assert "Fingerprint" in words(at)
    look(at, f"letter-{trust}")
    at.goto(case)
    at.get_by_role("link", name="See or change the details").click()
    look(at, f"person-{trust}")
    at.get_by_role("button", name="Change the details").click()
    look(at, f"person-change-{trust}")
    at.get_by_label("Full name").fill("")
    at.get_by_role("button", name="Keep these details").click()
    expect(at.get_by_text("There is a problem")).to_be_visible()
    look(at, f"person-wrong-{trust}")


@pytest.mark.parametrize("trust", CHIEFS)
def test_the_code_and_where_a_citation_leads(site: Site, at: Page, look: Look, trust: str) -> None:
    email, name = CHIEFS[trust]
    sign_in(at, email, "/cases?measure=any")
    at.get_by_role("link", name=name, exact=True).click()
    cited = at.locator(".fg-says a.fg-cite").first
    paragraph = cited.inner_text().removeprefix("Paragraph").strip()
    cited.click()
    expect(at.locator(".fg-clause:target .fg-clause__ref")).to_contain_text(paragraph)
    look(at, f"code-{trust}")


def test_what_must_not_be_done_opens_by_keyboard(site: Site, contexts: Contexts) -> None:
    page = contexts.new(1280)
    sign_in(page, CHIEFS["oak"][0], "/cases?measure=any")
    page.get_by_role("link", name=CHIEFS["oak"][1], exact=True).click()
    change = page.get_by_text("What would change it:").first
    expect(change).to_be_hidden()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    expect(change).to_be_visible()


def test_where_nothing_is_due_it_says_so(site: Site, at: Page, look: Look) -> None:
    sign_in(at, "n.brocklebank@oak.example.org", "/worklist?whose=yours")
    assert "Nothing is owed by an office that you hold." in words(at)
    look(at, "worklist-nothing")
    at.goto("/cases?state=closed&measure=bar")
    assert "No case is like that." in words(at)
    look(at, "cases-nothing")
