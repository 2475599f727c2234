"""A council or panel decides in a meeting; its clerk or its chair enters the decision on its behalf.

The entry's office is the body's, its person whoever enters it, and its `meeting` says who decided. A decision of a
body without a meeting is accepted: a story tells a decision in one line, to show what the code makes of it. Nothing
that is really decided comes so: the action (`actions/body.py`) and its page always ask for the meeting.
"""

from collections.abc import Collection, Iterator

from fairgate.engine import phrases
from fairgate.engine.authority import by_themselves, office_for, same_person
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Code
from fairgate.engine.entry import BodyMeeting, Entry, MeasureDecided
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Decision, Interest, OfficeKind

WHY = {
    Interest.MADE: "imposed what is decided about",
    Interest.REPORTED: "reported what it rests on",
    Interest.WITNESS: "saw or heard what it rests on",
    Interest.AFFECTED: "is one of those whom it touched",
    Interest.RELATIVE: "is a relative of the person, or as near to them",
    Interest.DECLARED: "has declared an interest",
}
"""Why a member steps out, after 'a member who'."""

_MEND = "Call another meeting of it, or let a substitute sit in that member's place."
_ENDING = (Decision.LIFT, Decision.END)


def why_not_alone(code: Code, held: Collection[str], proposed: Entry) -> Reason | None:
    """The reason why whoever holds nothing but a seat may not make an entry; None for whoever holds anything else.

    Of a decision it is asked elsewhere at which meeting it was made, and who enters it.
    """
    if isinstance(proposed, MeasureDecided) or not held or by_themselves(code, held):
        return None
    office = office_for(code, held, ())
    return Reason(
        f"{phrases.upper(phrases.office(code, office))} decides in a meeting; whoever only sits on it enters nothing.",
        naming(code, office),
        "Ask its clerk, or somebody who works at the school, to enter it.",
    )


def why_not_at_meeting(
    case: Case, measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]
) -> Iterator[Reason]:
    """Each reason why the meeting of a decision could not decide; none where no meeting is given."""
    meeting = proposed.meeting
    if meeting is None:
        return
    name = phrases.office(case.code, proposed.by.office)
    office = case.code.offices.get(proposed.by.office)
    if office is None or office.kind is not OfficeKind.BODY:
        yield Reason(
            f"{phrases.upper(name)} decides in person, not at a meeting.", paragraphs, "Enter it without a meeting."
        )
        return
    yield from _why_not_then(case, measure, proposed, meeting, paragraphs)
    interests = dict(interests_of(measure))
    out = {one.member for one in meeting.stepped_out}
    for member in dict.fromkeys(meeting.present):
        why = next((interests[other] for other in interests if same_person(other, member)), None)
        if why is not None and member not in out:
            yield must_step_out(why, name, paragraphs)
    yield from _why_no_quorum(case, measure, proposed, meeting, paragraphs)


def interests_of(measure: CaseMeasure) -> Iterator[tuple[str, Interest]]:
    """Whom the ledger itself keeps out of a decision about a measure: who reported what it rests on, who made it."""
    for breach in measure.rests_on:
        yield breach.reported_by, Interest.REPORTED
    for maker in measure.makers:
        yield maker, Interest.MADE


def must_step_out(why: Interest, body: str, paragraphs: tuple[str, ...]) -> Reason:
    """The reason against a decision in which such a member of `body` ('the Hub Council') took part (law.md 18)."""
    return Reason(
        f"A member who {WHY[why]} took part: nobody on {body} decides about what they had a part in themselves.",
        paragraphs,
        f"If that member did step out, enter it with the meeting. {_MEND}",
    )


def deciding(measure: CaseMeasure, meeting: BodyMeeting) -> list[str]:
    """The members who were there and could decide about a measure: no interest of theirs is known or declared."""
    out = [one.member for one in meeting.stepped_out] + [person for person, _ in interests_of(measure)]
    return [one for one in dict.fromkeys(meeting.present) if not any(same_person(one, other) for other in out)]


def quorum(case: Case, office: str, meeting: BodyMeeting) -> int:
    """How many members must decide at least: the code's number, else the trust's own; 0 where neither gives one."""
    known = case.code.offices[office]
    return known.quorum or meeting.quorum


