"""Acts below the pages: who is let in, two at once, one act of several entries, and nothing half done."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.acts import ARRANGED, WEIGHED
from tests.at_once import at_once
from tests.told import bar
from tests.world import World

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.arrangements import ABOUT, joined, parted
from fairgate.actions.correction import strike_breach
from fairgate.actions.finding import check_finding, find_breach
from fairgate.actions.incident import Allegation, Named, Report, check_report, record_incident, report_incident
from fairgate.actions.step import check_step, take_step
from fairgate.engine.entry import Weighing
from fairgate.engine.words import Setting
from fairgate.records.append import LedgerMoved
from fairgate.records.door import Hidden
from fairgate.records.models import Case, Incident, IssuedLetter, LedgerEntry, Person, User

WHAT = Allegation(clauses=("threat",), setting=Setting.PREMISES, text="He shouted.")


@pytest.fixture
def oak(db: None) -> World:
    return World("oak")


def act(world: World, case: Case, by: User, seen: int = 1, key: str = "") -> Act:
    return Act(case.reference, by, world.now, key or str(uuid4()), seen)


def barring(world: World) -> dict[str, object]:
    until = world.today + timedelta(days=30)
    given = {"step": "bar", "until": until, "reasons": "A threat.", "arrangements": joined(ARRANGED)}
    return {**given, "weighing": Weighing(**WEIGHED)}


@pytest.mark.parametrize("weighing", [None, Weighing(**{**WEIGHED, "child": " "})], ids=["nothing", "in part"])
def test_no_road_to_a_measure_leaves_out_what_has_to_be_weighed(oak: World, weighing: Weighing | None) -> None:
    case = oak.case(oak.breach("e1", 3, "threat", serious="x"))
    for road in (check_step, take_step):
        one = act(oak, case, oak.staff("headteacher"))
        with pytest.raises(NotAllowed, match=r"It does not say .*how it bears on the child"):
            road(one, **{**barring(oak), "weighing": weighing})
        # what the code itself does not allow is refused for its own reason
        with pytest.raises(NotAllowed, match="may not"):
            road(act(oak, case, oak.staff("class_teacher")), **{**barring(oak), "weighing": weighing})
    assert (case.entries.count(), IssuedLetter.objects.count()) == (1, 0)


def test_checking_writes_nothing_and_says_what_would_be_entered(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "threat", alleged=True))
    entries = check_finding(act(oak, case, oak.staff("headteacher")), of="e1", reasons="I saw it.")
    assert [entry.ref for entry in entries] == ["e2"]
    assert case.entries.count() == 1


def test_an_act_of_two_entries_is_one_act(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "threat"))
    teacher = oak.staff("class_teacher")
    one = act(oak, case, teacher)
    said = {"step": "conversation", "text": "Talked.", "outcome": "not_sufficient"}
    assert [entry.ref for entry in check_step(one, **said)] == ["e2", "e3"]
    row = take_step(one, **said)
    assert take_step(one, **said) == row
    assert list(case.entries.order_by("seq").values_list("type", "operation_part")) == [
        ("breach_recorded", 0),
        ("conversation_held", 0),
        ("step_ended", 1),
    ]


def test_when_the_second_entry_is_refused_the_first_is_not_entered_either(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "threat"))
    with pytest.raises(NotAllowed, match="cannot end 'triumph'"):
        take_step(act(oak, case, oak.staff("class_teacher")), step="conversation", text="x", outcome="triumph")
    assert case.entries.count() == 1


def test_a_step_that_the_code_does_not_have_is_refused(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "threat"))
    with pytest.raises(NotAllowed, match="no step called 'exile'"):
        take_step(act(oak, case, oak.staff("headteacher")), step="exile")


def test_who_holds_nothing_there_finds_no_case(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "threat"))
    for user in (oak.staff(""), oak.staff("reception"), World("aspire").staff("ceo")):
        with pytest.raises(Hidden):
            find_breach(act(oak, case, user), of="e1", reasons="x")


def test_whoever_decides_about_a_measure_may_strike_what_it_rests_on(oak: World) -> None:
    imposed = bar("e2", oak.day(1), oak.today + timedelta(days=30), school=oak.school.slug)
    case = oak.case(oak.breach("e1", 3, "threat", serious="x"), imposed)
    row = strike_breach(act(oak, case, oak.staff("ceo"), seen=2), of="e1", reasons="Mistaken identity.")
    assert '"office":"ceo"' in row.payload


# -- two at once, in real transactions ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_made_and_the_other_is_told() -> None:
    world = World("oak")
    case = world.case(world.breach("e1", 3, "threat", serious="x"))
    head, other = world.staff("headteacher"), world.staff("ceo")
    results = at_once(
        lambda: take_step(act(world, case, head), **barring(world)),
        lambda: strike_breach(act(world, case, other), of="e1", reasons="Mistaken identity."),
    )
    assert sorted(type(one).__name__ for one in results) == ["LedgerEntry", "LedgerMoved"]
    moved = next(one for one in results if isinstance(one, LedgerMoved))
    assert [row.seq for row in moved.newer] == [2]
    assert case.entries.count() == 2
    assert IssuedLetter.objects.count() == sum(row.type == "bar_imposed" for row in case.entries.all())


@pytest.mark.django_db(transaction=True)
def test_the_same_post_twice_at_once_is_one_act_with_one_letter() -> None:
    world = World("oak")
    case = world.case(world.breach("e1", 3, "threat", serious="x"))
    one = act(world, case, world.staff("headteacher"))
    results = at_once(*[lambda: take_step(one, **barring(world))] * 3)
    assert len({row.pk for row in results if isinstance(row, LedgerEntry)}) == 1, results
    assert all(isinstance(row, LedgerEntry) for row in results), results
    assert (case.entries.count(), IssuedLetter.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_report_twice_at_once_opens_one_case() -> None:
    world = World("oak")
    user, key = world.staff("senior_leader"), str(uuid4())
    report = Report(world.school, Named("Kim Tregenza"), WHAT)
    results = at_once(*[lambda: report_incident(report, by=user, now=world.now, operation_key=key)] * 3)
    assert all(isinstance(row, LedgerEntry) for row in results), results
    assert (Case.objects.count(), Person.objects.count(), LedgerEntry.objects.count()) == (1, 1, 1)


# -- reports ---------------------------------------------------------------------------------------------


def test_a_report_is_refused_whole_or_entered_whole(oak: World) -> None:
    wrong = Allegation(clauses=("impersonation",), setting=Setting.PREMISES, text="x")
    with pytest.raises(NotAllowed, match="is a breach only where the setting is"):
        report_incident(
            Report(oak.school, Named("Kim"), wrong), by=oak.staff("headteacher"), now=oak.now, operation_key="k"
        )
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)


def test_only_who_may_find_takes_a_report_into_a_case(oak: World) -> None:
    for told in (WHAT, replace(WHAT, found="I saw it.")):
        report = Report(oak.school, Named("Kim"), told)
        for office in ("class_teacher", "reception"):
            with pytest.raises(NotAllowed, match="may take a report into a case") as refused:
                report_incident(report, by=oak.staff(office), now=oak.now, operation_key=office)
            assert refused.value.refusal.paragraphs == ("2.5b.1",)
            with pytest.raises(NotAllowed):
                check_report(report, by=oak.staff(office), now=oak.now)
        case = oak.case(oak.breach("e1", 3, "threat"))
        with pytest.raises(NotAllowed, match="may take a report into a case"):
            record_incident(act(oak, case, oak.staff("class_teacher")), allegation=told)
        assert case.entries.count() == 1
    assert Incident.objects.count() == 0


def test_a_report_taken_into_a_case_in_one_go_is_an_incident_of_its_own(oak: World) -> None:
    told = replace(WHAT, affected="A. Clerk", witnesses="B. Kilgour\nC. Ames")
    row = report_incident(
        Report(oak.school, Named("Kim"), told), by=oak.staff("headteacher"), now=oak.now, operation_key="k"
    )
    incident = Incident.objects.get()
    assert json.loads(row.payload)["incident"] == incident.reference
    assert "reported_by" not in json.loads(row.payload)
    assert [(one.role, one.who) for one in incident.people.order_by("pk")] == [
        ("subject", "Kim"),
        ("affected", "A. Clerk"),
        ("witness", "B. Kilgour"),
        ("witness", "C. Ames"),
        ("reporter", oak.staff("headteacher").name),
    ]
    assert [(one.became, one.case) for one in incident.entries.all()] == [("accepted", row.case)]
    again = record_incident(act(oak, row.case, oak.staff("headteacher")), allegation=WHAT)
    assert Incident.objects.get(reference=json.loads(again.payload)["incident"]) != incident


def test_checking_a_report_stores_nobody(oak: World) -> None:
    report = Report(oak.school, Named("Kim"), WHAT)
    stands, entries = check_report(report, by=oak.staff("senior_leader"), now=oak.now)
    assert (stands.seq, [entry.ref for entry in entries]) == (0, ["e1"])
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)


def test_a_report_goes_into_no_case_that_is_not_about_that_person_there(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "threat"))
    other = oak.person("Kim Tregenza")
    head = oak.staff("headteacher")
    for about, into in ((other.pk, case.reference), (case.subject_id, "ZZZZZZZZ"), (999_999, "")):
        with pytest.raises(Hidden):
            report_incident(Report(oak.school, about, WHAT, into), by=head, now=oak.now, operation_key="k")
    with pytest.raises(Hidden):
        report_incident(
            Report(oak.school, Named("x"), WHAT), by=World("aspire").staff("ceo"), now=oak.now, operation_key="k"
        )
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("answers", [{}, {"bringing": "A."}, {"reports": " B\n\nC: d "}, dict.fromkeys(ABOUT, "x\ny")])
def test_arrangements_are_told_as_they_were_answered(answers: dict[str, str]) -> None:
    told = {one.about: one.text for one in parted(joined(answers))}
    assert told == {ABOUT[name]: text.strip() for name, text in answers.items()}


def test_arrangements_in_one_piece_are_about_bringing() -> None:
    assert [(one.about, one.text) for one in parted("Her aunt.")] == [("Bringing and collecting", "Her aunt.")]
    assert parted("  ") == ()
