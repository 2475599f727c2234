"""A body's clerk or chair enters what it decided in a meeting; nothing is entered that its meeting could not decide."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.council import OFFICE, Council
from tests.evidence.files import pdf

from fairgate.actions import body as actions
from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.body import AtMeeting
from fairgate.actions.decision import check_decision, decide_measure
from fairgate.actions.minutes import keep_minutes, minutes_store
from fairgate.actions.seat import end_seat, seat_member, set_quorum
from fairgate.engine.acts.account import AccountTaken
from fairgate.engine.acts.account import Part as AccountPart
from fairgate.engine.entry import Actor, Weighing
from fairgate.engine.refusal import Refusal
from fairgate.engine.words import Decision, Interest
from fairgate.queries.body import meeting_page
from fairgate.queries.minutes import minutes_file
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import (
    AccessLog,
    AgendaItem,
    BodyMeeting,
    Case,
    DeclaredInterest,
    Holding,
    Incident,
    IncidentPerson,
    IssuedLetter,
    Part,
    Recusal,
    Role,
    Seat,
    User,
)

REASONS = "The film is clear, and the class is still frightened."
WEIGHED = Weighing(alternatives="A shorter ban.", child="He is brought by his aunt.", needs="None known.")


@pytest.fixture
def council(db: None) -> Council:
    return Council()


def entering(council: Council, case: Case, by: User, met: AtMeeting | None, key: str = "key") -> Any:
    """Uphold the ban, as entered by that user."""
    act = Act(case.reference, by, council.now, key, case.entries.count())
    return decide_measure(act, of="e2", decision=Decision.UPHOLD, reasons=REASONS, met=met, weighing=WEIGHED)


def refused(act: Callable[[], object], says: str = "", change: str = "", cites: str = "response.3d") -> Refusal:
    """The refusal that it must meet."""
    with pytest.raises(NotAllowed) as met:
        act()
    refusal = met.value.refusal
    assert says in str(refusal), refusal
    assert change in " ".join(reason.change for reason in refusal.reasons), refusal
    assert cites in refusal.paragraphs, refusal
    return refusal


@pytest.mark.parametrize(("who", "part"), [("clerk", "clerk"), ("chair", "chair")])
def test_its_clerk_or_its_chair_enters_what_it_decided(council: Council, who: str, part: str) -> None:
    case, user = council.banned(), getattr(council, who)
    meeting = council.meeting(case)
    row = entering(council, case, user, AtMeeting(meeting.pk, (2, 1, 0)))
    entry = json.loads(row.payload)
    assert entry["by"] == {"office": OFFICE, "person": f"user {user.pk}"}
    present = [f"user {council.chair.pk}", f"user {council.second.pk}", f"member {council.seats[2].pk}"]
    kept = entry["meeting"]
    assert (kept["ref"], kept["on"], kept["present"]) == (f"meeting {meeting.pk}", "2024-10-01", present)
    assert kept["votes"] == [2, 1, 0]
    assert kept.get("entered_as", "clerk") == part
    assert "quorum" not in kept, "the code's own number is not the trust's"


def test_the_meeting_cannot_be_left_out(council: Council) -> None:
    """The engine lets a story leave it out; the action never does, for nobody, whether it is checked or done."""
    case = council.banned()
    council.meeting(case)
    act = Act(case.reference, council.clerk, council.now, "key", 4)
    for does in (check_decision, decide_measure):
        refused(
            lambda does=does: does(act, of="e2", decision=Decision.UPHOLD, reasons=REASONS),  # type: ignore[misc]
            says="The Hub Council decides in a meeting, and which meeting it was is not said.",
            change="Choose the meeting",
        )
    assert case.entries.count() == 4


def test_a_member_alone_is_no_council(council: Council) -> None:
    """Who sits on it decides nothing alone: not with a meeting named, nor without."""
    case = council.banned()
    met = AtMeeting(council.meeting(case).pk)
    for given in (None, met):
        refused(
            lambda given=given: entering(council, case, council.second, given),  # type: ignore[misc]
            says="its clerk or its chair enters what it decides",
            change="Ask its clerk",
        )
    assert case.entries.count() == 4


def test_the_office_without_a_seat_opens_nothing(council: Council) -> None:
    """A leader who holds the council's office too, and has no seat on it, decides nothing in its name."""
    case = council.banned(by=council.second)
    met = AtMeeting(council.meeting(case).pk)
    with pytest.raises(Hidden):
        entering(council, case, council.user("Ivy Rosewall", OFFICE), met)
    council.hold(council.leader, OFFICE)
    for given in (None, met):
        refused(
            lambda given=given: entering(council, case, council.leader, given),  # type: ignore[misc]
            says="its clerk or its chair enters",
        )


