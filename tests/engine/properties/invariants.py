"""What must be true of every history, one function for each: AssertionError where it is not.

Each is worked out from the ledger itself as far as it can be, not from what the engine says about it.
"""

from collections.abc import Callable
from datetime import date, datetime, time

import msgspec

from fairgate.engine.acts.channel import COMPLAINTS
from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.duties import FINDING, RECONSIDER, SERVE_NOTICE
from fairgate.engine.entries import decode_many, encode
from fairgate.engine.entry import MeasureDecided, MeasureImposed, StepTaken
from fairgate.engine.gate import GateAnswer, answer
from fairgate.engine.next_steps import position
from fairgate.engine.refusal import Refusal
from fairgate.engine.words import Decision, Kind, Mark, MeasureState
from tests.engine.properties.histories import SECRET, SITES, History
from tests.engine.told import assert_plain

NOON = time(12)


def told_on(case: Case) -> tuple[object, ...]:
    """Everything that can be seen of a case on its day."""
    found = position(case)
    return (
        case.is_closed,
        [(b.ref, b.clauses, b.marks, b.found_on, b.struck_on) for b in case.breaches.values()],
        [(s.ref, s.outcome, s.outcome_on, s.served_on, s.took_effect) for s in case.steps.values()],
        [(m.ref, m.state(case.on, case.calendar), m.until, m.sites, m.channels) for m in case.measures.values()],
        [may.id for may in found.may],
        [(one.id, one.reason) for one in found.must_not],
        found.duties,
        case.restricted_channels(),
        [answer([case], school, datetime.combine(case.on, NOON)) for school in SITES],
    )


def folds(history: History) -> None:
    """Any accepted sequence folds, on any day, and a position can be told of it."""
    for on in history.days():
        told_on(history.case(on))


def prefix_never_changes(history: History) -> None:
    """What was true of a day stays true of it, whatever is entered on later days."""
    for length, entry in enumerate(history.ledger):
        if length and history.ledger[length - 1].on < entry.on:
            on = history.ledger[length - 1].on
            assert told_on(history.case(on, length)) == told_on(history.case(on))


def written_and_read_back(history: History) -> None:
    """Encoded and decoded, the ledger is the same, to the byte."""
    texts = [encode(entry) for entry in history.ledger]
    again = decode_many(texts)
    assert list(again) == history.ledger
    assert [encode(entry) for entry in again] == texts


def replays_agree(history: History) -> None:
    """I18: the same ledger and the same proposal get the same answer."""
    ledger = decode_many([encode(entry) for entry in history.ledger])
    for length, proposed, given in history.answers:
        assert decide(history.code, history.calendar, ledger[:length], proposed) == given


def refusals_are_plain(history: History) -> None:
    """Why, and what would change it; a step, decision, finding or closing that is refused cites its paragraph."""
    for length, proposed, given in history.answers:
        if not isinstance(given, Refusal):
            continue
        assert_plain(given)
        last = history.ledger[length - 1].on if length else proposed.on
        formal = proposed.on < last or not proposed.by.person.strip()
        if isinstance(proposed, StepTaken | MeasureDecided) and not formal:
            assert given.paragraphs, (proposed, given)


def _measures(history: History, on: date) -> list[CaseMeasure]:
    return [*history.case(on).measures.values()]


def i13_a_bar_has_a_letter_an_end_and_a_hearing(history: History) -> None:
    """A bar in force has a letter, served or owed; a last day; somebody to hear the person; and its premises."""
    for on in history.days():
        case = history.case(on)
        owed = {(duty.id, duty.of) for duty in position(case).must}
        for bar in case.measures_in_force():
            if bar.rule.kind is not Kind.BAR:
                continue
            assert bar.rule.letter is not None
            assert bar.entry.until is not None
            assert bar.since <= on <= bar.until
            assert bar.sites
            assert bar.measure.representations.to
            assert bar.step.posted_on is not None or (SERVE_NOTICE, bar.ref) in owed


