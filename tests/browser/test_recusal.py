"""Standing aside in a browser: a leader records it of a colleague, who is out at once, and undoes it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import choose, press, sign_in, words, write

HEAD = "j.satterthwaite@oak.example.org"


@pytest.mark.parametrize("width", [1280, 320])
def test_it_is_recorded_and_undone(width: int, contexts: Contexts, look: Callable[[Page, str], None]) -> None:
    page = contexts.new(width)
    sign_in(page, HEAD, "/cases")
    page.locator("main .fg-row__title a, main table a").first.click()
    page.get_by_role("link", name="Stand aside").click()
    choose(page, "Who stands aside?", "A colleague")
    page.get_by_label("Which colleague?").select_option(label="Bethany Kilgour")
    write(page, "What are they to each other?", "Neighbours")
    look(page, "stand-aside")
    press(page, "Record it")
    assert "Bethany Kilgour In force Neighbours, since" in words(page)
    look(page, "stand-aside-recorded")
    page.goto("/standing-aside")
    look(page, "standing-aside")
    page.get_by_role("link", name="Undo it").first.click()
    write(page, "Why?", "She lives elsewhere now")
    look(page, "standing-aside-undo")
    press(page, "Undo it")
    expect(page.get_by_role("alert")).to_contain_text("need not stand aside any more")
    assert "She lives elsewhere now" in words(page)
