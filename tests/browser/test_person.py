"""A person in a browser: what the school saw, who may collect, a confidential address, two records that are one."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import choose, press, question, sign_in, words, write

Look = Callable[[Page, str], None]
WIDTHS = [1280, 320]
LEAD, TEACHER = "f.qureshi@aspire.example.org", "c.fairweather@aspire.example.org"
DEPUTY, OAK_TEACHER = "n.jahan-holt@oak.example.org", "b.kilgour@oak.example.org"
LONG = "Maximiliana-Konstantina Featherstonehaugh-Wolstenholme-Cholmondeley-Marjoribanks von Hohenzollern-Sigmaringen"


@pytest.fixture(params=WIDTHS)
def at(request: pytest.FixtureRequest, contexts: Contexts) -> Page:
    return contexts.new(request.param)


def person(page: Page, name: str) -> None:
    """The page of the person of that name, by the search."""
    page.goto("/search")
    page.get_by_label("What are you looking for?").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(name)
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def link(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("link", name=name)


def test_who_reads_what_is_restricted_sees_the_order_and_the_address(at: Page, look: Look) -> None:
    sign_in(at, LEAD)
    person(at, "Leanne Marrow")
    told = words(at)
    for fact in ("9 Tern Court", "Confidential", "Nobody tells her father the address.", "Court order", "maiden name"):
        assert fact in told, fact
    look(at, "person-restricted")


def test_who_does_not_finds_neither(at: Page, look: Look) -> None:
    sign_in(at, TEACHER)
    person(at, "Leanne Marrow")
    told = words(at)
    assert "Confidential" in told
    for secret in ("Tern Court", "ourt order", "Nobody tells"):
        assert secret not in told, secret
    look(at, "person-unrestricted")
    at.get_by_role("button", name="Change the details").click()
    assert "The postal address is confidential." in words(at)
    look(at, "person-details-unrestricted")


def test_every_form_about_a_person(at: Page, look: Look) -> None:
    sign_in(at, LEAD)
    person(at, "Ivor Penhale")
    assert "No fixed abode" in words(at)
    look(at, "person-visitor")
    home = at.url
    for address, name in (
        ("names", "names"),
        ("vehicles", "vehicles"),
        ("photograph", "photograph"),
        ("details", "details"),
        ("ties/add", "tie-add"),
    ):
        at.goto(f"{home}/{address}")
        look(at, f"person-{name}")
    choose(at, "What brings them there?", "A child")
    press(at, "Keep it")
    expect(at.get_by_text("There is a problem")).to_be_visible()
    look(at, "person-tie-wrong")
    at.goto("/people/add")
    look(at, "person-add")
    person(at, "Gareth Marrow")
    home = at.url
    tie = link(at, "What the school saw").first.get_attribute("href") or ""
    for end, name in (("", "tie-change"), ("/rights", "capacity"), ("/collecting", "collecting"), ("/orders", "order")):
        at.goto(f"{tie.removesuffix('/rights')}{end}")
        look(at, f"person-{name}")
        if name == "collecting":
            choose(at, "On which days?", "From a day until a day")
            press(at, "Keep it")
            expect(at.get_by_text("There is a problem")).to_be_visible()
            look(at, "person-collecting-wrong")
    at.goto(home)
    link(at, "End it").first.click()
    look(at, "person-end")


def test_a_collector_for_one_day_by_the_keyboard(page: Page, look: Look) -> None:
    sign_in(page, DEPUTY)
    person(page, "Maureen Hollinworth")
    assert "May collect the child on 17 November 2026 only" in words(page)
    link(page, "Let them collect").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Let them collect the child")
    days = question(page, "On which days?").get_by_role("radio")
    days.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(days.nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    for part in ("18", "11", "2026"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.type("Stacey Braddock")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("It is kept.")
    assert "May collect the child on 18 November 2026 only not today" in words(page)
    look(page, "person-collector")


def test_two_records_become_one_and_two_again(page: Page, look: Look) -> None:
    def look_at(name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            look(page, name)

    sign_in(page, LEAD)
    page.goto("/people/duplicates")
    look_at("duplicates")
    link(page, "Gareth Marrow and Garreth Marrow").click()
    assert "the same child" in words(page)
    look_at("same")
    press(page, "Keep what you have found")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look_at("same-wrong")
    choose(page, "What have you found?", "One person, shown under the first: Gareth Marrow")
    write(page, "How do you know?", "The office rang: one man answered.")
    press(page, "Keep what you have found")
    expect(page.get_by_role("alert")).to_contain_text("They are shown as one person")
    look_at("person-joined")
    link(page, "They are two people after all").click()
    look_at("parting")
    write(page, "How do you know?", "Two brothers.")
    press(page, "Part them")
    expect(page.get_by_role("alert")).to_contain_text("They are two people again")
    person(page, "Garreth Marrow")
    assert "Also on record as" not in words(page)
    page.goto("/people/duplicates")
    assert link(page, "Gareth Marrow and Garreth Marrow").count() == 0
    look_at("duplicates-none")


def test_long_names_and_a_photograph_fit(at: Page, look: Look) -> None:
    sign_in(at, OAK_TEACHER)
    at.goto("/people/add")
    write(at, "Full name", LONG)
    choose(at, "What brings them there?", "A child")
    write(at, "Name of the child", LONG)
    write(at, "What are they to the child?", "grandmother on the other side of the family, twice removed")
    press(at, "Enter the person")
    expect(at.get_by_role("alert")).to_contain_text("The person is entered.")
    home = at.url
    at.goto(f"{home}/names")
    write(at, "Another name", f"Wilhelmina {LONG}"[:120])
    press(at, "Keep the names")
    at.goto(f"{home}/photograph")
    out = io.BytesIO()
    Image.new("RGB", (800, 1000), "#7a9").save(out, "PNG")
    at.get_by_label("Photograph", exact=True).set_input_files(
        {"name": "x.png", "mimeType": "image/png", "buffer": out.getvalue()}
    )
    press(at, "Keep the photograph")
    expect(at.get_by_role("alert")).to_contain_text("The photograph is kept.")
    expect(at.get_by_role("img", name="Photograph of")).to_be_visible()
    look(at, "person-long")
    at.goto(f"{home}/photograph")
    look(at, "person-photograph-kept")
    press(at, "Remove the photograph")
    expect(at.get_by_role("alert")).to_contain_text("The photograph is removed.")
