"""Oak's main job, from an incident to a served notice, each step by the office that may take it."""

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
RECEPTION, HEAD, DEPUTY, CEO = (
    f"{name}@oak.example.org" for name in ("c.entwhistle", "j.satterthwaite", "n.jahan-holt", "m.osei")
)
UNTIL = date(2026, 12, 18)
REASONS = (
    "Force was used on a member of staff in front of children. A conversation would not keep them safe. Orla is "
    "brought by her grandmother meanwhile."
)
SAYS = "I was told that my daughter had been left outside. I am sorry that I laid hands on him, and will say so."
WHAT = "Mr Duffy took hold of Mr Ames by the collar and said that he would put him through the window."


def test_from_an_incident_to_a_confirmed_bar(site: Site, contexts: Contexts, look: Look) -> None:
    reception, head, deputy, ceo, reporter = (contexts.new(1280) for _ in range(5))
    it_is_reported(reporter, look)
    case = it_is_found(head, look)
    a_senior_leader_may_not_bar(deputy, case, look)
    the_head_imposes_a_bar(head, case, look)
    it_is_served_by_hand(head, look)
    reception_is_told_and_no_reason(reception, look)
    site.move_to("2026-11-23T10:00")
    representations_are_entered(head, case, look)
    the_head_may_not_decide(head, case, look)
    site.move_to("2026-12-02T10:00")
    the_ceo_confirms(ceo, case, look)
    the_notice_is_served(head, case, look)
    site.move_to("2026-12-18T15:30")
    at_the_gate(reception, "Barred here")
    site.move_to("2026-12-19T08:00")
    at_the_gate(reception, "Not barred here")


def it_is_reported(page: Page, look: Look) -> None:
    sign_in(page, DEPUTY, "/report")
    look(page, "oak-report-who")
    choose(page, "Who was it?", "I know the name")
    write(page, "Name", "Padraig Duffy")
    press(page, "Continue")
    choose(page, "Is it one of these?", "Padraig Duffy")
    look(page, "oak-report-person")
    press(page, "Continue")
    give_day(page, "When did it happen?", date(2026, 11, 16))
    write(page, "At what time?", "3.20pm")
    choose(page, "Where did it happen?", "On the school's premises")
    write(page, "Where exactly?", "The main entrance")
    write(page, "What happened?", WHAT)
    write(page, "Who else saw or heard it?", "Bethany Kilgour")
    look(page, "oak-report-what")
    press(page, "Continue")
    choose(page, "What was it?", "Aggression in words or by force, to an adult or a child")
    look(page, "oak-report-which")
    press(page, "Continue")
    choose(page, "Was it the person's own child?", "No")
    choose(page, "Could a child be at risk?", "No")
    choose(page, "Is it serious?", "Yes")
    write(page, "Why is it serious?", "He used force on a member of staff with children on the bench beside them.")
    choose(page, "Has it been found that it happened?", "Not yet: it is what was reported")
    look(page, "oak-report-questions")
    press(page, "Continue")
    look(page, "oak-report-check")
    assert WHAT in words(page)
    press(page, "Record it")
    expect(page.get_by_role("alert")).to_contain_text("recorded")
    look(page, "oak-report-recorded")


def it_is_found(page: Page, look: Look) -> str:
    sign_in(page, HEAD, "/worklist")
    look(page, "oak-worklist")
    page.goto("/cases")
    look(page, "oak-cases")
    page.get_by_role("link", name="Padraig Duffy").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Padraig Duffy")
    look(page, "oak-case-alleged")
    assert "When 16 November 2026 at 15:20 Where The main entrance Who saw or heard it Bethany Kilgour" in words(page)
    offered(page, "Find", "Find whether it happened").click()
    write(page, "Why do you find that it happened?", "Mr Ames and Miss Kilgour tell the same, and there is a mark.")
    look(page, "oak-finding")
    check_it(page)
    look(page, "oak-finding-check")
    enter(page, "The finding is recorded.")
    return reference(page)


def a_senior_leader_may_not_bar(page: Page, case: str, look: Look) -> None:
    sign_in(page, DEPUTY, f"/cases/{case}")
    expect(offered(page, "Take this step", "Conversation")).to_be_visible()
    expect(offered(page, "Take this step", "Bar")).to_have_count(0)
    page.goto(f"/cases/{case}/steps/bar")
    look(page, "oak-bar-refused")
    assert "Only the Headteacher may impose a bar; the Senior leader may not." in words(page)
    expect(page.locator("main").get_by_role("link", name="Paragraph 5.2b")).to_be_visible()
    expect(page.get_by_role("button", name="Check it")).to_have_count(0)