def i14_no_bar_before_a_notice_was_answered_or_its_time_passed(history: History) -> None:
    """On the route by a notice of intention; and the bar is for what that notice told of."""
    for place, bar in history.accepted(MeasureImposed):
        openers = history.code.steps[bar.step].opens
        if not openers or any(opener.heard is None for opener in openers):
            continue
        routes = {opener.heard for opener in openers}
        before = history.ledger[:place]
        heard = []
        for at, notice in enumerate(before):
            if not isinstance(notice, StepTaken) or notice.step not in routes or notice.reply_by is None:
                continue
            letters = [e for e in before if isinstance(e, LetterServed) and e.of == notice.ref and e.deemed_on]
            arrived = [e.deemed_on for e in letters if e.deemed_on and e.deemed_on <= bar.on]
            answered = any(isinstance(e, RepresentationsMade) and e.of == notice.ref for e in before)
            if arrived and (answered or bar.on > max(notice.reply_by, _ten_school_days(history, min(arrived)))):
                heard.append(at)
        assert heard, bar
        known = {e.ref for e in before[: max(heard)] if isinstance(e, BreachRecorded)}
        assert set(bar.rests_on) <= known, bar


def _ten_school_days(history: History, since: date) -> date:
    days = [day for day in history.calendar.school_days if day > since]
    return days[9] if len(days) > 9 else date.max


def i15_what_is_provisional_is_owed_a_decision(history: History) -> None:
    """A provisional measure has a decision, a finding or a reconsideration due; gone by, it is told as overdue."""
    for on in history.days():
        case = history.case(on)
        if case.is_closed:
            continue
        found = position(case)
        for measure in case.measures_in_force():
            if measure.state(on, case.calendar) is not MeasureState.PROVISIONAL:
                continue
            rule = measure.measure.decision
            owed = [d for d in found.must if d.of == measure.ref and d.id in (rule.duty, FINDING, RECONSIDER)]
            assert owed, measure.ref
            for duty in owed:
                assert (duty in found.overdue) == (duty.due is not None and duty.due < on)
            if measure.step.served_on is not None and measure.measure.representations.within is not None:
                assert any(duty.due or duty.beyond for duty in owed)


def i16_nobody_decides_on_what_they_made(history: History) -> None:
    """And whoever decides holds an office that the code names for it."""
    makers = {entry.ref: entry.by.person for _, entry in history.accepted(MeasureImposed)}
    for _, decided in history.accepted(MeasureDecided):
        assert decided.by.person.lower().split() != makers[decided.of].lower().split()
        imposed = next(entry for _, entry in history.accepted(MeasureImposed) if entry.ref == decided.of)
        rule = history.code.steps[imposed.step].measure
        assert rule is not None
        owners = {*rule.decision.owners, *(rule.review.owners if rule.review else ())}
        assert decided.by.office in owners


def i17_a_measure_ends_by_its_date_and_never_comes_back(history: History) -> None:
    """Its end is not before its beginning, it does not outlast it, and what has ended stays ended."""
    over: dict[str, date] = {}
    for on in history.days():
        case = history.case(on)
        for measure in case.measures.values():
            assert measure.until >= measure.since
            if measure.holds(on, case.calendar):
                assert measure.since <= on <= measure.until
            ended = measure.state(on, case.calendar) in (MeasureState.ENDED, MeasureState.LIFTED)
            if measure.ref in over:
                assert ended, (measure.ref, over[measure.ref], on)
            if ended:
                over.setdefault(measure.ref, on)


def i18_the_gate_says_what_the_ledger_says(history: History) -> None:
    """Barred here on a day: worked out anew, entry by entry."""
    for on in history.days():
        case = history.case(on)
        for school in SITES:
            assert answer([case], school, datetime.combine(on, NOON)).barred == _barred(history, on, school)