def test_who_has_no_part_in_it_is_told_whose_it_is(council: Council) -> None:
    case = council.banned(by=council.user("Somebody Else", "trust_slt"))
    met = AtMeeting(council.meeting(case).pk)
    refused(lambda: entering(council, case, council.leader, met), says="Only the Hub Council may uphold")


def test_a_clerk_of_one_school_does_not_enter_for_the_trusts_council(council: Council) -> None:
    case = council.banned()
    met = AtMeeting(council.meeting(case).pk)
    clerk = council.user("Merryn Clerk", "clerk", throughout=False)
    refused(lambda: entering(council, case, clerk, met), says="Only the Hub Council may uphold")


def test_without_a_quorum_nothing_is_entered(council: Council) -> None:
    case = council.banned()
    met = AtMeeting(council.meeting(case, present=council.seats[:2]).pk)
    refused(lambda: entering(council, case, council.clerk, met), says="no quorum", change="a substitute")
    assert case.entries.count() == 4
    assert not IssuedLetter.objects.exists()


def test_who_stepped_out_does_not_count_and_a_substitute_does(council: Council) -> None:
    case = council.banned()
    meeting = council.meeting(case)
    stepped_out(council, meeting, case, {council.seats[1].pk: (Interest.DECLARED, "Her sister teaches there.")})
    refused(lambda: entering(council, case, council.clerk, AtMeeting(meeting.pk)), says="since 1 had to step out")
    with_another = [*(seat.pk for seat in council.seats), council.substitute().pk]
    actions.record_attendance(OFFICE, meeting.pk, present=with_another, by=council.clerk, now=council.now)
    row = entering(council, case, council.clerk, AtMeeting(meeting.pk))
    assert json.loads(row.payload)["meeting"]["stepped_out"] == [
        {"member": f"user {council.second.pk}", "why": "declared"}
    ]


def stepped_out(council: Council, meeting: BodyMeeting, case: Case, who: dict[int, tuple[Interest, str]]) -> None:
    actions.declare_interests(OFFICE, meeting.pk, case.reference, interests=who, by=council.clerk, now=council.now)


@pytest.mark.parametrize("part", ["made", "reported", "witness", "account", "report", "relative"])
def test_who_had_a_part_in_it_must_have_stepped_out(council: Council, part: str) -> None:
    """Though enough others sat; and once they stepped out, it stands."""
    about: dict[str, Any] = {
        "made": {"by": council.second},
        "reported": {"reported_by": council.second},
        "witness": {"witnesses": "The cook, and Mrs SIOBHAN Carlyon."},
    }
    case = council.banned(**about.get(part, {}))
    if part == "account":
        council.add(case, told_by(council, "Siobhan Carlyon"))
    elif part == "report":
        reported_with(council, case, council.second)
    elif part == "relative":
        Recusal.objects.create(
            user=council.second,
            person=case.subject,
            since=council.day(300),
            why="his aunt",
            entered_by=council.leader,
            entered_at=council.now,
        )
    meeting = council.meeting(case, present=[*council.seats, council.substitute()])
    met = AtMeeting(meeting.pk)
    refused(lambda: entering(council, case, council.clerk, met), says="took part", change="step out")
    stepped_out(council, meeting, case, {council.seats[1].pk: (Interest.DECLARED, "")})
    entering(council, case, council.clerk, met)


