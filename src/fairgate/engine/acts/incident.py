"""Recording an incident: conduct put under paragraphs of the code, alleged or found."""

from datetime import date, time

import msgspec

from fairgate.engine import phrases
from fairgate.engine.case import Case, CaseBreach
from fairgate.engine.code import Code
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import Reason, Refused, refuse
from fairgate.engine.words import BreachSetting, Mark, Setting


class BreachRecorded(Entry, frozen=True, kw_only=True, tag="breach_recorded"):
    """Conduct was recorded under paragraphs of the code; `alleged` until an office finds that it happened.

    `happened_on` is the day of the incident where it was not the day of the entry; `happened_at` its time of day, as
    it was told. `serious` holds the written reasons that make it serious. `made_to` names the protected body or route
    that words were addressed to, if one. `answers` are (prompt, answer) for each question that the breach prompted.
    `incident` is the reference of the report that it was accepted from, and `reported_by` whoever made that, where it
    was not who accepts it: named as an `Actor`'s person is. `behalf_of` is the name of whoever told it, where somebody
    else only wrote it down.
    """

    clauses: tuple[str, ...]
    setting: Setting | None = None
    happened_on: date | None = None
    happened_at: time | None = None
    serious: str = ""
    safeguarding: bool = False
    defamatory: bool = False
    alleged: bool = False
    text: str = ""
    place: str = ""
    witnesses: str = ""
    affected: str = ""
    made_to: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    edition: str = ""
    incident: str = ""
    reported_by: str = ""
    behalf_of: str = ""

    @property
    def happened(self) -> date:
        """The day of the incident."""
        return self.happened_on or self.on


def record_incident(case: Case, proposed: BreachRecorded) -> BreachRecorded:
    """The incident as it may stand in the ledger.

    Refuses conduct that the paragraph does not reach where it happened, or that it names so broadly that it must be
    described and is not; what is protected (law.md 47); and an incident before the code was in force (I28).
    """
    code = case.code
    if not proposed.clauses:
        raise refuse("No paragraph of the code was named.", (), "Choose the paragraph that covers what happened.")
    unknown = [clause for clause in proposed.clauses if clause not in code.breaches]
    if unknown:
        raise refuse(
            f"The code has no breach called {phrases.either(repr(one) for one in unknown)}.",
            (),
            f"It has: {', '.join(code.breaches)}.",
        )
    if proposed.made_to:
        raise _protected(code, proposed)
    if proposed.happened > proposed.on:
        raise refuse(
            f"The incident is dated {phrases.day(proposed.happened)}, after the day of the record.",
            (),
            "Give the day on which it happened.",
        )
    if proposed.happened < code.in_force_from:
        raise refuse(
            f"This edition of the code came into force on {phrases.day(code.in_force_from)}; "
            f"conduct on {phrases.day(proposed.happened)} is not judged by it.",
            (),
            "Use the edition that was in force on that day.",
        )
    setting = proposed.setting or _usual_setting(code, proposed)
    reasons = [
        _out_of_reach(code, clause, setting)
        for clause in proposed.clauses
        if setting not in code.breaches[clause].setting.covers
    ]
    reasons += _undescribed(code, proposed)
    if reasons:
        raise Refused(*reasons)
    return msgspec.structs.replace(proposed, setting=setting, edition=code.edition)


def _usual_setting(code: Code, proposed: BreachRecorded) -> Setting:
    usual = code.breaches[proposed.clauses[0]].setting
    return Setting.PREMISES if usual is BreachSetting.ANY else Setting(usual.value)


def _out_of_reach(code: Code, clause: str, setting: Setting) -> Reason:
    breach = code.breaches[clause]
    protected: tuple[str, ...] = ()
    if any(prompt.value == "lawful_criticism" for prompt in breach.prompts):
        protected = tuple(ref for one in code.protected for ref in one.paragraphs)
    where = phrases.either(sorted(one.value.replace("_", " ") for one in breach.setting.covers))
    return Reason(
        f"“{breach.name}” is a breach only where the setting is {where}; this was {setting.value.replace('_', ' ')}.",
        tuple(dict.fromkeys((*breach.paragraphs, *protected))),
        "Choose the paragraph that covers where it happened, or note the incident without a breach.",
    )


def _undescribed(code: Code, proposed: BreachRecorded) -> list[Reason]:
    """Why what was done must be told: the names of some breaches fit almost anything."""
    if proposed.text.strip():
        return []
    return [
        Reason(
            f"“{breach.name}” says too little by itself: what was done must be described.",
            breach.paragraphs,
            "Write what happened, in the words of whoever saw it.",
        )
        for breach in (code.breaches[clause] for clause in proposed.clauses)
        if breach.needs_description
    ]


def _protected(code: Code, proposed: BreachRecorded) -> Refused:
    known = {one.id: one for one in code.protected}
    one = known.get(proposed.made_to)
    name = one.name if one else phrases.upper(proposed.made_to.replace("_", " "))
    return refuse(
        f"{name} is protected: it is never a breach of the code, whatever was said.",
        one.paragraphs if one else tuple(ref for p in code.protected for ref in p.paragraphs),
        "Record only conduct apart from it, if there was any.",
    )


def apply(case: Case, entry: BreachRecorded) -> None:
    """Fold the incident in, with the marks that people and the code itself give it."""
    marks = set()
    if entry.serious:
        marks.add(Mark.SERIOUS)
    if entry.safeguarding:
        marks.add(Mark.SAFEGUARDING)
    if entry.defamatory:
        marks.add(Mark.DEFAMATORY)
    for clause in entry.clauses:
        breach = case.code.breaches[clause]
        marks |= breach.marks
        if entry.setting in breach.serious_in:
            marks.add(Mark.SERIOUS)
    case.breaches[entry.ref] = CaseBreach(
        entry.ref,
        case.seq,
        entry.on,
        entry.by,
        entry.happened,
        entry.clauses,
        entry.setting,
        frozenset(marks),
        entry.alleged,
        entry.incident,
        entry.reported_by,
        entry.behalf_of,
        entry.affected,
        entry.witnesses,
    )