def _barred(history: History, on: date, school: str) -> bool:
    for _, bar in history.accepted(MeasureImposed):
        rule = history.code.steps[bar.step]
        if rule.kind is not Kind.BAR or rule.measure is None or not bar.until or bar.on > on:
            continue
        until, sites, over = bar.until, bar.sites, False
        due = None  # of a review whose missing ends it
        for _, said in history.accepted(MeasureDecided):
            if said.of != bar.ref or said.on > on:
                continue
            over = over or (due is not None and due < said.on and due < until)
            over = over or said.decision in (Decision.LIFT, Decision.END)
            until = said.until or until
            sites = said.sites or sites
            if rule.measure.review is not None and rule.measure.review.if_missed == "ends":
                due = said.review_on or due
        over = over or (due is not None and due < on and due < until)
        if not over and on <= until and school in sites:
            return True
    return False


def i19_days_never_go_back(history: History) -> None:
    """And no reference is used twice."""
    days = [entry.on for entry in history.ledger]
    assert days == sorted(days)
    assert len({entry.ref for entry in history.ledger}) == len(history.ledger)


def i21_time_runs_from_receipt(history: History) -> None:
    """Nothing is received before it was sent, and no decision is due before the person's time has run from receipt."""
    for _, letter in history.accepted(LetterServed):
        assert letter.deemed_on is not None
        assert letter.deemed_on >= letter.on
    for on in history.days():
        case = history.case(on)
        for duty in position(case).must:
            measure = case.measures.get(duty.of)
            if measure is None or duty.id != measure.measure.decision.duty or duty.due is None:
                continue
            if measure.measure.decision.counted_from == "window" and not measure.pending:
                assert measure.step.served_on is not None
                assert duty.due > measure.step.served_on


def i22_an_extension_is_a_new_decision(history: History) -> None:
    """With reasons, longer than before, of what still held; it is to be told, and the person is heard on it again."""
    for place, longer in history.accepted(MeasureDecided):
        if longer.decision is not Decision.EXTEND:
            continue
        before = history.case(longer.on, place).measures[longer.of]
        assert longer.reasons.strip()
        assert longer.until is not None
        assert longer.until > before.until
        assert before.is_current(longer.on, history.calendar)
        assert not before.rests_on_allegation
        imposed = next(entry for entry in history.ledger if entry.ref == longer.of)
        after = history.case(longer.on, place + 1)
        assert after.measures[longer.of].entry == imposed  # the old one stays as it was written
        assert any(duty.of == longer.ref for duty in position(after).duties)  # its letter
        said = RepresentationsMade(ref="again", on=longer.on, by=longer.by, of=longer.of)
        heard = decide(history.code, history.calendar, history.ledger[: place + 1], said)
        assert isinstance(heard, Accepted)
        again = History(history.code)
        again.ledger = [*history.ledger[: place + 1], heard.entry]
        duties = position(again.case(longer.on)).must
        assert any(d.of == longer.of and d.id == before.measure.decision.duty for d in duties)


def i23_people_decide_and_say_why(history: History) -> None:
    """Every entry has a person; every decision, finding and correction its reasons; the engine adds none of its own."""
    assert len(history.ledger) >= sum(isinstance(given, Accepted) for _, _, given in history.answers)
    for entry in history.ledger:
        assert entry.by.person.strip()
        if isinstance(entry, MeasureDecided | BreachFound | BreachStruck):
            assert entry.reasons.strip()
    for length, proposed, given in history.answers:
        if isinstance(given, Accepted):
            assert type(given.entry) is type(proposed)
            assert (given.entry.ref, given.entry.on, given.entry.by) == (proposed.ref, proposed.on, proposed.by)
            assert history.ledger[length] == given.entry


