"""By the keyboard alone, from the sign-in page to a conversation that is entered: every stop is to be seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.doing import PASSWORD, offered, question, words

Look = Callable[[Page, str], None]
MOST_STOPS = 60

# What the person sees of the focus: an outline or a shadow on the element itself, or, for a radio button or a
# checkbox, on the picture of it, which belongs to its label; and all of that inside the window.
STOP = """() => {
  const at = document.activeElement
  const drawn = [at, ...(at.labels ?? [])].flatMap(one => ['', '::before', '::after'].map(part =>
    getComputedStyle(one, part || null)))
  const marked = drawn.some(style =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none')
  const box = (at.labels?.[0] ?? at).getBoundingClientRect()
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0
  return [at.tagName + '#' + at.id + ' ' + (at.innerText ?? '').slice(0, 40), marked, seen]
}"""


def stop(page: Page) -> str:
    """Where the keyboard is; it must be seen."""
    where, marked, seen = page.evaluate(STOP)
    assert marked, f"nothing shows that the keyboard is at {where} on {page.url}"
    assert seen, f"the keyboard is at {where} on {page.url}, which is outside the window"
    return str(where)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until that is where the keyboard is."""
    passed = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        passed.append(stop(page))
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{MOST_STOPS} stops did not lead to {target}: {passed}")


def skip(page: Page) -> None:
    """The first stop of a page is the link past its head, and it leads there."""
    page.keyboard.press("Tab")
    assert "Skip to main content" in stop(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_stop_that_is_not_seen_is_found(page: Page) -> None:
    page.goto("/sign-in")
    tab_to(page, page.get_by_label("E-mail address"))
    page.get_by_label("E-mail address").evaluate("one => { one.style.outline = 'none'; one.style.boxShadow = 'none' }")
    with pytest.raises(AssertionError, match="nothing shows that the keyboard is at INPUT#id_email"):
        stop(page)


def test_from_the_sign_in_page_to_a_conversation(page: Page, look: Look) -> None:
    page.goto("/sign-in")
    skip(page)
    tab_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type("j.satterthwaite@oak.example.org")
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_visible()
    tab_to(page, page.get_by_label("Code"))
    page.keyboard.type(page.locator(".fg-code").inner_text())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Cases", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Cases", level=1)).to_be_visible()
    skip(page)
    tab_to(page, page.get_by_role("link", name="Stacey Braddock"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Stacey Braddock", level=1)).to_be_visible()
    skip(page)
    tab_to(page, page.locator("summary", has_text="Must not be done now"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("What would change it:").first).to_be_visible()
    page.keyboard.press("Enter")
    page.reload()
    tab_to(page, offered(page, "Take this step", "Conversation"))
    page.keyboard.press("Space")  # it looks like a button, so it is pressed like one
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hold a conversation")
    skip(page)
    tab_to(page, page.get_by_label("What was said?", exact=True))
    page.keyboard.type("She will speak to the class teacher first.")
    ended = question(page, "How did it end?")
    tab_to(page, ended.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    stop(page)
    look(page, "keyboard-conversation")
    tab_to(page, page.get_by_role("button", name="Check it"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check before it is entered")
    assert "She will speak to the class teacher first." in words(page)
    tab_to(page, page.get_by_role("button", name="Enter it"))
    page.keyboard.press("Space")
    expect(page.get_by_role("alert")).to_be_focused()
    stop(page)
    look(page, "keyboard-entered")
    told = words(page)
    assert "Conversation held. 17 November 2026, Jerome Satterthwaite, Headteacher" in told
    assert "She will speak to the class teacher first." in told


def test_the_menu_of_a_narrow_page(narrow_page: Page) -> None:
    page = narrow_page
    page.goto("/sign-in")
    tab_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type("j.satterthwaite@oak.example.org")
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_visible()
    tab_to(page, page.get_by_label("Code"))
    page.keyboard.type(page.locator(".fg-code").inner_text())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Menu"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("link", name="Gate", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name of the person")).to_be_focused()
