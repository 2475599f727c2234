"""The steps of a pack, from their shape to the engine's rules: who, when, what it sends, how it ends."""

from fairgate.engine.code import Must, Opener, Representations, StepRule
from fairgate.engine.words import Agency, Field, Kind
from fairgate.policy import shape
from fairgate.policy.decode import place
from fairgate.policy.located import Steps
from fairgate.policy.names import Names, listed
from fairgate.policy.read_measures import read_by, read_measure, read_representations

_TAKES = {
    "breach": (),
    "breach_since": ("step",),
    "outcome": ("step", "outcomes"),
    "strikes": ("count",),
    "heard": ("step",),
}


def read_step(names: Names, pack: shape.Pack, name: str) -> StepRule:
    """The step `name` as a rule; what is wrong in it is noted in `names`."""
    step, path = pack.steps[name], ("steps", name)
    refs = names.refs(path, step.paragraph)
    outcomes = tuple(listed(step.outcomes))
    silence = step.silence
    if silence:
        names.among(silence.reads_as, outcomes, (*path, "silence", "reads_as"), "the step's outcomes")
    if step.kind is not Kind.INTENTION and step.representations:
        here = (*path, "representations")
        mend = "Put them under 'measure:', or make the step's kind 'intention'"
        names.wrong(here, f"{place(here)} belong to a notice of intention or a measure", mend, "misplaced")
    if step.measure and not step.kind.is_measure:
        here = (*path, "measure")
        mend = "Make it a bar, channel_restriction, contact_cap or condition, or take the measure out"
        names.wrong(here, f"{place(here)} is given, but a {step.kind.value} imposes nothing", mend, "misplaced")
    if step.kind.is_measure and not step.measure:
        mend = "Add 'measure:' with lasts, representations and decision"
        what = f"{place(path)} is a {step.kind.value}, but says nothing of its end, of hearing the person or of review"
        names.wrong(path, what, mend, "no-measure")
    agencies = _agencies(names, step, path)
    return StepRule(
        id=name,
        name=step.name,
        kind=step.kind,
        paragraphs=refs,
        by=read_by(names, step.by, (*path, "by"), refs),
        opens=_openers(names, pack, step.opens, (*path, "opens"), refs),
        must=_must(names, pack, step.must, (*path, "must"), refs) if step.must else None,
        needs=needed(step.needs),
        letter=names.maybe("letter", step.letter, (*path, "letter")),
        agencies=agencies,
        cover_note=names.maybe("letter", step.cover_note, (*path, "cover_note")),
        outcomes=outcomes,
        silence=silence.reads_as if silence else None,
        silence_paragraphs=names.refs((*path, "silence"), silence.paragraph, refs) if silence else (),
        reply_within=names.span(step.reply_within, (*path, "reply_within")),
        representations=_intention(names, step, path, refs),
        countersigned_by=names.many("office", step.countersigned_by, (*path, "countersigned_by")),
        measure=read_measure(names, step.measure, (*path, "measure"), refs) if step.measure else None,
    )


def _agencies(names: Names, step: shape.Step, path: Steps) -> tuple[Agency, ...]:
    """The bodies that a referral can go to; a report to a platform goes to the platform."""
    agencies = tuple(dict.fromkeys(listed(step.to)))
    if step.kind is Kind.PLATFORM_REPORT:
        agencies = agencies or (Agency.PLATFORM,)
    elif step.kind is not Kind.REFERRAL and (agencies or step.cover_note):
        here = (*path, "to" if agencies else "cover_note")
        mend = "Take it out, or make the step's kind 'referral'"
        names.wrong(here, f"{place(here)} belongs to a referral; this is a {step.kind.value}", mend, "misplaced")
    if step.cover_note and not agencies:
        mend = "Add 'to:' with the body that the referral goes to, such as police"
        names.wrong(
            (*path, "cover_note"), f"{place(path)} has a cover note, and nobody that it goes to", mend, "nobody"
        )
    return agencies


def needed(fields: Field | list[Field]) -> tuple[Field, ...]:
    """What must be stated, each once."""
    return tuple(dict.fromkeys(listed(fields)))


def _openers(
    names: Names,
    pack: shape.Pack,
    rows: shape.Opener | list[shape.Opener],
    path: Steps,
    refs: tuple[str, ...],
) -> tuple[Opener, ...]:
    if isinstance(rows, shape.Opener):
        return (_opener(names, pack, rows, path, refs),)
    return tuple(_opener(names, pack, row, (*path, index), refs) for index, row in enumerate(rows))


def _opener(names: Names, pack: shape.Pack, row: shape.Opener, path: Steps, refs: tuple[str, ...]) -> Opener:
    """One row: breach and strikes filter and count; breach_since, outcome and heard name a step besides."""
    given = {"step": row.step, "outcomes": row.outcomes, "count": row.count}
    for key, value in given.items():
        if key in _TAKES[row.when] and not value:
            names.wrong(path, f"{place(path)} says 'when: {row.when}' without '{key}'", f"Add '{key}:'", "opener")
        if key not in _TAKES[row.when] and value:
            mend = "Take it out, or choose the 'when' that uses it"
            names.wrong((*path, key), f"'{key}' says nothing beside 'when: {row.when}'", mend, "opener")
    if row.within and row.when != "strikes":
        mend = "Write 'when: strikes' with 'count:', or take it out"
        names.wrong((*path, "within"), f"'within' says nothing beside 'when: {row.when}'", mend, "opener")
    target = pack.steps.get(names.one("step", row.step, (*path, "step"))) if row.step else None
    outcomes = listed(row.outcomes)
    if row.when == "outcome" and target:
        for outcome in outcomes:
            names.among(outcome, listed(target.outcomes), (*path, "outcomes"), f"the outcomes of step '{row.step}'")
    if row.when == "heard" and target and target.kind is not Kind.INTENTION:
        mend = "Name a step of kind intention, on which representations are invited"
        names.wrong((*path, "step"), f"step '{row.step}' is not a notice of intention", mend, "opener")
    return Opener(
        paragraphs=names.refs(path, row.paragraph, refs),
        marked=row.marked,
        settings=frozenset(listed(row.settings)),
        breaches=frozenset(names.many("breach", row.breaches, (*path, "breaches"))),
        since=row.step if row.when == "breach_since" else None,
        after=row.step if row.when == "outcome" else None,
        outcomes=frozenset(outcomes),
        heard=row.step if row.when == "heard" else None,
        count=row.count or 1,
        within=names.span(row.within, (*path, "within")),
    )


def _must(names: Names, pack: shape.Pack, must: shape.Must, path: Steps, refs: tuple[str, ...]) -> Must:
    own = names.refs(path, must.paragraph, refs)
    within = None if must.within == "at once" else must.within
    return Must(
        when=_openers(names, pack, must.when, (*path, "when"), own),
        owners=names.some("office", must.owner, (*path, "owner"), "Name the office that owes it"),
        paragraphs=own,
        within=names.span(within, (*path, "within")),
    )


def _intention(names: Names, step: shape.Step, path: Steps, refs: tuple[str, ...]) -> Representations | None:
    if step.kind is not Kind.INTENTION or step.representations is None:
        return None
    return read_representations(names, step.representations, (*path, "representations"), refs)
