"""Independence: nobody finds, imposes, decides or reviews where they had a part (law.md 18, I16; docs/decisions/0005).

What a case needs to be looked at for is the same whoever asks: the engine knows what its ledger tells, the records know
more (`records/independence.py`). A conversation, a meeting, a referral and a request to take a post down are open to
anybody whom the code lets act: they decide nothing.
"""

import re
from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from fairgate.engine import phrases
from fairgate.engine.account import accounts_of
from fairgate.engine.acts.account import Part
from fairgate.engine.acts.body import WHY
from fairgate.engine.acts.decision_review import outcome_rules
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.taking import VERBS
from fairgate.engine.authority import TOLD, Tie, conflicts, same_person
from fairgate.engine.case import Case, CaseBreach, CaseMeasure
from fairgate.engine.code import Competence
from fairgate.engine.entry import Actor, Entry, MeasureDecided, MeasureImposed, StepTaken
from fairgate.engine.openings import opened_by
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Interest, Kind, OfficeKind

_OF_PART = {
    Part.AFFECTED.value: Interest.AFFECTED,
    Part.WITNESS.value: Interest.WITNESS,
    Part.REPORTER.value: Interest.REPORTED,
}
_BETWEEN_NAMES = re.compile(r"[,;\n]|\band\b")


class Matter(Struct, frozen=True):
    """What an act is about: the breaches, the measure that is looked at `again`, who may, and `what` they would do."""

    breaches: tuple[CaseBreach, ...]
    may: Competence
    what: str
    measure: CaseMeasure | None = None
    signs: bool = False  # it is countersigned, in which nobody stands in for anybody

    @property
    def again(self) -> bool:
        """Whether something that was imposed is looked at by somebody else."""
        return self.measure is not None


def matter_of(case: Case, entry: Entry) -> Matter | None:
    """What an entry that the code allows is about; None where it decides nothing, or a body does in its meeting."""
    office = case.code.offices.get(entry.by.office)
    if office is not None and office.kind is OfficeKind.BODY:
        return None  # who of its members takes part is asked with the meeting (acts/body.py)
    if isinstance(entry, BreachFound):
        return Matter((case.breaches[entry.of],), case.code.findings, "find that it happened")
    if isinstance(entry, MeasureDecided):
        return _decision(case, entry)
    if not isinstance(entry, StepTaken):
        return None
    rule = case.code.steps[entry.step]
    if not (rule.kind.is_measure or rule.kind in (Kind.WARNING, Kind.INTENTION)):
        return None
    if isinstance(entry, MeasureImposed) and entry.rests_on:
        breaches = tuple(case.breaches[ref] for ref in entry.rests_on)
    else:
        breaches = tuple(dict.fromkeys(breach for _, opening in opened_by(case, rule) for breach in opening))
    return Matter(breaches, rule.by, f"{VERBS[rule.kind]} {phrases.a(phrases.lowered(rule.name))}")


def _decision(case: Case, entry: MeasureDecided) -> Matter:
    measure = case.measures[entry.of]
    rules = outcome_rules(measure, entry.decision)
    offices = tuple(dict.fromkeys(owner for owners, _, _ in rules for owner in owners))
    paragraphs = tuple(dict.fromkeys(ref for _, refs, _ in rules for ref in refs))
    what = f"{entry.decision} this {phrases.lowered(measure.rule.name)}"
    return Matter(measure.rests_on, Competence(offices, paragraphs), what, measure)


def ties_of(case: Case, matter: Matter) -> Iterator[Tie]:
    """What the ledger itself tells: who imposed a measure; who reported, saw and was touched by each breach.

    Who reported it is known of a breach that was taken from a report; of any other only who wrote it down.
    """
    if matter.measure is not None:
        yield from (Tie(maker, Interest.MADE) for maker in matter.measure.makers)
    for breach in matter.breaches:
        if breach.incident:
            yield Tie(breach.reported_by, Interest.REPORTED, breach.ref)
        for text, why in ((breach.affected, Interest.AFFECTED), (breach.witnesses, Interest.WITNESS)):
            yield from (Tie(name, why, breach.ref) for name in names_in(text))
        for account in accounts_of(case.accounts, breach):
            if account.part in _OF_PART and account.teller.strip():
                yield Tie(account.teller, _OF_PART[account.part], breach.ref)


def acting_in(case: Case, entry: Entry, matter: Matter) -> Iterator[tuple[Actor, Matter]]:
    """Everybody whose act an entry is, with what each would do: who made it, and who countersigned it."""
    yield entry.by, matter
    if isinstance(entry, StepTaken) and entry.countersigned is not None:
        rule = case.code.steps[entry.step]
        may = Competence(rule.countersigned_by, rule.paragraphs)
        what = f"countersign {phrases.a(phrases.lowered(rule.name))}"
        yield entry.countersigned.by, replace(matter, may=may, what=what, signs=True)


def names_in(text: str) -> list[str]:
    """The names of a list as people write it: with commas, on lines of their own, with 'and' between."""
    return [name for part in _BETWEEN_NAMES.split(text) if (name := " ".join(part.split()))]


def why_conflicted(case: Case, by: Actor, matter: Matter, ties: Collection[Tie]) -> Reason | None:
    """The reason why this person may not act in this matter, and who may; None where nothing stands against it."""
    own_word = [b.ref for b in matter.breaches if b.found_by is None or same_person(b.found_by.person, by.person)]
    against = conflicts(by.person, ties, again=matter.again, own_word=own_word)
    if not against:
        return None
    code, why = case.code, against[0]
    alone = not matter.again and all(one in TOLD for one in against)
    text = f"Whoever would {matter.what} {WHY[why]}: nobody decides about what they had a part in themselves."
    if alone:
        text = (
            f"Whoever would {matter.what} is the only one who has told of it: nobody decides on their own word alone."
        )
    stands_in = None if matter.signs else code.substitutes.get(by.office)
    others = tuple(one for one in matter.may.offices if one != by.office)
    paragraphs = matter.may.paragraphs
    do = f"{phrases.offices(code, others)} to do it" if others else ""
    if stands_in is not None:
        paragraphs = tuple(dict.fromkeys((*paragraphs, *stands_in.paragraphs)))
        place = f"{phrases.offices(code, stands_in.offices)} to act in place of {phrases.office(code, by.office)}"
        do = f"{do}, or {place}" if do else place
    change = f"Ask {do or f'another holder of the office of {phrases.office(code, by.office)} to do it'}."
    if alone:
        change += " Or take the account of somebody else who saw or heard it."
    return Reason(text, paragraphs, change)