def told_by(council: Council, teller: str) -> AccountTaken:
    by = Actor("head_of_school", "user 0")
    return AccountTaken(
        ref="e5", on=council.today, by=by, of="e1", part=AccountPart.WITNESS, text="I saw.", teller=teller
    )


def reported_with(council: Council, case: Case, witness: User) -> None:
    incident = Incident.objects.create(
        trust=council.trust,
        school=council.school,
        by=council.leader,
        at=council.now,
        happened_on=council.today,
        setting="premises",
        text="He shouted.",
        case=case,
        operation_key="reported",
    )
    IncidentPerson.objects.create(incident=incident, role=Role.WITNESS, user=witness)


def test_a_name_that_is_only_like_a_witness_s_is_no_reason(council: Council) -> None:
    case = council.banned(witnesses="Siobhan Carlyonne, and a Carlyon.")
    entering(council, case, council.clerk, AtMeeting(council.meeting(case).pk))


def test_a_case_that_was_not_before_the_meeting(council: Council) -> None:
    case, other = council.banned(), council.banned()
    met = AtMeeting(council.meeting(other).pk)
    refused(lambda: entering(council, case, council.clerk, met), says="was not before that one", change="Put it before")
    refused(lambda: entering(council, case, council.clerk, AtMeeting(987654)), says="was not before that one")


def test_a_meeting_of_which_nobody_has_said_who_was_there(council: Council) -> None:
    case = council.banned()
    meeting = council.meeting(case)
    BodyMeeting.objects.update(attendance_at=None)
    refused(
        lambda: entering(council, case, council.clerk, AtMeeting(meeting.pk)), says="nobody has said", change="Record"
    )


def test_an_adjourned_meeting_decides_nothing_and_the_later_one_has_its_cases(council: Council) -> None:
    case = council.banned()
    yesterday = council.today - timedelta(days=1)
    meeting = council.meeting(case, on=yesterday)
    stepped_out(council, meeting, case, {council.seats[1].pk: (Interest.DECLARED, "A friend.")})
    later = actions.adjourn(OFFICE, meeting.pk, to=council.today, why="No quorum.", by=council.clerk, now=council.now)
    again = actions.adjourn(OFFICE, meeting.pk, to=council.today, why="No quorum.", by=council.clerk, now=council.now)
    assert again == later
    refused(
        lambda: entering(council, case, council.clerk, AtMeeting(meeting.pk)),
        says="was adjourned to 1 October 2024",
        change="meeting on 1 October 2024",
    )
    assert [item.case for item in later.agenda.all()] == [case]
    assert DeclaredInterest.objects.filter(item__meeting=later).get().seat == council.seats[1]
    present = [council.seats[0].pk, council.seats[2].pk, council.seats[1].pk, council.substitute().pk]
    actions.record_attendance(OFFICE, later.pk, present=present, by=council.clerk, now=council.now)
    entering(council, case, council.clerk, AtMeeting(later.pk))


def test_a_meeting_cannot_be_adjourned_to_the_past_nor_twice(council: Council) -> None:
    meeting = council.meeting(council.banned())

    def to(days: int) -> Callable[[], object]:
        return lambda: actions.adjourn(
            OFFICE,
            meeting.pk,
            to=council.today + timedelta(days=days),
            why="No quorum.",
            by=council.clerk,
            now=council.now,
        )

    refused(to(0), says="cannot go on then", change="after the meeting")
    to(3)()
    refused(to(5), says="was adjourned to 4 October 2024", change="Go on with the meeting on 4 October 2024")


