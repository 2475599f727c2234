"""The Hub Council meets: its clerk keeps the meeting, a member reads what came before it, and the ban is decided."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import check_it, choose, enter, give_day, letter, press, sign_in, weigh, words, write
from tests.browser.site import Site

Look = Callable[[Page, str], None]
CLERK, MEMBER, LEADER = (f"{name}@aspire.example.org" for name in ("p.ogilvie", "s.carlyon-reed", "g.pascoe-lowe"))
COUNCIL = "/bodies/hub_council"
SUBJECT = "Shane Wilmot"
REASONS = "He was told to keep away from her door, and meant the car park; she was right to be frightened."


def follow(page: Page, words: str) -> None:
    """Follow the link with those words, whether it looks like one or like a button."""
    link = page.get_by_role("link", name=words, exact=True)
    link.or_(page.get_by_role("button", name=words, exact=True)).first.click()


def test_a_meeting_of_the_council_from_its_agenda_to_its_decision(site: Site, contexts: Contexts, look: Look) -> None:
    clerk, member, narrow = contexts.new(1280), contexts.new(1280), contexts.new(320)
    it_waits(clerk, look)
    a_member_reads_what_is_before_them(member, look)
    site.move_to("2026-11-25T19:30")
    it_meets(clerk, look)
    it_decides(clerk, look)
    a_phone_reads_it(narrow, look)


def it_waits(page: Page, look: Look) -> None:
    sign_in(page, CLERK, COUNCIL)
    look(page, "body")
    said = words(page)
    assert f"{SUBJECT} Bugle School Hub Council's decision on the representations by 27 November 2026" in said
    assert "Meeting of 25 November 2026" in said
    assert "3 members decide at least" in said
    follow(page, "Call a meeting")
    look(page, "body-call")
    page.go_back()
    follow(page, "Give somebody a seat")
    look(page, "body-seat")
    press(page, "Give the seat")
    look(page, "body-seat-wrong")
    choose(page, "Who is it?", "Somebody who does not")
    write(page, "Full name", "Loveday Trethewey")
    choose(page, "As what?", "Substitute")
    give_day(page, "From which day?", date(2026, 11, 1))
    press(page, "Give the seat")
    expect(page.get_by_role("alert")).to_contain_text("The seat is kept.")
    follow(page, "Meeting of 25 November 2026")
    look(page, "body-meeting-called")
    follow(page, "Change its cases")
    look(page, "body-agenda")
    press(page, "Keep this list")
    follow(page, f"Who steps out for {SUBJECT}")
    look(page, "body-interests")
    assert "Whoever imposed it, reported it" in words(page)


def a_member_reads_what_is_before_them(page: Page, look: Look) -> None:
    sign_in(page, MEMBER)
    look(page, "body-member")
    assert page.url.endswith(COUNCIL)
    assert "Call a meeting" not in words(page)
    follow(page, "Meeting of 25 November 2026")
    look(page, "body-meeting-member")
    assert "Enter what it decided" not in words(page)
    page.locator("main").get_by_role("link", name=SUBJECT, exact=True).click()
    look(page, "body-case-member")
    assert "See or change the details" not in words(page)
    page.get_by_role("button", name="How it is decided").first.click()
    look(page, "body-decision-member")
    assert "in a meeting, and its clerk or its chair enters what it decides." in words(page)


def it_meets(page: Page, look: Look) -> None:
    page.goto(COUNCIL)
    page.get_by_role("link", name="Wednesday 25 November 2026").click()
    assert "Nobody has said yet who was there" in words(page)
    follow(page, "Record who was there")
    look(page, "body-attendance")
    choose(page, "Who was there?", "Winston Braithwaite", "Siobhan Carlyon-Reed")
    press(page, "Keep it")
    look(page, "body-meeting-no-quorum")
    assert "No quorum" in words(page)
    assert "There was no quorum on 25 November 2026: 2 members could decide" in words(page)
    follow(page, "Correct who was there")
    choose(page, "Who was there?", "Hyun-woo Baek", "Loveday Trethewey")
    press(page, "Keep it")
    follow(page, f"Who steps out for {SUBJECT}")
    page.get_by_label("Hyun-woo Baek", exact=True).select_option(label="Stepped out: declared another interest")
    write(page, "What Hyun-woo Baek declared", "Lives next door to the teacher")
    press(page, "Keep it")
    follow(page, "Attach the minutes")
    look(page, "body-minutes")
    write(page, "The minutes", "Heard with the clerk. Mr Baek left the room for the first case.")
    press(page, "Keep it")
    look(page, "body-meeting-met")
    said = words(page)
    assert "Quorum reached" in said
    assert "3 members can decide; 3 are needed." in said
    follow(page, "Adjourn the meeting")
    look(page, "body-adjourn")
    page.go_back()


def it_decides(page: Page, look: Look) -> None:
    follow(page, f"Enter what it decided about {SUBJECT}")
    look(page, "body-decision")
    assert "you enter what it decided as its clerk" in words(page)
    choose(page, "How did its members vote?", "By a vote")
    write(page, "How many for it?", "2")
    write(page, "How many against it?", "0")
    write(page, "How many abstained?", "0")
    choose(page, "What did the Hub Council decide?", "Uphold it")
    write(page, "Its reasons", REASONS)
    weigh(page)
    press(page, "Check it")
    look(page, "body-decision-refused")
    assert "The votes add up to 2, and 3 members could decide." in words(page)
    write(page, "How many abstained?", "1")
    said = check_it(page)
    look(page, "body-decision-check")
    assert "at its meeting on 25 November 2026, by 2 votes to 0 with 1 abstaining." in said
    enter(page, "The decision is recorded.")
    look(page, "body-case-decided")
    assert "Prudence Ogilvie, Hub Council" in words(page)
    page.locator("main").get_by_role("link", name="Ban decision", exact=True).first.click()
    read = letter(page)
    for fact in (
        "Decided by the Hub Council",
        "Decided on Wednesday 25 November 2026, at its meeting that day",
        "Prudence Ogilvie Clerk to the Hub Council",
        REASONS,
    ):
        assert fact in read, f"{fact!r} is not in: {read}"


def a_phone_reads_it(page: Page, look: Look) -> None:
    sign_in(page, CLERK, COUNCIL)
    look(page, "body")
    page.get_by_role("link", name="Wednesday 25 November 2026").click()
    look(page, "body-meeting")
    for link, name in (("Change its cases", "agenda"), ("Correct who was there", "attendance")):
        follow(page, link)
        look(page, f"body-{name}")
        page.go_back()
    page.get_by_role("link", name="Who steps out").first.click()
    look(page, "body-interests")
    page.goto(COUNCIL)
    follow(page, "Give somebody a seat")
    look(page, "body-seat")
