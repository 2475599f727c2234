"""Whether every measure ends, is heard and looked at again by somebody else (law.md I2, I3, I4, I5, I10)."""

from fairgate.engine.code import Lasts, MeasureRule, Span, StepRule
from fairgate.engine.words import Decision, Field, Kind, Topic
from fairgate.policy.check_steps import may_act
from fairgate.policy.located import Steps
from fairgate.policy.notes import Notes

_WAYS_OUT = {Decision.LIFT, Decision.END}


def check_measures(notes: Notes) -> None:
    """Measures without an end, a letter or a way out, judges in their own cause, and rules that clash."""
    for step in notes.code.steps.values():
        if step.measure:
            _ends(notes, step, step.measure)
            _own_judge(notes, step, step.measure)
            _way_out(notes, step, step.measure)
            _falls_due(notes, step, step.measure)
            _lengths(notes, step, step.measure)
            _contact_plan(notes, step, step.measure)
    _duties(notes)


def _ends(notes: Notes, step: StepRule, measure: MeasureRule) -> None:
    path: Steps = ("steps", step.id, "measure", "lasts")
    if measure.first.default is None and Field.UNTIL not in step.needs:
        what = f"the measure of step '{step.id}' has no end: no default length, and no last day is asked for"
        mend = "Add 'default:' under 'first:', or 'needs: [until]' to the step"
        notes.error("no-end", path, what, mend, measure.first.paragraphs)
    if not step.letter:
        what = f"the measure of step '{step.id}' is imposed without a letter"
        mend = "Add 'letter:': a measure says in writing its reasons, its end, and how to make representations"
        notes.error("no-letter", ("steps", step.id), what, mend, step.paragraphs)


def _contact_plan(notes: Notes, step: StepRule, measure: MeasureRule) -> None:
    """A limit on contact says how each thing is still reached; its letter is refused without (law.md I25)."""
    if step.kind not in (Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP):
        return
    planned = {one.topic for one in measure.contact.plan} if measure.contact else set[Topic]()
    missing = [topic.value for topic in Topic if topic not in planned]
    if missing:
        what = f"step '{step.id}' limits contact, and its plan does not say how these are reached: {', '.join(missing)}"
        mend = "Add each under 'contact: plan:', with 'topic:', 'about:' and 'by:'"
        notes.error("no-contact-plan", ("steps", step.id, "measure"), what, mend, step.paragraphs)


def _own_judge(notes: Notes, step: StepRule, measure: MeasureRule) -> None:
    """No office both makes and finally reviews a measure."""
    base: Steps = ("steps", step.id, "measure")
    heard = measure.representations
    roles = [
        ("hears representations about", heard.heard_by, heard.paragraphs, (*base, "representations", "heard_by")),
        ("decides on", measure.decision.owners, measure.decision.paragraphs, (*base, "decision", "owner")),
    ]
    if measure.review:
        roles.append(("reviews", measure.review.owners, measure.review.paragraphs, (*base, "review", "owner")))
    for does, offices, paragraphs, path in roles:
        for office in offices:
            if may_act(notes.code, office, step.by.offices):
                what = f"the office '{office}' both takes step '{step.id}' and {does} it"
                mend = "Name another office for one of the two: nobody judges what they did themselves"
                notes.error("own-judge", path, what, mend, (*step.by.paragraphs, *paragraphs))


def _way_out(notes: Notes, step: StepRule, measure: MeasureRule) -> None:
    rules = [("decision", measure.decision.outcomes, measure.decision.paragraphs)]
    if measure.review:
        rules.append(("review", measure.review.outcomes, measure.review.paragraphs))
    for key, outcomes, paragraphs in rules:
        if not _WAYS_OUT & {rule.decision for rule in outcomes}:
            what = f"the {key} on step '{step.id}' can neither lift nor end it: a state with no way out"
            mend = "Add 'lift:' or 'end:' to its outcomes"
            notes.error("no-way-out", ("steps", step.id, "measure", key, "outcomes"), what, mend, paragraphs)


