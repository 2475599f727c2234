"""Whether a step is open in a case, under which paragraph, and if not, what would open it."""

from datetime import date

from fairgate.engine import phrases
from fairgate.engine.calendar import BeyondCalendar, months_after
from fairgate.engine.case import Case, CaseBreach, CaseStep
from fairgate.engine.code import Code, Opener, Question, Span, StepRule
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Kind, Mark, Unit


def opened_by(case: Case, rule: StepRule) -> list[tuple[Opener, list[CaseBreach]]]:
    """The openers of the step that are satisfied, each with the breaches that satisfy it; empty while it is shut.

    An alleged breach opens only a conversation, meeting, mediation, ask-to-leave or referral, and an urgent bar when
    it is serious. A measure of the same kind needs a breach that no earlier one rested on: what was answered once is
    answered (law.md 20).
    """
    answers = case.answers
    if not answers:
        live = [breach for breach in case.breaches.values() if breach.struck_on is None]
        found = [breach for breach in live if breach.found_on is not None]
        answers += [_answer(case, question, live, found) for question in case.plan.questions]
    opened = [
        (opener, breaches) for opener, place in case.plan.asked[rule.id] if (breaches := answers[place]) is not None
    ]
    if rule.measure is not None and opened:
        answered = answered_before(case, rule)
        if answered:
            opened = [
                (opener, breaches)
                for opener, breaches in opened
                if not all(breach.ref in answered for breach in breaches)
            ]
    return opened


def _answer(case: Case, question: Question, live: list[CaseBreach], found: list[CaseBreach]) -> list[CaseBreach] | None:
    """The breaches that answer a question, or None; what an earlier measure answered is not looked at here."""
    opener = question.opener
    if opener.after is not None and not any(step.outcome in opener.outcomes for step in case.taken(opener.after)):
        return None
    breaches = live if question.allegations else found
    if opener.heard is not None:
        told = heard_notice(case, opener.heard)
        if told is None:
            return None
        breaches = [breach for breach in breaches if breach.found_seq < told.seq]
    if opener.marked is not None:
        breaches = [breach for breach in breaches if opener.marked in breach.marks]
    if opener.settings:
        breaches = [breach for breach in breaches if breach.setting in opener.settings]
    if opener.breaches:
        breaches = [breach for breach in breaches if not opener.breaches.isdisjoint(breach.clauses)]
    if opener.since is not None:
        effects = [effect for step in case.taken(opener.since) if (effect := step.took_effect)]
        if not effects:
            return None
        first, seq, later = min(effects)
        breaches = [
            breach
            for breach in breaches
            if breach.happened > first or (breach.happened == first and not later and breach.seq > seq)
        ]
    if opener.within is not None:
        since = window_start(case.on, opener.within)
        breaches = [breach for breach in breaches if breach.happened >= since]
    return None if len(breaches) < opener.count else breaches


def answered_before(case: Case, rule: StepRule) -> set[str]:
    """References of the breaches that an earlier measure of this step rested on."""
    return {breach.ref for m in case.measures.values() if m.rule.id == rule.id for breach in m.rests_on}


def window_start(on: date, within: Span) -> date:
    """The first day of a rolling window of `within` that ends on `on`: calendar lengths only."""
    if within.unit is Unit.MONTHS:
        return months_after(on, -within.amount)
    days = within.amount * (7 if within.unit is Unit.WEEKS else 1)
    return date.fromordinal(on.toordinal() - days)


def heard_notice(case: Case, step_id: str) -> CaseStep | None:
    """The latest notice of intention that the person has answered, or whose time has passed since service (I14).

    A measure after it is for what it told the person of: what comes to light later needs a notice of its own.
    """
    heard = None
    for step in case.taken(step_id):
        last = notice_ends(case, step)
        if step.served_on is not None and (step.representations or (last is not None and case.on > last)):
            heard = step
    return heard


def notice_ends(case: Case, step: CaseStep) -> date | None:
    """The last day for representations on a notice: never less than the code's own time, counted from service.

    None while it has not been served, where it came after the day that it names, or where the terms end before it.
    """
    last, within = step.entry.reply_by, step.rule.reply_within
    if last is None or step.served_on is None:
        return None
    if within is None:
        return last if step.served_on <= last else None
    try:
        return max(last, case.calendar.after(step.served_on, within))
    except BeyondCalendar:  # a day that is not known cannot have passed
        return None


def why_shut(case: Case, rule: StepRule) -> Reason:
    """Why the step is not open now, with every paragraph that could open it, and what would."""
    code = case.code
    openers = rule.opens if rule.must is None else (*rule.opens, *rule.must.when)
    paragraphs = tuple(
        dict.fromkeys(ref for refs in (rule.paragraphs, *(o.paragraphs for o in openers)) for ref in refs)
    )
    name = phrases.lowered(rule.name)
    ways = list(dict.fromkeys(way(code, opener) for opener in openers))
    text = f"{phrases.one(name)} is not open now: {_missing(case, rule)}."
    return Reason(text, paragraphs, f"It opens {phrases.either(ways)}.")


def _missing(case: Case, rule: StepRule) -> str:
    live = [breach for breach in case.breaches.values() if breach.is_live]
    if not live:
        return "no breach stands in this case"
    if not any(breach.counts for breach in live) and not rule.kind.may_follow_allegation:
        return "what happened is alleged and has not been found"
    if rule.measure is not None and any(m.rule.id == rule.id for m in case.measures.values()):
        return "nothing new has happened since the last one, and what was answered once is answered"
    return "what it needs has not happened yet"


def way(code: Code, opener: Opener) -> str:
    """One way in, as the end of a sentence that begins 'It opens'."""
    what = _breaches(code, opener)
    if opener.heard is not None:
        return f"when the representations on the {phrases.step(code, opener.heard)} are in, or their time has passed"
    if opener.after is not None:
        outcomes = phrases.either(outcome.replace("_", " ") for outcome in sorted(opener.outcomes))
        return f"when a {phrases.step(code, opener.after)} has ended '{outcomes}'"
    if opener.since is not None:
        return f"after {what} later than the {phrases.step(code, opener.since)} {_effect(code, opener.since)}"
    if opener.within is not None:
        return f"after {what} within {opener.within}"
    return f"after {what}"


def _breaches(code: Code, opener: Opener) -> str:
    marked = {
        None: "",
        Mark.SERIOUS: " that is serious, with written reasons",
        Mark.SAFEGUARDING: " that is marked safeguarding",
        Mark.DEFAMATORY: " that is marked defamatory",
    }[opener.marked]
    where = ""
    if opener.settings:
        where = f" ({phrases.either(sorted(s.value.replace('_', ' ') for s in opener.settings))})"
    which = ""
    if opener.breaches:
        which = f" of {phrases.either(phrases.lowered(code.breaches[b].name) for b in sorted(opener.breaches))}"
    number = "a breach" if opener.count == 1 else f"{opener.count} breaches"
    return f"{number}{which}{where}{marked}"


def _effect(code: Code, step_id: str) -> str:
    rule = code.steps[step_id]
    if rule.kind in (Kind.MEETING, Kind.MEDIATION):
        return "was attended"
    return "was held" if rule.letter is None else "was served"
