"""On every road to an act: whoever had a part in it is refused, told why, and told who may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings
from tests.acts import ARRANGED, WEIGHED, on
from tests.told import answered, bar
from tests.visit import Visit
from tests.world import World

from fairgate.actions import acting
from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.arrangements import joined
from fairgate.actions.decision import check_decision, decide_measure
from fairgate.actions.finding import check_finding, find_breach
from fairgate.actions.incident import Allegation, Named, Report, check_report, report_incident
from fairgate.actions.report import Somebody, Telling, send_report
from fairgate.actions.review import accept_incident
from fairgate.actions.step import check_step, take_step
from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.entry import Actor, Weighing
from fairgate.engine.words import Decision, Setting
from fairgate.records.door import Hidden
from fairgate.records.models import Case, IncidentPerson, IssuedLetter, Recusal, Role, User

SERIOUS = "He raised a fist."


@pytest.fixture
def oak(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def case_of(world: World, *, affected: str = "", witnesses: str = "", by: str = "headteacher", found: str = "") -> Case:
    """What somebody who may find reports and takes into a case in one go."""
    told = Allegation(
        ("threat",),
        Setting.PREMISES,
        "He shouted.",
        affected=affected,
        witnesses=witnesses,
        serious=SERIOUS,
        found=found,
    )
    report = Report(world.school, world.person().pk, told)
    row = report_incident(report, by=world.staff(by), now=world.now, operation_key=str(uuid4()))
    return row.case


def act(world: World, case: Case, office: str) -> Act:
    return Act(case.reference, world.staff(office), world.now, str(uuid4()), case.entries.count())


def barring(world: World) -> dict[str, Any]:
    return {
        "step": "bar",
        "until": world.today + timedelta(days=30),
        "reasons": "A threat.",
        "arrangements": joined(ARRANGED),
        "weighing": Weighing(**WEIGHED),
    }


def refused(does: Callable[[], object], says: str, change: str = "") -> None:
    with pytest.raises(NotAllowed) as told:
        does()
    [reason] = told.value.refusal.reasons
    assert says in reason.text
    assert change in reason.change
    assert reason.paragraphs


@dataclass(frozen=True)
class How:
    """How the records come to tell that the head had a part: what is done before the head acts."""

    says: str
    report: dict[str, str]
    after: Callable[[World, Case, User], object] = lambda world, case, head: None


def _account(part: Part) -> Callable[[World, Case, User], object]:
    def add(world: World, case: Case, head: User) -> None:
        by = Actor("senior_leader", "user 0")
        world.add(
            case,
            AccountTaken(
                ref="e2", on=world.today, by=by, of="e1", part=part, teller=head.name.upper(), text="He hit me."
            ),
        )

    return add


def _row(role: Role) -> Callable[[World, Case, User], object]:
    def add(world: World, case: Case, head: User) -> None:
        incident = case.accepted.get().incident
        IncidentPerson.objects.create(incident=incident, role=role, user=head)

    return add


HOWS = {
    "named as touched": How("is one of those whom it touched", {"affected": "A pupil, and {head}"}),
    "told it as touched": How("is one of those whom it touched", {"by": "senior_leader"}, _account(Part.AFFECTED)),
    "in the report as touched": How("is one of those whom it touched", {"by": "senior_leader"}, _row(Role.AFFECTED)),
    "alone told of it": How("is the only one who has told of it", {}),
    "alone, and named as a witness": How("is the only one who has told of it", {"witnesses": "{head}"}),
}


@pytest.mark.parametrize("how", HOWS.values(), ids=HOWS)
def test_the_head_who_had_a_part_neither_finds_nor_bars(oak: World, how: How) -> None:
    head = oak.staff("headteacher")
    case = case_of(oak, **{key: text.format(head=head.name) for key, text in how.report.items()})
    how.after(oak, case, head)
    before = case.entries.count()
    for finds in (check_finding, find_breach):
        refused(lambda finds=finds: finds(act(oak, case, "headteacher"), of="e1", reasons="x"), how.says, "Ask")  # type: ignore[misc]
    for steps in (check_step, take_step):
        refused(
            lambda steps=steps: steps(act(oak, case, "headteacher"), **barring(oak)), how.says, "Ask another holder"
        )  # type: ignore[misc]
    assert (case.entries.count(), IssuedLetter.objects.count()) == (before, 0)
    # the pages say so before anything is filled in
    for page in ("finding/e1", "steps/bar"):
        visit = Visit(oak.client(head), f"/cases/{case.reference}/{page}").open()
        assert "This is not open to you now" in visit.words
        assert how.says in visit.words
    assert take_step(act(oak, case, "headteacher"), step="conversation", text="We talked.").type == "conversation_held"
    find_breach(act(oak, case, "ceo"), of="e1", reasons="Two people saw it.")


def test_the_records_see_what_the_ledger_alone_does_not(oak: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the question to the records, the engine would let it pass."""
    case = case_of(oak, by="senior_leader")
    _row(Role.AFFECTED)(oak, case, oak.staff("headteacher"))
    refused(lambda: take_step(act(oak, case, "headteacher"), **barring(oak)), "is one of those whom it touched")
    monkeypatch.setattr(acting, "why_not_independent", lambda *_: None)
    assert take_step(act(oak, case, "headteacher"), **barring(oak)).type == "bar_imposed"


