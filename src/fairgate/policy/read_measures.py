"""Measures, from their shape to the engine's rules: how long, who hears, who decides, who looks again."""

from fairgate.engine.code import (
    Competence,
    Contact,
    DecisionRule,
    LapseRule,
    Lasts,
    MeasureRule,
    OutcomeRule,
    Planned,
    Representations,
    ReviewRule,
    Span,
)
from fairgate.engine.words import Decision, Unit
from fairgate.policy import shape
from fairgate.policy.decode import place
from fairgate.policy.located import Steps
from fairgate.policy.names import Names, listed

# stands in for what was missing or unreadable and has been noted, so that reading can go on to the next fault
_NOTED = Span(1, Unit.CALENDAR_DAYS)


def read_measure(names: Names, measure: shape.Measure, path: Steps, refs: tuple[str, ...]) -> MeasureRule | None:
    """The measure as a rule; None, noted in `names`, when a part is missing that law asks for."""
    own = place(path[:-1])
    if measure.lasts is None:
        mend = "Add 'lasts: {first: {...}}' with a default length, or needs: [until] on the step"
        names.wrong(path, f"the measure of {own} has no end", mend, "no-end")
    if measure.representations is None:
        mend = "Add 'representations: {to, heard_by, within}': the person must be heard before it is final"
        names.wrong(path, f"the measure of {own} gives no way to make representations", mend, "no-representations")
    if measure.decision is None:
        also = "" if measure.review else " and no review"
        mend = "Add 'decision:' with the office that decides after hearing the person"
        names.wrong(path, f"the measure of {own} has no decision{also}", mend, "no-review")
    first = _lasts(names, measure.lasts.first, (*path, "lasts", "first"), refs) if measure.lasts else None
    later = measure.lasts.later if measure.lasts else None
    representations = measure.representations
    heard = read_representations(names, representations, (*path, "representations"), refs) if representations else None
    decision = _decision(names, measure.decision, (*path, "decision"), refs) if measure.decision else None
    review = _review(names, measure.review, (*path, "review"), refs) if measure.review else None
    contact = _contact(names, measure.contact, (*path, "contact"), refs) if measure.contact else None
    if first is None or heard is None or decision is None:
        return None
    exceptions = [measure.exceptions] if isinstance(measure.exceptions, str) else measure.exceptions
    return MeasureRule(
        first=first,
        later=_lasts(names, later, (*path, "lasts", "later"), refs) if later else first,
        representations=heard,
        decision=decision,
        review=review,
        contact=contact,
        exceptions=tuple(one if isinstance(one, str) else one.text for one in exceptions),
        occasions=tuple((one.text, one.occasion) for one in exceptions if not isinstance(one, str)),
        suspended_by_representations=measure.suspended_by_representations,
        lapse=_lapse(names, measure.lapse, (*path, "lapse"), refs) if measure.lapse else None,
    )


def read_representations(
    names: Names, right: shape.Representations, path: Steps, refs: tuple[str, ...]
) -> Representations:
    """The right to be heard: on a measure, or on a notice of intention."""
    return Representations(
        to=names.some("office", right.to, (*path, "to"), "Name the office that receives them"),
        heard_by=names.some("office", right.heard_by, (*path, "heard_by"), "Name the office that considers them"),
        paragraphs=names.refs(path, right.paragraph, refs),
        within=names.span(right.within, (*path, "within")),
        letter=names.maybe("letter", right.letter, (*path, "letter")),
    )


def _lasts(names: Names, lasts: shape.Lasts, path: Steps, refs: tuple[str, ...]) -> Lasts:
    if lasts.reasons == "beyond" and lasts.beyond is None:
        mend = "Add 'beyond:' with the length above which reasons are needed, or write 'reasons: always'"
        names.wrong(path, f"{place(path)} asks for reasons beyond a length, and names none", mend, "no-length")
    return Lasts(
        paragraphs=names.refs(path, lasts.paragraph, refs),
        default=names.span(lasts.default, (*path, "default")),
        reasons=lasts.reasons,
        beyond=names.span(lasts.beyond, (*path, "beyond")),
        longest=names.span(lasts.longest, (*path, "longest")),
    )


