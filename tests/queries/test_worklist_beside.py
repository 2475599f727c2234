"""What the worklist shows beside what is due: letters that did not leave, reports begun, a worker that has stopped."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from tests.house import NOW, TODAY, House, add, breach, talk
from tests.told import bar, case_alleged, case_barred, incident, served, terms, told

from fairgate.actions.sending import at_work
from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.entry import Actor
from fairgate.queries.worklist import worklist
from fairgate.queries.worklist_beside import NOTIFIER, SENDER
from fairgate.records.closed import is_closed
from fairgate.records.models import Case, IncidentDraft, IssuedLetter, Sending, User
from fairgate.records.standing import standing


@pytest.fixture
def oak(house: House) -> House:
    terms(house.oak)
    return house


@pytest.fixture
def head(oak: House) -> User:
    return oak.user("headteacher", oak.prestfield)


def letter(case: Case, ref: str = "e2") -> IssuedLetter:
    return IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(ref=ref),
        letter="bar_notice",
        pdf=b"%PDF",
        sha256="0" * 64,
        template_sha256="1" * 64,
        edition="2021-09",
        issued_at=NOW,
    )


def sending(of: IssuedLetter, by: User, became: str = "failed", at: datetime = NOW, **fields: object) -> Sending:
    return Sending.objects.create(
        letter=of,
        way="email",
        to="jo@example.org",
        reference=uuid4(),
        asked_by=by,
        asked_at=at,
        next_try_at=at,
        became=became,
        became_at=at if became else None,
        **fields,
    )


def barred_not_served(oak: House) -> Case:
    return told(oak.case(), incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=60)))


def test_a_letter_that_did_not_leave_is_shown_until_it_is_served(oak: House, head: User) -> None:
    case = barred_not_served(oak)
    made = letter(case)
    sending(made, head, why="The mail came back. Serve it another way.")
    [one] = worklist(head, TODAY).unsent
    assert (one.what, one.why, one.number) == ("Bar notice", "The mail came back. Serve it another way.", made.pk)
    assert (one.reference, one.person, one.by, one.on, one.yours) == (
        case.reference,
        "Jo Penrose",
        head.name,
        TODAY,
        True,
    )
    ceo = oak.user("ceo", oak.oak)
    assert [one.yours for one in worklist(ceo, TODAY).unsent] == [False]
    assert worklist(ceo, TODAY, only_yours=True).unsent == ()
    assert worklist(oak.user("headteacher", oak.hollins), TODAY).unsent == ()
    add(case, served("e3", "e2", TODAY), seq=2)
    assert worklist(head, TODAY).unsent == ()


def test_of_a_letter_that_was_tried_again_the_last_try_is_told_once(oak: House, head: User) -> None:
    made = letter(barred_not_served(oak))
    sending(made, head, why="First.", at=NOW - timedelta(hours=2))
    sending(made, head, "unsure", why="Second.")
    assert [one.why for one in worklist(head, TODAY).unsent] == ["Second."]


def test_what_one_began_to_report_is_shown_to_nobody_else(oak: House, head: User) -> None:
    key = uuid4()
    kept = {"fields": "{}", "path": "/report", "begins": "He shouted at", "saved_at": NOW}
    IncidentDraft.objects.create(user=head, key=key, **kept)
    IncidentDraft.objects.create(user=oak.user("headteacher", oak.prestfield), key=uuid4(), **kept)
    found = worklist(head, TODAY)
    assert [(one.begins, one.path, one.key, one.saved_on) for one in found.drafts] == [
        ("He shouted at", "/report", str(key), TODAY)
    ]
    assert not found.is_empty
    assert worklist(head, TODAY, office="headteacher").drafts == ()


def stopped(user: User, now: datetime = NOW) -> tuple[str, ...]:
    return worklist(user, TODAY, now=now).warnings


def test_a_sender_that_fell_silent_is_said(oak: House, head: User) -> None:
    assert stopped(head) == (), "none is set up, and nothing waits"
    at_work(SENDER, now=NOW)
    assert stopped(head, NOW + timedelta(minutes=9)) == ()
    [said] = stopped(head, NOW + timedelta(minutes=11))
    assert said.startswith("Letters are not being sent, since 1 October 2024. Tell whoever looks after Fairgate")
    assert worklist(head, TODAY).warnings == (), "without an instant nothing can be said of it"


def test_letters_that_wait_for_nobody_are_said_though_no_sender_ever_was(oak: House, head: User) -> None:
    made = letter(barred_not_served(oak))
    sending(made, head, became="")
    assert stopped(head) == ()
    [said] = stopped(head, NOW + timedelta(minutes=11))
    assert said.startswith("Letters are not being sent. 1 letter waits.")
    assert stopped(oak.user("ceo", oak.aspire), NOW + timedelta(minutes=11)) == (), "of one's own trust alone"


def test_mails_of_what_is_due_that_stopped_are_said(oak: House, head: User) -> None:
    at_work(NOTIFIER, now=NOW)
    assert stopped(head, NOW + timedelta(hours=25)) == ()
    [said] = stopped(head, NOW + timedelta(hours=27))
    assert said.startswith("Nobody is told by e-mail what is due, since 1 October 2024.")


def test_the_office_of_ones_own_comes_first_though_it_owes_nothing(oak: House, head: User) -> None:
    case_barred(oak)
    case_alleged(oak)
    oak.hold(head, "school_business_manager", oak.hollins)
    offices = worklist(head, TODAY).offices
    assert offices[:2] == (("headteacher", "Headteacher (yours)"), ("school_business_manager", offices[1][1]))
    assert offices[1][1].endswith(" (yours)")
    assert offices[2:]
    assert not any(name.endswith("(yours)") for _, name in offices[2:])


def test_which_cases_are_closed_is_told_as_the_fold_tells_it(oak: House) -> None:
    """On each of some days, of cases closed, reopened and closed again."""

    def closed(ref: str, on: date) -> CaseClosed:
        return CaseClosed(ref=ref, on=on, by=Actor("headteacher", "user 0"), outcome="resolved")

    def reopened(ref: str, on: date) -> CaseReopened:
        return CaseReopened(ref=ref, on=on, by=Actor("headteacher", "user 0"))

    days = [TODAY - timedelta(days=ago) for ago in (4, 3, 2, 1, 0)]
    first = breach("e1", days[0])
    told(oak.case(), first)
    told(oak.case(), first, closed("e2", days[1]))
    told(oak.case(), first, closed("e2", days[1]), reopened("e3", days[1]))
    told(oak.case(), first, closed("e2", days[1]), reopened("e3", days[2]), closed("e4", days[3]))
    told(oak.case(), first, closed("e2", days[1]), reopened("e3", days[2]), talk("e4", days[4]))
    oak.case()
    told_by_fold = {on: {case.pk for case in Case.objects.all() if standing(case, on).folded.is_closed} for on in days}
    asked = {on: set(Case.objects.filter(is_closed(on)).values_list("pk", flat=True)) for on in days}
    assert asked == told_by_fold
    assert [len(found) for found in told_by_fold.values()] == [0, 3, 1, 2, 2]