@pytest.mark.parametrize("witnesses", ["Bethany Kilgour", "Officer, and a parent"], ids=["another", "only like theirs"])
def test_the_head_who_saw_it_with_others_decides(oak: World, witnesses: str) -> None:
    case = case_of(oak, witnesses=witnesses)
    find_breach(act(oak, case, "headteacher"), of="e1", reasons="Three people saw it.")
    assert take_step(act(oak, case, "headteacher"), **barring(oak)).type == "bar_imposed"


def test_the_head_who_only_wrote_it_down_for_a_colleague_decides(oak: World) -> None:
    head = oak.staff("headteacher")
    telling = Telling(
        oak.school,
        "He shouted.",
        Setting.PREMISES,
        oak.today,
        (Somebody(Role.SUBJECT, name="Jo Penrose"),),
        behalf_of="Bethany Kilgour",
        behalf_why="She has a class.",
    )
    incident = send_report(telling, by=head, now=oak.now, operation_key="told")
    told = Allegation(("threat",), Setting.PREMISES, "He shouted.", serious=SERIOUS)
    report = Report(oak.school, oak.person().pk, told)
    case = accept_incident(incident.reference, report, by=head, now=oak.now, operation_key="k", seen=0).case
    assert take_step(act(oak, case, "headteacher"), **barring(oak)).type == "bar_imposed"
    find_breach(act(oak, case, "headteacher"), of="e1", reasons="Her word, and the film.")


def test_what_is_found_in_one_go_is_refused_before_it_is_entered(oak: World) -> None:
    told = Allegation(("threat",), Setting.PREMISES, "He shouted.", found="I saw it.")
    report = Report(oak.school, Named("Kim"), told)
    refused(
        lambda: check_report(report, by=oak.staff("headteacher"), now=oak.now), "is the only one who has told of it"
    )
    refused(lambda: case_of(oak, found="I saw it."), "is the only one who has told of it", "take the account of")
    assert Case.objects.count() == 0
    assert case_of(oak, found="We saw it.", witnesses="Bethany Kilgour").entries.count() == 2


def test_whoever_reported_or_saw_it_does_not_decide_about_the_bar(oak: World) -> None:
    chief = oak.staff("ceo")
    case = case_of(oak, by="senior_leader", witnesses=f"Bethany Kilgour; {chief.name}", found="Two saw it.")
    imposed = bar("e3", oak.today, oak.day(-40), school=oak.school.slug)
    oak.add(case, imposed, answered("e4", "e3", oak.today))
    said = {"of": "e3", "decision": Decision.LIFT, "reasons": "He is sorry."}
    for does in (check_decision, decide_measure):
        refused(
            lambda does=does: does(act(oak, case, "ceo"), **said), "saw or heard what it rests on", "Ask another holder"
        )  # type: ignore[misc]
    visit = Visit(oak.client(chief), f"/cases/{case.reference}/decision/e3").open()
    assert "This is not open to you now" in visit.words
    other = User.objects.create_user("acting@oak.example", name="Ada Acting", trust=oak.trust)
    oak.hold(other, "ceo")
    row = decide_measure(Act(case.reference, other, oak.now, "other", case.entries.count()), **said)
    assert row.type == "measure_decided"


def test_a_relative_finds_no_case_to_decide_about(oak: World) -> None:
    case, head = case_of(oak, witnesses="Bethany Kilgour"), oak.staff("headteacher")
    Recusal.objects.create(
        user=head, person=case.subject, since=date(2024, 1, 1), why="sister", entered_by=head, entered_at=oak.now
    )
    with pytest.raises(Hidden):
        take_step(act(oak, case, "headteacher"), **barring(oak))


# -- in their place ------------------------------------------------------------------------------------------------


@pytest.fixture
def model(db: None, settings: Settings) -> World:
    made = World("model")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def test_the_office_that_stands_in_is_asked_why_and_it_is_on_record(model: World) -> None:
    head = model.staff("headteacher")
    case = case_of(model, by="deputy_headteacher", affected=head.name)
    address = f"/cases/{case.reference}/steps/urgent_bar"
    visit = Visit(model.client(head), address).open()
    assert "or the Chief Executive to act in place of the Headteacher." in visit.words
    assert "Take this step" in model.client(model.staff("ceo")).get(f"/cases/{case.reference}").content.decode()
    visit = Visit(model.client(model.staff("ceo")), address).open()
    assert (
        "Why is it not for the Headteacher or the Deputy Headteacher?" in visit.words or "Headteacher?" in visit.words
    )
    fields = {
        **on(model.day(-20), "until"),
        "contact": "school_business_manager",
        "reasons": "He would come back.",
        **ARRANGED,
        **WEIGHED,
    }
    visit.send("check", **fields)
    assert "Write why it is not for the Headteacher" in visit.words
    visit.send("check", **fields, instead="She was the one threatened.").send("confirm")
    assert visit.answer.status_code == 302, visit.words
    page = model.client(model.staff("ceo")).get(f"/cases/{case.reference}").content.decode()
    assert "She was the one threatened." in page
    assert "Why the office that the code names did not act" in page
    # without the reason there is no road to it
    other = case_of(model, by="deputy_headteacher", affected=head.name)
    refused(
        lambda: take_step(act(model, other, "ceo"), **{**barring(model), "step": "urgent_bar"}),
        "may impose an urgent bar only in place of",
        "Write why",
    )