def test_what_a_decision_rests_on_stays_as_it_was(council: Council) -> None:
    case, other = council.banned(), council.banned()
    meeting = council.meeting(case, other)
    entering(council, case, council.clerk, AtMeeting(meeting.pk))
    by = {"by": council.clerk, "now": council.now}
    refused(
        lambda: actions.record_attendance(OFFICE, meeting.pk, present=[], **by),  # type: ignore[arg-type]
        says="rests on who was there",
        change="another meeting",
    )
    refused(lambda: stepped_out(council, meeting, case, {}), says="rests on who stepped out")
    stepped_out(council, meeting, other, {council.seats[0].pk: (Interest.RELATIVE, "")})
    # The case that was decided stays on the agenda, the other can be taken off.
    actions.set_agenda(OFFICE, meeting.pk, references=[], **by)  # type: ignore[arg-type]
    assert [item.case for item in AgendaItem.objects.all()] == [case]
    # The meeting of the other goes on: what was decided stays decided.
    actions.set_agenda(OFFICE, meeting.pk, references=[other.reference], **by)  # type: ignore[arg-type]
    later = actions.adjourn(OFFICE, meeting.pk, to=council.today + timedelta(days=7), why="Late.", **by)  # type: ignore[arg-type]
    assert [item.case for item in later.agenda.all()] == [other]