def _contact(names: Names, contact: shape.Contact, path: Steps, refs: tuple[str, ...]) -> Contact:
    return Contact(
        offices=names.some("office", contact.offices, (*path, "offices"), "Name whom the person may contact"),
        channels=names.some("channel", contact.channels, (*path, "channels"), "Name at least one channel"),
        paragraphs=names.refs(path, contact.paragraph, refs),
        plan=tuple(
            Planned(
                topic=one.topic,
                about=one.about,
                channels=names.some("channel", one.by, (*path, "plan", index, "by"), "Name at least one channel"),
                says=one.says,
            )
            for index, one in enumerate(contact.plan)
        ),
    )


def _lapse(names: Names, lapse: shape.Lapse, path: Steps, refs: tuple[str, ...]) -> LapseRule:
    by = read_by(names, lapse.by, (*path, "by"), refs)
    return LapseRule(by.offices, by.paragraphs, names.one("letter", lapse.letter, (*path, "letter")))


def read_by(names: Names, by: shape.By | str | list[str], path: Steps, refs: tuple[str, ...]) -> Competence:
    """Which offices may act, with their own paragraph or `refs`."""
    mend = "Name at least one office that may do it"
    if isinstance(by, shape.By):
        offices = names.some("office", by.offices, (*path, "offices"), mend)
        return Competence(offices, names.refs(path, by.paragraph, refs))
    return Competence(names.some("office", by, path, mend), refs)


def _decision(names: Names, decision: shape.DecisionOn, path: Steps, refs: tuple[str, ...]) -> DecisionRule:
    own = names.refs(path, decision.paragraph, refs)
    owners = names.some("office", decision.owner, (*path, "owner"), "Name the office that decides")
    return DecisionRule(
        duty=decision.duty,
        name=decision.name,
        owners=owners,
        paragraphs=own,
        opens=decision.opens,
        counted_from=decision.counted_from,
        within=names.span(decision.within, (*path, "within")) or _NOTED,
        outcomes=_outcomes(names, decision.outcomes, (*path, "outcomes"), own, owners),
    )


def _review(names: Names, review: shape.Review, path: Steps, refs: tuple[str, ...]) -> ReviewRule:
    own = names.refs(path, review.paragraph, refs)
    owners = names.some("office", review.owner, (*path, "owner"), "Name the office that reviews")
    if review.due == "every" and review.every is None:
        names.wrong(
            path,
            f"{place(path)} is due every so often, and does not say how often",
            "Add 'every:'",
            "no-length",
        )
    if review.due != "every" and review.every is not None:
        mend = "Write 'due: every', or take it out"
        names.wrong((*path, "every"), f"'every' says nothing beside 'due: {review.due}'", mend, "misplaced")
    return ReviewRule(
        duty=review.duty,
        name=review.name,
        owners=owners,
        paragraphs=own,
        due=review.due,
        every=names.span(review.every, (*path, "every")),
        outcomes=_outcomes(names, review.outcomes, (*path, "outcomes"), own, owners),
        if_missed=review.if_missed,
        outlives=review.outlives,
    )


def _outcomes(
    names: Names,
    outcomes: dict[Decision, shape.Outcome],
    path: Steps,
    refs: tuple[str, ...],
    owners: tuple[str, ...],
) -> tuple[OutcomeRule, ...]:
    if not outcomes:
        names.wrong(path, f"{place(path)} names none", "Name what can be decided, such as 'lift: {}'", "no-outcome")
    rules: list[OutcomeRule] = []
    for decision, outcome in outcomes.items():
        here = (*path, decision.value)
        notice_by = names.many("office", outcome.notice_by, (*here, "notice_by"))
        if outcome.notice is None and (outcome.notice_within or notice_by):
            mend = "Add 'notice:' with the duty's id, or take the rest out"
            names.wrong(here, f"{place(here)} times a notice that it does not name", mend, "misplaced")
        if outcome.notice and not outcome.letter:
            mend = "Add 'letter:': the duty ends when that letter is served"
            names.wrong(here, f"{place(here)} owes a notice that no letter carries", mend, "no-letter")
        rules.append(
            OutcomeRule(
                decision=decision,
                paragraphs=names.refs(here, outcome.paragraph, refs),
                needs=tuple(dict.fromkeys(listed(outcome.needs))),
                letter=names.maybe("letter", outcome.letter, (*here, "letter")),
                notice=outcome.notice,
                notice_owners=(notice_by or owners) if outcome.notice else (),
                notice_within=names.span(outcome.notice_within, (*here, "notice_within")),
            )
        )
    return tuple(rules)
