"""Who may act: the offices that the code makes competent, and the independence that the law asks."""

from collections.abc import Collection

from msgspec import Struct

from fairgate.engine import phrases
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Code, Competence
from fairgate.engine.entry import Actor
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Interest, OfficeKind


def is_competent(code: Code, office: str, offices: tuple[str, ...]) -> bool:
    """Whether an office is one of `offices`, or any office of the code will do."""
    if office in offices:
        return True
    return office in code.offices and any(
        one in code.offices and code.offices[one].kind is OfficeKind.ANYONE for one in offices
    )


def in_place_of(code: Code, office: str, offices: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `offices` for which an office stands in, where they cannot act."""
    return tuple(one for one in offices if one in code.substitutes and office in code.substitutes[one].offices)


def with_substitutes(code: Code, offices: Collection[str]) -> tuple[str, ...]:
    """The offices, then those that stand in for one of them, each once."""
    places = (code.substitutes[one].offices for one in offices if one in code.substitutes)
    return tuple(dict.fromkeys((*offices, *(office for offices in places for office in offices))))


def office_for(code: Code, held: Collection[str], competent: tuple[str, ...]) -> str:
    """The office in which somebody who holds `held` acts: the first competent one, else one that stands in for it.

    Where there is neither, the first of theirs that the code knows, else ''. Whoever sits on a body acts in what else
    they hold, if they hold anything else.
    """
    held = by_themselves(code, held) or held
    for office in competent:
        if office in held:
            return office
    known = [office for office in code.offices if office in held]
    for office in known:
        if is_competent(code, office, competent):
            return office
    # A body stands in by its meeting, never by whoever sits on it.
    standing_in = [
        office
        for office in known
        if code.offices[office].kind is not OfficeKind.BODY and in_place_of(code, office, competent)
    ]
    return next(iter((*standing_in, *known)), "")


def by_themselves(code: Code, held: Collection[str]) -> frozenset[str]:
    """Of the offices that somebody holds, those in which they act by themselves: a body acts in its meeting."""
    return frozenset(one for one in held if one not in code.offices or code.offices[one].kind is not OfficeKind.BODY)


def why_not_competent(code: Code, by: Actor, competence: Competence, what: str, instead: str = "") -> Reason | None:
    """The reason why the actor's office may not do `what` ('impose a ban'), or None where it may.

    An office that stands in for a competent one may with `instead`, the written reason why that one does not act.
    """
    if is_competent(code, by.office, competence.offices):
        return None
    places = in_place_of(code, by.office, competence.offices)
    if places and instead.strip():
        return None
    if places:
        them = phrases.offices(code, places)
        refs = (*competence.paragraphs, *(ref for one in places for ref in code.substitutes[one].paragraphs))
        return Reason(
            f"{phrases.upper(phrases.office(code, by.office))} may {what} only in place of {them}, and says why.",
            tuple(dict.fromkeys(refs)),
            f"Write why it is not decided by {them}.",
        )
    who = phrases.offices(code, competence.offices)
    return Reason(
        f"Only {who} may {what}; {phrases.office(code, by.office)} may not.",
        competence.paragraphs,
        f"Ask {who} to decide.",
    )


def why_not_independent(case: Case, by: Actor, measure: CaseMeasure, paragraphs: tuple[str, ...]) -> Reason | None:
    """The reason why a person may not look again at a measure that they made themselves (law.md 18, I16)."""
    if any(same_person(by.person, maker) for maker in measure.makers):
        return Reason(
            f"The same person imposed this {phrases.lowered(measure.rule.name)} on {phrases.day(measure.since)}: "
            "nobody reviews a measure that they made themselves.",
            paragraphs,
            "Ask another holder of the office to decide.",
        )
    return None


class Tie(Struct, frozen=True, gc=False):
    """What somebody is to the breach `of`; to the whole case where that is empty.

    `person` is identified as an `Actor`'s is, or is a name as somebody wrote it: then it is nobody who acts.
    """

    person: str
    why: Interest
    of: str = ""


TOLD = (Interest.REPORTED, Interest.WITNESS)
"""What somebody is who tells of a breach, and is neither touched by it nor near to the person."""


_WEIGHTIEST_FIRST = (
    Interest.MADE,
    Interest.AFFECTED,
    Interest.RELATIVE,
    Interest.DECLARED,
    Interest.WITNESS,
    Interest.REPORTED,
)


def conflicts(
    person: str, ties: Collection[Tie], *, again: bool, own_word: Collection[str] = ()
) -> tuple[Interest, ...]:
    """What stands against a person who would act on a matter, the weightiest first; () where nothing does (law.md 18).

    Whoever was touched by it, or is near to the person, acts in none. To look `again` at what was decided is for
    somebody who had no part at all: who imposed it, reported or saw what it rests on, does not. To decide first is
    open to who reported or saw it, unless it would rest on their word alone: of a breach in `own_word` that nobody
    else has told of.
    """
    mine = [tie for tie in ties if same_person(tie.person, person)]
    against = {tie.why for tie in mine if again or tie.why not in TOLD}
    for ref in () if again else own_word:
        if all(same_person(tie.person, person) for tie in ties if tie.of == ref):
            against |= {tie.why for tie in mine if tie.of == ref}
    return tuple(why for why in _WEIGHTIEST_FIRST if why in against)


def same_person(one: str, other: str) -> bool:
    """Whether two identifications name the same human being; case and spacing do not count."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