def i24_safeguarding_is_answered_by_its_referral_alone(history: History) -> None:
    """A duty that a safeguarding mark opens stays open until that step is taken or the record struck; nothing waits."""
    rules = [
        rule
        for rule in history.code.steps.values()
        if rule.must and any(opener.marked is Mark.SAFEGUARDING for opener in rule.must.when)
    ]
    for on in history.days():
        case = history.case(on)
        owed = {duty.id for duty in position(case).must}
        for rule in rules:
            taken = max((step.seq for step in case.taken(rule.id)), default=0)
            waits = [b for b in case.breaches.values() if b.is_live and Mark.SAFEGUARDING in b.marks and b.seq > taken]
            assert not waits or (rule.id in owed and not case.is_closed), (rule.id, on)


def i24_safeguarding_holds_up_nothing(history: History) -> None:
    """With every safeguarding mark taken away, the same steps are open, but for the referral itself."""
    plain = History(history.code)
    plain.ledger = [
        msgspec.structs.replace(entry, safeguarding=False) if isinstance(entry, BreachRecorded) else entry
        for entry in history.ledger
    ]
    for on in history.days()[-3:]:
        with_mark, without = position(history.case(on)), position(plain.case(on))
        assert {may.id for may in without.may} <= {may.id for may in with_mark.may}


def i25_a_channel_is_always_open(history: History) -> None:
    """One full channel, on every day, with every bar; and the complaints route is never among the closed."""
    for on in history.days():
        case = history.case(on)
        closed = set(case.restricted_channels())
        assert not closed & COMPLAINTS
        if any(measure.rule.kind is Kind.BAR for measure in case.measures_in_force()):
            closed.add("in_person")
        assert any(channel.id not in closed for channel in history.code.channels if not channel.lesser)


def i27_a_decision_refers_to_what_was_said_before_it(history: History) -> None:
    """Every representation before a decision is referred to by it, or by an earlier one that answered it."""
    answered: dict[str, set[str]] = {}
    for place, decided in history.accepted(MeasureDecided):
        said = {
            entry.ref
            for entry in history.ledger[:place]
            if isinstance(entry, RepresentationsMade) and entry.of == decided.of
        }
        done = answered.setdefault(decided.of, set())
        assert set(decided.weighed) == said - done
        if decided.decision is not Decision.EXTEND:
            done |= said


def i28_each_incident_is_judged_by_the_edition_of_its_day(history: History) -> None:
    """None from before the edition was in force, none from after its own record."""
    for _, recorded in history.accepted(BreachRecorded):
        assert history.code.in_force_from <= recorded.happened <= recorded.on
        assert recorded.edition == history.code.edition


def i29_the_gate_is_told_no_reason(history: History, ask: Callable[..., GateAnswer] = answer) -> None:
    """Every text in a history is the same secret: it is nowhere in what the gate is told."""
    for on in history.days():
        for school in SITES:
            assert SECRET not in repr(ask([history.case(on)], school, datetime.combine(on, time(12))))


def i32_nothing_rests_on_going_elsewhere(history: History) -> None:
    """No breach is words to a protected body, nor a complaint."""
    for _, recorded in history.accepted(BreachRecorded):
        assert not recorded.made_to


LITTLE = frozenset(
    # a conversation or meeting (mediation is one with a third), asking to leave, a referral (to a platform too)
    {Kind.CONVERSATION, Kind.MEETING, Kind.MEDIATION, Kind.ASK_TO_LEAVE, Kind.REFERRAL, Kind.PLATFORM_REPORT}
)


def an_allegation_supports_little(history: History) -> None:
    """Talking, asking to leave, referring, and an urgent bar that is provisional; never more."""
    for place, taken in history.accepted(StepTaken):
        kind = history.code.steps[taken.step].kind
        before = history.case(taken.on, place)
        live = [breach for breach in before.breaches.values() if breach.is_live]
        if kind in LITTLE or any(breach.counts for breach in live):
            continue
        assert kind is Kind.BAR
        assert any(Mark.SERIOUS in breach.marks for breach in live)
    for on in history.days():
        case = history.case(on)
        for measure in case.current_measures():
            if not any(breach.counts for breach in measure.rests_on):
                assert measure.state(on, case.calendar) is MeasureState.PROVISIONAL
        for may in position(case).may:
            if may.rule.kind not in LITTLE and may.rule.kind is not Kind.BAR:
                assert all(case.breaches[ref].counts for ref in may.breaches)