def _falls_due(notes: Notes, step: StepRule, measure: MeasureRule) -> None:
    """Duties that would never fall due, whatever happened."""
    decision, review, base = measure.decision, measure.review, ("steps", step.id, "measure")
    if decision.counted_from == "window" and measure.representations.within is None:
        what = f"'{decision.duty}' is counted from the end of the time for representations, and no such time is set"
        mend = "Add 'within:' to the representations, or write 'counted_from: representations'"
        notes.error("never-due", (*base, "decision", "counted_from"), what, mend, decision.paragraphs)
    if decision.opens == "imposed" and decision.counted_from == "representations":
        what = (
            f"'{decision.duty}' is owed for every measure, but would never fall due when nobody makes representations"
        )
        mend = "Write 'counted_from: window', or 'opens: representations'"
        notes.error("never-due", (*base, "decision", "counted_from"), what, mend, decision.paragraphs)
    if review and review.due == "review_on":
        goes_on = [rule for rule in decision.outcomes if rule.decision not in _WAYS_OUT]
        named = decision.opens == "imposed" and all(Field.REVIEW_ON in rule.needs for rule in goes_on)
        if not named and Field.REVIEW_ON not in step.needs:
            what = f"'{review.duty}' is due on the date of review, and nothing makes sure that one is named"
            mend = "Add review_on to 'needs:' of the step, or of each outcome that lets the measure stand"
            notes.error("never-due", (*base, "review", "due"), what, mend, review.paragraphs)


def _lengths(notes: Notes, step: StepRule, measure: MeasureRule) -> None:
    """Lengths that clash, where they can be compared."""
    rules = [("first", measure.first)] + ([("later", measure.later)] if measure.later != measure.first else [])
    for key, lasts in rules:
        path: Steps = ("steps", step.id, "measure", "lasts", key)
        for name, value in (("default", lasts.default), ("beyond", lasts.beyond)):
            if value and lasts.longest and _longer(value, lasts.longest):
                what = f"'{name}' ({value}) of step '{step.id}' clashes with its 'longest' ({lasts.longest})"
                notes.error("clash", path, what, "Correct one of the two", lasts.paragraphs)
        if lasts.reasons != "beyond" and lasts.beyond:
            what = f"'beyond' of step '{step.id}' clashes with 'reasons: {lasts.reasons}'"
            notes.error("clash", path, what, "Write 'reasons: beyond', or take 'beyond' out", lasts.paragraphs)
        if _is_free(lasts):
            what = f"step '{step.id}' sets no longest time, and asks for no reasons"
            mend = "Add 'longest:', or 'reasons:', so that a long measure is explained"
            notes.warning("unlimited", path, what, mend, lasts.paragraphs)


def _is_free(lasts: Lasts) -> bool:
    return lasts.longest is None and lasts.reasons == "never"


def _longer(one: Span, other: Span) -> bool:
    return one.unit is other.unit and one.amount > other.amount


def _duties(notes: Notes) -> None:
    """One duty's id, owed by different offices in different places, would be one duty with two owners."""
    seen: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {}
    for step in notes.code.steps.values():
        owed: list[tuple[str, tuple[str, ...], tuple[str, ...], str]] = []
        if step.must:
            owed.append((step.id, step.must.owners, step.must.paragraphs, "must"))
        if step.measure:
            decision, review = step.measure.decision, step.measure.review
            owed.append((decision.duty, decision.owners, decision.paragraphs, "measure"))
            if review:
                owed.append((review.duty, review.owners, review.paragraphs, "measure"))
            rules = (*decision.outcomes, *(review.outcomes if review else ()))
            owed += [(rule.notice, rule.notice_owners, rule.paragraphs, "measure") for rule in rules if rule.notice]
        for duty, owners, paragraphs, key in owed:
            where, first, cited = seen.setdefault(duty, (step.id, owners, paragraphs))
            if set(first) != set(owners):
                what = f"the duty '{duty}' of step '{step.id}' clashes with that of step '{where}': their owners differ"
                mend = "Give one of them another id, or name the same owners"
                notes.error("clash", ("steps", step.id, key), what, mend, (*cited, *paragraphs))
