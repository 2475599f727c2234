"""Back and Reload: after whatever was typed and sent, they lead to a page, and nothing is asked or lost."""

import re
from datetime import date

from playwright.sync_api import Page, expect
from tests.browser.doing import check_it, choose, enter, give_day, press, question, sign_in, words, write

TOLD = "We talked for ten minutes, and agreed to meet again."


def test_back_and_reload_lose_nothing_and_ask_nothing(page: Page) -> None:
    sign_in(page, "b.kilgour@oak.example.org", "/cases")
    page.get_by_role("link", name=re.compile("Braddock")).first.click()
    case = page.url
    page.goto(f"{case}/steps/conversation")
    write(page, "What was said?", TOLD)
    question(page, "When was it?").get_by_label("Month", exact=True).fill("13")
    press(page, "Check it")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.reload()
    expect(page.get_by_label("What was said?")).to_have_value(TOLD)
    give_day(page, "When was it?", date(2026, 11, 16))
    choose(page, "How did it end?", "Sufficient")
    check_it(page)
    assert TOLD in words(page)
    page.get_by_role("link", name="The code").click()
    expect(page.locator("h1")).not_to_contain_text("Check")
    page.go_back()
    assert "Check before it is entered" in words(page)
    assert TOLD in words(page)
    page.reload()
    assert TOLD in words(page)
    page.go_back()
    expect(page.get_by_label("What was said?")).to_have_value(TOLD)
    page.go_forward()
    enter(page, "The conversation is entered.")
    page.go_back()
    expect(page.get_by_role("heading", name="Hold a conversation")).to_be_visible()
    assert "Check before it is entered" not in words(page)