def a_new_measure_answers_something_new(history: History) -> None:
    """What one measure of a step rested on does not carry the next; and a bar rests on what was not struck."""
    for place, imposed in history.accepted(MeasureImposed):
        earlier = [e for e in history.ledger[:place] if isinstance(e, MeasureImposed) and e.step == imposed.step]
        carried = {ref for entry in earlier for ref in entry.rests_on}
        assert set(imposed.rests_on) - carried, imposed
        struck = {e.of for e in history.ledger[:place] if isinstance(e, BreachStruck)}
        assert not struck & set(imposed.rests_on)


def a_case_closes_only_when_nothing_is_owed(history: History) -> None:
    """No measure that has not ended, no binding duty; and a closed case takes in only answers and its reopening."""
    shut = False
    for place, entry in enumerate(history.ledger):
        if isinstance(entry, CaseClosed):
            case = history.case(entry.on, place)
            assert case.current_measures() == []
            assert position(case).must == []
            shut = True
        elif isinstance(entry, CaseReopened):
            assert shut
            shut = False
        elif shut:
            assert isinstance(entry, LetterServed | StepEnded)


def the_position_and_the_answer_agree(history: History) -> None:
    """A step that the position shuts is refused; one that was taken was open, and to that office."""
    for length, proposed, given in history.answers:
        if not isinstance(proposed, StepTaken) or not proposed.by.person.strip():
            continue
        if length and proposed.on < history.ledger[length - 1].on:
            continue
        found = position(history.case(proposed.on, length))
        if isinstance(given, Accepted):
            assert proposed.step in {may.id for may in found.may_as(proposed.by.office)}
        if proposed.step in {one.id for one in found.must_not}:
            assert isinstance(given, Refusal)


def what_is_overdue_was_due(history: History) -> None:
    """No date that cannot be worked out is guessed, and none of a duty lies before what it is about."""
    for on in history.days():
        case = history.case(on)
        begun = {entry.ref: entry.on for entry in history.ledger}
        for duty in position(case).duties:
            assert duty.owners
            assert duty.paragraphs
            assert not (duty.due and duty.beyond)
            if duty.due is not None:
                assert duty.due >= begun[duty.of]
            if duty.beyond:
                assert "Load the school's next term dates" in duty.beyond


EVERY = [
    folds,
    prefix_never_changes,
    written_and_read_back,
    replays_agree,
    refusals_are_plain,
    i13_a_bar_has_a_letter_an_end_and_a_hearing,
    i14_no_bar_before_a_notice_was_answered_or_its_time_passed,
    i15_what_is_provisional_is_owed_a_decision,
    i16_nobody_decides_on_what_they_made,
    i17_a_measure_ends_by_its_date_and_never_comes_back,
    i18_the_gate_says_what_the_ledger_says,
    i19_days_never_go_back,
    i21_time_runs_from_receipt,
    i22_an_extension_is_a_new_decision,
    i23_people_decide_and_say_why,
    i24_safeguarding_is_answered_by_its_referral_alone,
    i24_safeguarding_holds_up_nothing,
    i25_a_channel_is_always_open,
    i27_a_decision_refers_to_what_was_said_before_it,
    i28_each_incident_is_judged_by_the_edition_of_its_day,
    i29_the_gate_is_told_no_reason,
    i32_nothing_rests_on_going_elsewhere,
    an_allegation_supports_little,
    a_new_measure_answers_something_new,
    a_case_closes_only_when_nothing_is_owed,
    the_position_and_the_answer_agree,
    what_is_overdue_was_due,
]