def test_the_letter_names_the_body_its_meeting_and_who_signed_for_it(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = council.banned()
    letters = []
    real = actions_letter().compose

    def composed(*args: Any, **more: Any) -> Any:
        letters.append(real(*args, **more))
        return letters[-1]

    monkeypatch.setattr(actions_letter(), "compose", composed)
    entering(council, case, council.clerk, AtMeeting(council.meeting(case, on=council.day(1)).pk))
    (letter,) = letters
    assert (letter.signatory.name, letter.signatory.office) == ("Pru Ogilvie", "Clerk to the Hub Council")
    taken = letter.decision
    assert (taken.office, taken.on, taken.met_on) == ("Hub Council", council.day(1), council.day(1))
    assert letter.dated == council.today
    assert IssuedLetter.objects.get().letter == "ban_decision"


def actions_letter() -> Any:
    from fairgate.actions import letter

    return letter


def test_the_chair_signs_as_its_chair(council: Council) -> None:
    from fairgate.actions.compose import compose
    from fairgate.delivery import letter as paper
    from fairgate.records.standing import standing

    case = council.banned()
    entering(council, case, council.chair, AtMeeting(council.meeting(case).pk))
    stands = standing(case, council.today)
    foot = paper.Ledger(count=5, head="0" * 64)
    letter = compose(stands, stands.entries[-1], "ban_decision", council.chair, foot, today=council.today)
    assert letter.signatory.office == "Chair of the Hub Council"


# -- keeping the meetings ------------------------------------------------------------------------------------------


def test_a_meeting_is_called_once_for_a_day(council: Council) -> None:
    on = council.today + timedelta(days=7)
    made = [
        actions.call_meeting(OFFICE, on=on, at=None, place="Room 2", by=council.clerk, now=council.now)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert made[0].called_by == council.clerk


def test_the_first_meeting_makes_the_body(council: Council) -> None:
    Seat.objects.all().delete()
    council.body.delete()
    meeting = actions.call_meeting(OFFICE, on=council.today, at=None, place="", by=council.clerk, now=council.now)
    assert (meeting.body.office, meeting.body.trust) == (OFFICE, council.trust)


@pytest.mark.parametrize("who", ["second", "leader"])
def test_others_do_not_keep_its_meetings(council: Council, who: str) -> None:
    user = getattr(council, who)
    case = council.banned()
    meeting = council.meeting(case)
    by = {"by": user, "now": council.now}
    number: list[Any] = [OFFICE, meeting.pk]
    for act in (
        lambda: actions.call_meeting(OFFICE, on=council.today, at=None, place="", **by),
        lambda: actions.set_agenda(*number, references=[], **by),
        lambda: actions.record_attendance(*number, present=[], **by),
        lambda: actions.declare_interests(*number, case.reference, interests={}, **by),
        lambda: keep_minutes(*number, text="Nothing.", **by),
        lambda: actions.adjourn(*number, to=council.today + timedelta(days=1), why="", **by),
    ):
        refused(act, says="Only the clerk or the chair of the Hub Council keeps its meetings.")
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.adjourned_to, meeting.attended.count()) == ("", None, 3)


def test_a_meeting_that_has_not_come_has_nobody_there(council: Council) -> None:
    meeting = council.meeting(council.banned(), on=council.today + timedelta(days=1))
    refused(
        lambda: actions.record_attendance(
            OFFICE, meeting.pk, present=[council.seats[0].pk], by=council.clerk, now=council.now
        ),
        says="which has not come yet",
    )


def test_only_who_had_a_seat_that_day_was_there_as_a_member(council: Council) -> None:
    meeting = council.meeting(council.banned())
    gone = Seat.objects.create(body=council.body, name="Left Before", since=council.day(90), until=council.day(1))
    refused(
        lambda: actions.record_attendance(OFFICE, meeting.pk, present=[gone.pk], by=council.clerk, now=council.now),
        says="no seat on 1 October 2024",
    )


def test_minutes_are_text_or_a_file_that_is_kept_byte_for_byte(
    council: Council,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.STATE = tmp_path
    meeting = council.meeting(council.banned())
    by: dict[str, Any] = {"by": council.clerk, "now": council.now}
    refused(lambda: keep_minutes(OFFICE, meeting.pk, text="", **by), says="nothing to keep")
    first, second = pdf(), pdf(pages=2)
    keep_minutes(OFFICE, meeting.pk, text="", file=BytesIO(first), name="../minutes.pdf", **by)
    kept = keep_minutes(OFFICE, meeting.pk, text="We met.", **by)
    assert (kept.minutes_file, kept.minutes, kept.minutes_by) == ("minutes.pdf", "We met.", council.clerk)
    assert minutes_store().path(kept.minutes_sha256, kept.minutes_key).read_bytes() == first
    with django_capture_on_commit_callbacks(execute=True):
        keep_minutes(OFFICE, meeting.pk, text="", file=BytesIO(second), name="minutes.pdf", **by)
    assert [one for one, _ in minutes_store().items()] == [hashlib.sha256(second).hexdigest()]
    for body, scanner, says in ((b"MZ\x90\0", "", "is a program"), (first, "127.0.0.1:9", "does not answer")):
        settings.FAIRGATE_CLAMAV = scanner
        refused(lambda: keep_minutes(OFFICE, meeting.pk, text="Other.", file=BytesIO(body), **by), says=says)  # noqa: B023
    meeting.refresh_from_db()
    assert (meeting.minutes, len(list(minutes_store().items()))) == ("", 1)


def test_who_may_not_see_a_case_neither_reads_nor_writes_its_minutes(council: Council) -> None:
    case, other = council.banned(), council.banned()
    meeting = council.meeting(case, other)
    keep_minutes(OFFICE, meeting.pk, text="Of both.", by=council.clerk, now=council.now)
    stepped_out(council, meeting, case, {council.seats[0].pk: (Interest.RELATIVE, "A cousin.")})
    assert not meeting_page(council.chair, OFFICE, meeting.pk, council.now).reads_minutes
    assert meeting_page(council.second, OFFICE, meeting.pk, council.now).reads_minutes
    refused(
        lambda: keep_minutes(OFFICE, meeting.pk, text="Mine.", by=council.chair, now=council.now),
        says="not yours to see",
    )
    with pytest.raises(Hidden):
        minutes_file(council.chair, OFFICE, meeting.pk, now=council.now)


def test_a_chair_who_stepped_out_takes_nothing_off_the_agenda_that_is_hidden_from_them(council: Council) -> None:
    case, other = council.banned(), council.banned()
    meeting = council.meeting(case, other)
    stepped_out(council, meeting, case, {council.seats[0].pk: (Interest.RELATIVE, "A cousin.")})
    actions.set_agenda(OFFICE, meeting.pk, references=[other.reference], by=council.chair, now=council.now)
    assert {item.case for item in meeting.agenda.all()} == {case, other}


# -- seats ---------------------------------------------------------------------------------------------------------


def test_a_seat_opens_what_comes_before_the_body_and_closes_with_its_last_day(council: Council) -> None:
    case = council.banned()
    council.meeting(case)
    new = User.objects.create_user("new@aspire.example", name="New Member", trust=council.trust)
    by: dict[str, Any] = {"by": council.leader, "now": council.now}
    asked: dict[str, Any] = {"user": new.pk, "name": "", "part": Part.MEMBER, "since": council.today, "until": None}
    seat = seat_member(OFFICE, **asked, **by)
    assert seat_member(OFFICE, **asked, **by) == seat
    assert list(door.cases_for(new, council.today)) == [case]
    assert Holding.objects.filter(user=new, office=OFFICE).count() == 1
    tomorrow = council.today + timedelta(days=1)
    end_seat(OFFICE, seat.pk, until=council.today, **by)
    assert list(door.cases_for(new, council.today)) == [case], "the last day is included"
    assert not door.cases_for(new, tomorrow).exists()
    assert door.at_body(new, OFFICE, tomorrow) is None
    assert Holding.objects.get(user=new).until == council.today


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"user": None, "name": " "}, "Nobody is named"),
        ({"user": 987654, "name": ""}, "Nobody is named"),
        ({"user": None, "name": "New One", "part": Part.CHAIR}, "There is a chair"),
        ({"user": None, "name": "Hyun Baek"}, "They have a seat on some of those days."),
        ({"user": None, "name": "New One", "until": "before"}, "The last day is before the first."),
    ],
)
def test_seats_that_cannot_be_given(council: Council, fields: dict[str, Any], says: str) -> None:
    if fields.get("until"):
        fields = {**fields, "until": council.today - timedelta(days=1)}
    asked = {"part": Part.MEMBER, "since": council.today, "until": None, **fields}
    refused(lambda: seat_member(OFFICE, **asked, by=council.clerk, now=council.now), says=says)
    assert Seat.objects.count() == 3


