"""Whether every step can be reached, taken by somebody, and left again (law.md I2, I7, I9, I11)."""

from fairgate.engine.code import Code, Opener, StepRule
from fairgate.engine.words import Field, Kind, Mark, OfficeKind
from fairgate.policy.located import Steps
from fairgate.policy.notes import Notes

_URGENT = (Mark.SERIOUS, Mark.SAFEGUARDING)
_WRITTEN = (Kind.WARNING, Kind.INTENTION)


def check_steps(notes: Notes) -> None:
    """Steps that nothing opens, that cannot be reached or left, duties nobody can do, and skips without a reason."""
    reached = _reached(notes.code)
    for step in notes.code.steps.values():
        path: Steps = ("steps", step.id)
        if not step.opens and not step.must:
            what = f"nothing opens step '{step.id}'"
            mend = "Add 'opens:' with what it follows from, such as {when: breach}, or take the step out"
            notes.error("nothing-opens", path, what, mend, step.paragraphs)
        elif step.id not in reached:
            _unreached(notes, step, reached)
        _openers(notes, step)
        _way_out(notes, step, path)
        _duty(notes, step, reached)
        _countersigned(notes, step)
        if step.kind is Kind.BAR:
            _skips(notes, step)


def _reached(code: Code) -> set[str]:
    """The steps that some story can come to: what they wait for can happen."""
    reached: set[str] = set()
    while True:
        found = {step.id for step in code.steps.values() if any(_can_hold(code, row, reached) for row in _rows(step))}
        if found == reached:
            return reached
        reached = found


def _rows(step: StepRule) -> tuple[Opener, ...]:
    return (*step.opens, *(step.must.when if step.must else ()))


def _can_hold(code: Code, opener: Opener, reached: set[str]) -> bool:
    waits_for = {opener.since, opener.after, opener.heard} - {None}
    return waits_for <= reached and _can_match(code, opener)


def _can_match(code: Code, opener: Opener) -> bool:
    """Whether some breach can happen in the settings that the opener asks for."""
    if not opener.settings:
        return True
    asked = opener.breaches or frozenset(code.breaches)
    return any(code.breaches[name].setting.covers & opener.settings for name in asked)


def _unreached(notes: Notes, step: StepRule, reached: set[str]) -> None:
    rows = _rows(step)
    waits = sorted({name for row in rows for name in (row.since, row.after, row.heard) if name} - reached)
    why = f"it waits for {' and '.join(repr(name) for name in waits)}, which cannot happen before it"
    if not waits:
        why = "no breach of the code can happen in the settings that it asks for"
    mend = "Open it, or what it waits for, from a breach or from a step that can happen first"
    what = f"step '{step.id}' can never be opened: {why}"
    notes.error("unreachable", ("steps", step.id, "opens"), what, mend, step.paragraphs)


def _openers(notes: Notes, step: StepRule) -> None:
    for index, row in enumerate(step.opens):
        path: Steps = ("steps", step.id, "opens", index)
        after = notes.code.steps[row.since] if row.since else None
        if after and after.kind in _WRITTEN and not after.letter:
            what = (
                f"step '{step.id}' waits until '{after.id}' took effect, but that sends no letter that could be served"
            )
            mend = f"Add 'letter:' to step '{after.id}'"
            notes.error("no-effect", path, what, mend, row.paragraphs)


def _way_out(notes: Notes, step: StepRule, path: Steps) -> None:
    if step.kind is not Kind.INTENTION:
        return
    if step.representations is None:
        what = f"step '{step.id}' gives notice of an intention, and no way to answer it"
        mend = "Add 'representations: {to, heard_by, within}': the person must be heard before it is done"
        notes.error("no-representations", path, what, mend, step.paragraphs)
    elif not step.reply_within and not step.representations.within and Field.REPLY_BY not in step.needs:
        what = f"step '{step.id}' sets no time for an answer, so silence would hold the case for ever"
        notes.error("no-way-out", path, what, "Add 'reply_within:', such as 10 school days", step.paragraphs)
    if not step.letter:
        what = f"step '{step.id}' gives notice of an intention, and sends no letter"
        notes.error("no-letter", path, what, "Add 'letter:': such notice is given in writing", step.paragraphs)


def _duty(notes: Notes, step: StepRule, reached: set[str]) -> None:
    if not step.must:
        return
    path: Steps = ("steps", step.id, "must")
    if not any(_can_hold(notes.code, row, reached) for row in step.must.when):
        what = f"the duty '{step.id}' can never arise"
        mend = "Open it from a breach, or from a step that can happen"
        notes.error("unreachable", (*path, "when"), what, mend, step.must.paragraphs)
    unable = [owner for owner in step.must.owners if not may_act(notes.code, owner, step.by.offices)]
    if len(unable) == len(step.must.owners):
        names = " or ".join(f"'{name}'" for name in unable)
        what = f"the duty '{step.id}' falls on {names}, who may not take the step"
        mend = f"Add {names} to 'by:' of the step, or name an owner who may take it"
        notes.error("no-way-out", (*path, "owner"), what, mend, (*step.must.paragraphs, *step.by.paragraphs))
    elif unable:
        names = " and ".join(f"'{name}'" for name in unable)
        what = f"the duty '{step.id}' falls on {names} too, who may not take the step"
        notes.warning("owner", (*path, "owner"), what, "Add them to 'by:' of the step", step.must.paragraphs)


def _countersigned(notes: Notes, step: StepRule) -> None:
    """Whoever countersigns has imposed it too, and so never decides about it: somebody must be left who can."""
    path: Steps = ("steps", step.id, "countersigned_by")
    for office in step.countersigned_by:
        if notes.code.offices[office].kind is OfficeKind.BODY:
            what = f"step '{step.id}' is countersigned by '{office}', which is a body"
            mend = "Name an office that a person holds: a signature is one person's"
            notes.error("countersigned", path, what, mend, step.paragraphs)
    deciders = step.measure.decision.owners if step.measure else ()
    if step.countersigned_by and deciders and set(deciders) <= set(step.countersigned_by):
        what = f"every office that decides about step '{step.id}' countersigns it, and so has imposed it itself"
        mend = "Let another office countersign it, or another decide about it"
        notes.error("countersigned", path, what, mend, step.measure.decision.paragraphs if step.measure else ())


def may_act(code: Code, office: str, by: tuple[str, ...]) -> bool:
    """Whether an office is among `by`, an office of kind 'anyone' standing for all."""
    return office in by or any(code.offices[name].kind is OfficeKind.ANYONE for name in by)


def _skips(notes: Notes, step: StepRule) -> None:
    """A bar on a breach alone leaves out every earlier step: only seriousness can carry that (law.md I7)."""
    for index, row in enumerate(step.opens):
        follows = row.since or row.after or row.heard or row.count > 1
        if not follows and row.marked not in _URGENT:
            what = f"step '{step.id}' bars on any breach, with no step before it: a skip without seriousness"
            mend = "Add 'marked: serious', so that written reasons are asked for, or name the step that comes first"
            notes.error("skip", ("steps", step.id, "opens", index), what, mend, row.paragraphs)
