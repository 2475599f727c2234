"""Aspire's staged response, from a teacher's report to the Hub Council's decision, each step by its own office."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import (
    arrange,
    check_it,
    choose,
    enter,
    give_day,
    letter,
    offered,
    press,
    reference,
    sign_in,
    weigh,
    words,
    write,
)
from tests.browser.site import Site

Look = Callable[[Page, str], None]
TEACHER, HEAD, SLT, CLERK, RECEPTION = (
    f"{name}@aspire.example.org" for name in ("c.fairweather", "l.adeyemi", "g.pascoe-lowe", "p.ogilvie", "m.tippett")
)
NAME = "Rowan Trevithick"
FIRST = "Mr Trevithick swore at Mr Fairweather across the playground because the trip had been moved to another day."
AGAIN = "He came into the Year 4 classroom at half past eight and called Mr Fairweather a liar before six children."
SAYS = "Nobody told me that the trip had moved. I want to come to the carol service."


def test_from_a_report_to_the_decision_of_the_hub_council(site: Site, contexts: Contexts, look: Look) -> None:
    teacher, head, slt, hub, reception, reporter = (contexts.new(1280) for _ in range(6))
    case = it_is_reported(reporter, look)
    the_teacher_calls_a_meeting(teacher, case, look)
    site.move_to("2026-11-20T16:00")
    it_is_refused(teacher, case, look)
    the_head_writes(head, case, look)
    site.move_to("2026-11-26T11:00")
    it_happens_again(head, case, look)
    the_trust_bans(slt, case, look)
    it_is_served(head, case, look)
    reception_is_told(reception, look)
    site.move_to("2026-11-30T10:00")
    he_is_heard(head, case, look)
    site.move_to("2026-12-07T18:00")
    the_hub_council_upholds(hub, case, look)


def it_is_reported(page: Page, look: Look) -> str:
    sign_in(page, HEAD, "/report")
    choose(page, "Who was it?", "I know the name")
    write(page, "Name", NAME)
    press(page, "Continue")
    look(page, "aspire-report-new-person")
    write(page, "Address", "2 Wheal Close\nSt Austell\nZZ99 1AX")
    write(page, "E-mail address", "rowan.trevithick@example.org")
    press(page, "Continue")
    give_day(page, "When did it happen?", date(2026, 11, 16))
    choose(page, "Where did it happen?", "On the school's premises")
    write(page, "What happened?", FIRST)
    write(page, "Who else saw or heard it?", "Callum Fairweather\nThe office")
    press(page, "Continue")
    look(page, "aspire-report-which")
    choose(page, "What was it?", "Loud or offensive language, or showing temper")
    press(page, "Continue")
    look(page, "aspire-report-questions")
    choose(page, "Could a child be at risk?", "No")
    choose(page, "Is it serious?", "No")
    choose(page, "Has it been found that it happened?", "Not yet: it is what was reported")
    press(page, "Continue")
    look(page, "aspire-report-check")
    press(page, "Record it")
    expect(page.get_by_role("alert")).to_contain_text("The incident is recorded.")
    look(page, "aspire-case-alleged")
    return reference(page)


def the_teacher_calls_a_meeting(page: Page, case: str, look: Look) -> None:
    sign_in(page, TEACHER, f"/cases/{case}")
    offered(page, "Take this step", "Meeting").click()
    look(page, "aspire-meeting")
    give_day(page, "The day that you offer", date(2026, 11, 24))
    write(page, "The time that you offer", "15:30")
    give_day(page, "An answer is asked by", date(2026, 11, 20))
    said = check_it(page)
    look(page, "aspire-meeting-check")
    assert "the day that was given Friday 20 November 2026" in said
    assert "Without an answer Paragraph response.2a It then reads as “refused”" in said
    enter(page, "The letter is issued")
    page.locator("main").get_by_role("link", name="Meeting invitation", exact=True).click()
    read = letter(page)
    for fact in ("When Tuesday 24 November 2026, 15:30", "Please answer by Friday 20 November 2026", FIRST):
        assert fact in read, f"{fact!r} is not in: {read}"
    press(page, "Record how it was served")
    choose(page, "How was it served?", "It was handed over")
    assert "It counts as received on the same day Tuesday 17 November 2026" in check_it(page)
    enter(page, "The service is recorded.")


def it_is_refused(page: Page, case: str, look: Look) -> None:
    page.goto(f"/cases/{case}")
    offered(page, "Record how it ended", "Meeting").click()
    look(page, "aspire-outcome")
    choose(page, "How did it end?", "Refused")
    write(page, "What was said or done?", "He rang the office to say that he has nothing to talk about.")
    check_it(page)
    look(page, "aspire-outcome-check")
    enter(page, "How it ended is recorded.")
    told = words(page)
    assert "The meeting that is offered 24 November 2026 at 15:30" in told
    assert "Meeting: refused. 20 November 2026, Callum Fairweather, Class Teacher" in told


def the_head_writes(page: Page, case: str, look: Look) -> None:
    sign_in(page, HEAD, f"/cases/{case}")
    look(page, "aspire-case-refused")
    offered(page, "Find", "Find whether it happened").click()
    write(page, "Why do you find that it happened?", "Three members of staff heard it, and he does not deny it.")
    assert "May then be done Desist letter" in check_it(page)
    enter(page, "The finding is recorded.")
    offered(page, "Take this step", "Desist letter").click()
    look(page, "aspire-desist")
    write(page, "Why the letter is written", "He was asked to a meeting and refused it.")
    said = check_it(page)
    look(page, "aspire-desist-check")
    assert "handed over today Friday 20 November 2026 posted today Tuesday 24 November 2026" in said
    enter(page, "The letter is issued")
    page.locator("main").get_by_role("link", name="Desist letter", exact=True).click()
    read = letter(page)
    for fact in ("I am asking you to stop it.", FIRST, "unacceptable.3", "may ban you from the school premises"):
        assert fact in read, f"{fact!r} is not in: {read}"
    press(page, "Record how it was served")
    choose(page, "How was it served?", "It was posted")
    said = check_it(page)
    look(page, "aspire-desist-service-check")
    assert "2 working days after 20 November 2026, when it was sent" in said
    assert "Tuesday 24 November 2026" in said
    enter(page, "The service is recorded.")
    look(page, "aspire-case-desist")
    assert "counts as received on" in words(page)
    expect(offered(page, "Take this step", "Ban")).to_have_count(0)


def it_happens_again(page: Page, case: str, look: Look) -> None:
    page.goto(f"/cases/{case}")
    offered(page, "Record it", "Record a further incident").click()
    look(page, "aspire-incident")
    give_day(page, "When did it happen?", date(2026, 11, 26))
    write(page, "At what time?", "8.30am")
    choose(page, "Where did it happen?", "On the school's premises")
    write(page, "What happened?", AGAIN)
    write(page, "Who else saw or heard it?", "The class and its teacher")
    press(page, "Continue")
    choose(page, "What was it?", "Disrupting, or threatening to disrupt, the school's normal work")
    press(page, "Continue")
    choose(page, "Could a child be at risk?", "No")
    choose(page, "Is it serious?", "No")
    choose(page, "Has it been found that it happened?", "Yes, I find that it happened")
    write(page, "Why do you find so?", "I stood in the doorway and heard it myself.")
    look(page, "aspire-incident-found")
    press(page, "Continue")
    look(page, "aspire-incident-check")
    assert "May then be done Ban" in words(page)
    press(page, "Record it")
    expect(page.get_by_role("alert")).to_contain_text("The incident is recorded.")


def the_trust_bans(page: Page, case: str, look: Look) -> None:
    sign_in(page, SLT, f"/cases/{case}")
    look(page, "aspire-case-slt")
    offered(page, "Take this step", "Ban").click()
    look(page, "aspire-ban")
    assert "Left empty: Friday 18 December 2026, the end of the half-term" in words(page)
    write(page, "The reasons", "He came in after a letter that asked him to stop, and children were frightened.")
    arrange(page)
    weigh(page)
    said = check_it(page)
    look(page, "aspire-ban-check")
    assert "Ban imposed until 18 December 2026, that day included" in said
    assert "Friday 18 December 2026" in said
    enter(page, "The letter is issued")
    page.locator("main").get_by_role("link", name="Ban notice", exact=True).click()
    read = letter(page)
    for fact in (
        "Friday 18 December 2026, and that day is included",
        FIRST,
        AGAIN,
        "response.3a",
        "representations",
        "Hub Council",
        "Lowenna Adeyemi, Head of School",
        "voting, when the school is a polling station",
    ):
        assert fact in read, f"{fact!r} is not in: {read}"


def it_is_served(page: Page, case: str, look: Look) -> None:
    page.goto(f"/cases/{case}")
    offered(page, "Record how it was served", "Serve the letter about the ban").click()
    choose(page, "How was it served?", "It was handed over")
    check_it(page)
    enter(page, "The service is recorded.")
    look(page, "aspire-case-banned")


def reception_is_told(page: Page, look: Look) -> None:
    sign_in(page, RECEPTION, "/gate")
    write(page, "Name of the person", NAME)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Barred here", exact=True)).to_be_visible()
    look(page, "aspire-gate-barred")
    told = words(page)
    assert "until the end of Friday 18 December 2026" in told
    assert "a meeting, appointment or performance to which the school has invited you in writing" in told


def he_is_heard(page: Page, case: str, look: Look) -> None:
    page.goto(f"/cases/{case}")
    offered(page, "Enter representations", "Ban imposed").click()
    write(page, "What does the person say?", SAYS)
    check_it(page)
    look(page, "aspire-representations-check")
    enter(page, "The representations are entered.")
    assert "Hub Council's decision on the representations by 14 December 2026" in words(page)


def the_hub_council_upholds(page: Page, case: str, look: Look) -> None:
    sign_in(page, CLERK, "/worklist?whose=yours")
    look(page, "aspire-worklist-hub")
    assert "Hub Council's decision on the representations" in words(page)
    it_meets(page)
    page.goto(f"/cases/{case}")
    offered(page, "Decide", "Hub Council").click()
    look(page, "aspire-decision")
    choose(page, "At which meeting?", "7 December 2026")
    choose(page, "How did its members vote?", "All of them for it")
    choose(page, "What did the Hub Council decide?", "Uphold it")
    write(
        page,
        "Its reasons",
        "He was asked to stop and came into a classroom. The school will send the concert by video.",
    )
    weigh(page)
    said = check_it(page)
    look(page, "aspire-decision-check")
    assert "by you, as clerk, for the Hub Council Ban upheld; decided by the Hub Council at its meeting" in said
    assert "on 7 December 2026, unanimously." in said
    assert "as before; that day is included Friday 18 December 2026" in said
    enter(page, "The decision is recorded.")
    look(page, "aspire-case-upheld")
    page.locator("main").get_by_role("link", name="Ban decision", exact=True).click()
    read = letter(page)
    for fact in (
        "The ban is upheld",
        "Decided by the Hub Council",
        "Decided on Monday 7 December 2026, at its meeting that day",
        "Prudence Ogilvie",
        "Clerk to the Hub Council",
        SAYS,
        "Lasts until Friday 18 December 2026",
    ):
        assert fact in read, f"{fact!r} is not in: {read}"


def it_meets(page: Page) -> None:
    """Three members and the clerk, on the day, with this case before them."""
    page.goto("/bodies/hub_council/meetings/new")
    give_day(page, "On which day does it meet?", date(2026, 12, 7))
    press(page, "Call it")
    page.get_by_role("link", name="Monday 7 December 2026").click()
    page.get_by_role("button", name="Put cases before it").click()
    choose(page, "Which cases come before it?", NAME)
    press(page, "Keep this list")
    page.get_by_role("link", name="Record who was there").click()
    choose(page, "Who was there?", "Winston Braithwaite", "Siobhan Carlyon-Reed", "Hyun-woo Baek")
    press(page, "Keep it")