def the_head_imposes_a_bar(page: Page, case: str, look: Look) -> None:
    look(page, "oak-case-found")
    offered(page, "Take this step", "Bar").click()
    look(page, "oak-bar")
    give_day(page, "Last day", UNTIL)
    write(page, "The reasons", REASONS)
    arrange(page, bringing="Orla's grandmother brings and collects her.")
    weigh(page)
    said = check_it(page)
    look(page, "oak-bar-check")
    for fact in (
        "It holds from Paragraph 5.2b Paragraph 2.5b.2 the day of the act Tuesday 17 November 2026",
        "that day is included Friday 18 December 2026",
        "handed over today Tuesday 1 December 2026 posted today Thursday 3 December 2026",  # representations until
        "handed over today Tuesday 15 December 2026 posted today Thursday 17 December 2026",  # the CEO's review by
        "Padraig Duffy is barred at Unsworth Primary School until 18 December 2026, that day included.",
    ):
        assert fact in said, f"{fact!r} is not in: {said}"
    enter(page, "The letter is issued")
    look(page, "oak-case-barred")
    page.locator("main").get_by_role("link", name="Bar notice", exact=True).click()
    look(page, "oak-letter")
    read = letter(page)
    for fact in (
        "Dear Padraig Duffy",
        WHAT,
        REASONS,
        "2.5.5 Aggression",
        "5.2c The person may answer the decision to bar them",
        "From Tuesday 17 November 2026",
        "Until Friday 18 December 2026, and that day is included",
        "Your views by Tuesday 1 December 2026",
        "Orla's grandmother brings and collects her.",
        "Vikram Thistlewood, School Business Manager",
        "You have the right to state your views on this decision (paragraph 5.2)",
        "Please address them to the Headteacher",
        "The CEO, who took no part in imposing the bar, will review the decision",
        "Jerome Satterthwaite Headteacher",
    ):
        assert fact in read, f"{fact!r} is not in: {read}"


def it_is_served_by_hand(page: Page, look: Look) -> None:
    press(page, "Record how it was served")
    look(page, "oak-service")
    choose(page, "How was it served?", "It was handed over")
    write(page, "What else should be kept?", "To Mr Duffy himself, at the gate, at eleven.")
    check_it(page)
    look(page, "oak-service-check")
    enter(page, "The service is recorded.")
    look(page, "oak-case-served")
    told = words(page)
    assert "Representations until 1 December 2026" in told
    assert "Review of the decision to bar by 15 December 2026 Paragraph 5.4a for the CEO" in told


def reception_is_told_and_no_reason(page: Page, look: Look) -> None:
    sign_in(page, RECEPTION, "/gate")
    told = at_the_gate(page, "Barred here")
    look(page, "oak-gate-barred")
    assert "until the end of Friday 18 December 2026" in told
    assert "Call Vikram Thistlewood, School Business Manager, through the school office on 01632 960138" in told
    for reason in ("ggress", "2.5.5", "collar", "erious", "Force", "grandmother"):
        assert reason not in page.content(), f"the gate tells {reason!r}"


def at_the_gate(page: Page, word: str) -> str:
    page.goto("/gate")
    write(page, "Name of the person", "Padraig Duffy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=word, exact=True)).to_be_visible()
    return words(page)


def representations_are_entered(page: Page, case: str, look: Look) -> None:
    page.goto(f"/cases/{case}")
    offered(page, "Enter representations", "Bar imposed").click()
    look(page, "oak-representations")
    write(page, "What does the person say?", SAYS)
    check_it(page)
    look(page, "oak-representations-check")
    enter(page, "The representations are entered.")
    look(page, "oak-case-heard")


def the_head_may_not_decide(page: Page, case: str, look: Look) -> None:
    page.goto(f"/cases/{case}")
    expect(page.locator("main a").filter(has_text="Decide")).to_have_count(0)
    bar = str(page.locator(".fg-timeline__entry", has_text="Bar imposed").get_attribute("id")).removeprefix("entry-")
    page.goto(f"/cases/{case}/decision/{bar}")
    look(page, "oak-decision-refused")
    told = words(page)
    assert "Only the CEO may decide about this bar; the Headteacher may not." in told
    assert "nobody reviews a measure that they made themselves" in told
    expect(page.locator("main").get_by_role("link", name="Paragraph 5.4a").first).to_be_visible()
    expect(page.get_by_role("button", name="Check it")).to_have_count(0)


def the_ceo_confirms(page: Page, case: str, look: Look) -> None:
    sign_in(page, CEO, "/worklist")
    look(page, "oak-worklist-ceo")
    page.goto(f"/cases/{case}")
    look(page, "oak-case-ceo")
    offered(page, "Decide", "Review of the decision to bar").click()
    look(page, "oak-decision")
    choose(page, "What do you decide?", "Confirm it")
    look(page, "oak-decision-confirm")
    give_day(page, "Last day", UNTIL)
    give_day(page, "Day of the review", date(2026, 12, 14))
    write(page, "Your reasons", "He is sorry, and that counts. Staff need some weeks before he comes in again.")
    weigh(page)
    said = check_it(page)
    look(page, "oak-decision-check")
    for fact in (
        "by you, as CEO Bar confirmed until 18 December 2026",
        "that day is included Friday 18 December 2026",
        "on the day that the decision names Monday 14 December 2026",
        "Written notice that the bar is confirmed by 9 December 2026 Paragraph 5.4b The Headteacher or the CEO.",
    ):
        assert fact in said, f"{fact!r} is not in: {said}"
    enter(page, "The decision is recorded.")


def the_notice_is_served(page: Page, case: str, look: Look) -> None:
    page.goto(f"/cases/{case}")
    page.locator("main").get_by_role("link", name="Bar decision", exact=True).click()
    read = letter(page)
    for fact in (
        "The bar is confirmed",
        "Decided by Marguerite Osei, CEO",
        "Lasts until Friday 18 December 2026, and that day is included",
        "To be reviewed on Monday 14 December 2026",
        SAYS,
        "a fresh chance to state your views",
    ):
        assert fact in read, f"{fact!r} is not in: {read}"
    press(page, "Record how it was served")
    choose(page, "How was it served?", "It was posted")
    assert "letter posted, received in law on 4 December 2026" in check_it(page)
    look(page, "oak-notice-check")
    enter(page, "The service is recorded.")
    look(page, "oak-case-confirmed")
    assert "Barred Padraig Duffy is barred from Unsworth Primary School until 18 December 2026" in words(page)
