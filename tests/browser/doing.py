"""What people do on the pages, in a line each, for the journeys: sign in, report, fill in, check, enter.

Everything goes through what a person sees: questions by their words, buttons by theirs.
"""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect
from pypdfium2 import PdfDocument

PASSWORD = "walk-the-mile-together"
CONFIRM = re.compile(r"^Enter it( and issue the letter)?$")


def sign_in(page: Page, email: str, to: str = "/") -> None:
    """Sign in, with the code that the demonstration shows where one is asked for, and be where one wanted to go."""
    page.goto(f"/sign-in?next={to}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    # On a narrow page the button to sign out is folded away.
    inside = page.locator("header form[action='/sign-out']")
    expect(inside.or_(page.get_by_label("Code", exact=True))).to_be_attached()
    if page.url.endswith("/sign-in/code"):
        second_step(page)
        expect(inside).to_be_attached()


def second_step(page: Page) -> None:
    """After the password: the code that the demonstration shows, typed and sent by the keyboard."""
    page.get_by_label("Code").focus()
    page.keyboard.type(page.locator(".fg-code").inner_text())
    page.keyboard.press("Enter")


def words(page: Page) -> str:
    """What the page says in its main part, with every run of spaces and line ends as one space."""
    return " ".join(page.locator("main").inner_text().split())


def question(page: Page, asked: str) -> Locator:
    """The group of radio buttons, checkboxes or the parts of a day under that question."""
    return page.get_by_role("group", name=asked, exact=True)


def write(page: Page, label: str, text: str) -> None:
    """Fill in the field with that label."""
    page.get_by_label(label, exact=True).fill(text)


def choose(page: Page, asked: str, *answers: str) -> None:
    """Choose those answers to that question."""
    for answer in answers:
        question(page, asked).get_by_label(answer, exact=True).check()


def give_day(page: Page, asked: str, on: date) -> None:
    """Fill in a day, in its three fields."""
    for part, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        question(page, asked).get_by_label(part, exact=True).fill(str(number))


def press(page: Page, button: str) -> None:
    """Press the button with those words."""
    page.get_by_role("button", name=button, exact=True).click()


def arrange(page: Page, bringing: str = "Her grandmother brings and collects her.") -> None:
    """Say what is arranged for the children while their parent is barred."""
    write(page, "Who brings and collects the children?", bringing)
    write(page, "What happens when a child is ill or hurt?", "The office rings the grandmother.")
    write(page, "How do reports and news reach the parent?", "By post.")
    write(page, "How do parents' evenings and meetings take place?", "By telephone.")


def weigh(page: Page, needs: str = "None known.") -> None:
    """Say what is asked of every measure: that it is in proportion."""
    write(page, "What else was considered, and why would it not do?", "A talk and a letter: both were tried.")
    write(page, "How does it bear on the child?", "She is brought by her grandmother, and misses nothing.")
    write(page, "What is known of the person's own needs, and what is adjusted for them?", needs)


def check_it(page: Page) -> str:
    """From a filled-in act to what it means, of which nothing is entered yet; the words of that page."""
    press(page, "Check it")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check before it is entered")
    return words(page)


def enter(page: Page, done: str) -> None:
    """Confirm what was checked; the case page says that it is `done`."""
    page.get_by_role("button", name=CONFIRM).click()
    expect(page.get_by_role("alert")).to_contain_text(done)


def offered(page: Page, way: str, about: str) -> Locator:
    """A way that the case page offers, and what it is about: 'Take this step', 'Bar'."""
    return page.locator("main a").filter(has_text=re.compile(rf"^{re.escape(way)}\s*: {re.escape(about)}")).first


def letter(page: Page) -> str:
    """The words of the letter whose page is open, from the PDF that its button opens."""
    address = page.get_by_role("button", name="Open the letter").get_attribute("href")
    answer = page.request.get(str(address))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    with PdfDocument(answer.body()) as pdf:
        return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())


def reference(page: Page) -> str:
    """The reference of the case that is open."""
    found = re.search(r"/cases/([A-Z0-9]+)", page.url)
    assert found, f"{page.url} is no page of a case"
    return found[1]