def test_another_trusts_people_get_no_seat(council: Council) -> None:
    from tests.world import World

    stranger = World("oak").staff("headteacher")
    asked: dict[str, Any] = {"user": stranger.pk, "name": "", "part": Part.MEMBER, "since": council.today}
    refused(lambda: seat_member(OFFICE, **asked, until=None, by=council.clerk, now=council.now), says="Nobody is named")
    with pytest.raises(Hidden):
        seat_member(OFFICE, **asked, until=None, by=stranger, now=council.now)


def test_members_do_not_choose_members(council: Council) -> None:
    asked: dict[str, Any] = {"user": None, "name": "A Friend", "part": Part.MEMBER, "since": council.today}
    for user in (council.chair, council.second):
        refused(
            lambda user=user: seat_member(OFFICE, **asked, until=None, by=user, now=council.now),  # type: ignore[misc]
            says="Only the clerk and those who lead the trust",
        )


def test_where_the_code_gives_the_number_the_trust_does_not(council: Council) -> None:
    refused(lambda: set_quorum(OFFICE, quorum=1, by=council.leader, now=council.now), says="The code itself says")


def test_every_opening_is_noted(council: Council) -> None:
    meeting = council.meeting(council.banned())
    AccessLog.objects.all()
    keep_minutes(OFFICE, meeting.pk, text="We met.", by=council.clerk, now=council.now)
    with pytest.raises(Hidden):
        door.open_body(council.user("Tea Cher", "class_teacher"), OFFICE, now=council.now)
    noted = AccessLog.objects.filter(kind="body").order_by("id").values_list("user__name", "asked", "opened", "why")
    assert list(noted) == [
        ("Pru Ogilvie", OFFICE, True, f"meeting {meeting.pk}"),
        ("Tea Cher", OFFICE, False, ""),
    ]