def _why_not_then(
    case: Case, measure: CaseMeasure, proposed: MeasureDecided, meeting: BodyMeeting, paragraphs: tuple[str, ...]
) -> Iterator[Reason]:
    """What was wrong with the day: too early, before the person was heard, or broken off."""
    name, met = phrases.office(case.code, proposed.by.office), phrases.day(meeting.on)
    what = phrases.lowered(measure.rule.name)
    if meeting.on > proposed.on:
        yield Reason(
            f"This meeting of {name} is on {met}, which has not come yet.", paragraphs, "Enter it when it has met."
        )
    if meeting.on < measure.since:
        imposed = phrases.day(measure.since)
        yield Reason(
            f"This meeting of {name} was on {met}, before the {what} was imposed on {imposed}.",
            paragraphs,
            "Choose the meeting at which it was decided.",
        )
    if meeting.adjourned_to is not None:
        again = phrases.day(meeting.adjourned_to)
        yield Reason(
            f"The meeting of {name} on {met} was adjourned to {again} before it decided.",
            paragraphs,
            f"Enter the decision of the meeting on {again}.",
        )
    rights = tuple(dict.fromkeys((*paragraphs, *measure.measure.representations.paragraphs)))
    late = [received for _, _, received in measure.pending if received > meeting.on]
    if late:
        yield Reason(
            f"Representations came on {phrases.day(late[0])}, after the meeting of {name} on {met}: "
            "it has not considered them.",
            rights,
            "Put them before another meeting.",
        )
    elif _met_too_early(case, measure, proposed, meeting):
        yield Reason(
            f"{phrases.upper(name)} met on {met}, before the person's time for representations had passed.",
            rights,
            "Put it before a meeting after that day. It can be lifted at any meeting.",
        )


def _met_too_early(case: Case, measure: CaseMeasure, proposed: MeasureDecided, meeting: BodyMeeting) -> bool:
    """Whether it made final what is provisional on a day on which the person could still be heard (law.md I5)."""
    if proposed.decision in _ENDING or measure.measure.decision.opens != "imposed":
        return False
    if measure.representations or measure.confirmed is not None:
        return False
    try:
        by = measure.representations_by(case.calendar)
    except BeyondCalendar:  # the act's own check says so
        return False
    return by is not None and meeting.on <= by


def _why_no_quorum(
    case: Case, measure: CaseMeasure, proposed: MeasureDecided, meeting: BodyMeeting, paragraphs: tuple[str, ...]
) -> Iterator[Reason]:
    name = phrases.office(case.code, proposed.by.office)
    needed, able = quorum(case, proposed.by.office, meeting), len(deciding(measure, meeting))
    if needed < 1:
        yield Reason(
            f"Nobody has said how many members of {name} must decide at least.",
            paragraphs,
            "Enter the trust's own number with the body; then this is open.",
        )
        return
    if able < needed:
        out = len(set(meeting.present)) - able
        stepped = f" of the {len(set(meeting.present))} who were there, since {out} had to step out" if out else ""
        yield Reason(
            f"There was no quorum on {phrases.day(meeting.on)}: {_members(able)} could decide{stepped}, "
            f"and {name} decides with {needed} at least.",
            paragraphs,
            "Call another meeting of it, or let a substitute sit for a member who cannot.",
        )
    votes = meeting.votes
    if votes is None:
        return
    if min(votes) < 0 or sum(votes) != able:
        yield Reason(
            f"The votes add up to {sum(votes)}, and {_members(able)} could decide.",
            paragraphs,
            "Count again: each of them votes for it, votes against it, or abstains.",
        )
    elif votes[0] <= votes[1]:
        yield Reason(
            f"It was not carried: {votes[0]} for it, {votes[1]} against.",
            paragraphs,
            "Enter what more members voted for than against; or adjourn the meeting.",
        )


def _members(number: int) -> str:
    return {0: "no member", 1: "1 member"}.get(number, f"{number} members")


def naming(code: Code, office: str) -> tuple[str, ...]:
    """The paragraphs that name a body: those that let it decide or review, else those that receive for it."""
    measures = [step.measure for step in code.steps.values() if step.measure is not None]
    decides = [
        ref
        for measure in measures
        for rule in (measure.decision, measure.review)
        if rule is not None and office in rule.owners
        for ref in rule.paragraphs
    ]
    heard = [ref for m in measures if office in m.representations.heard_by for ref in m.representations.paragraphs]
    route = [ref for stage in code.route if office in stage.offices for ref in stage.paragraphs]
    return tuple(dict.fromkeys(decides or heard or route))


def told(meeting: BodyMeeting) -> str:
    """When a body met and how it voted, to end a sentence: 'at its meeting on 9 October 2024, by 2 votes to 1'."""
    text = f"at its meeting on {phrases.day(meeting.on)}"
    if meeting.votes is None:
        return f"{text}, unanimously"
    given, against, abstained = meeting.votes
    text += f", by {given} vote{'' if given == 1 else 's'} to {against}"
    return f"{text} with {abstained} abstaining" if abstained else text
