"""Who may act: the offices that the code makes competent, and the independence that the law asks."""

from collections.abc import Collection

from fairgate.engine import phrases
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Code, Competence
from fairgate.engine.entry import Actor
from fairgate.engine.refusal import Reason
from fairgate.engine.words import OfficeKind


def is_competent(code: Code, office: str, offices: tuple[str, ...]) -> bool:
    """Whether an office is one of `offices`, or any office of the code will do."""
    if office in offices:
        return True
    return office in code.offices and any(
        one in code.offices and code.offices[one].kind is OfficeKind.ANYONE for one in offices
    )


def office_for(code: Code, held: Collection[str], competent: tuple[str, ...]) -> str:
    """The office in which somebody who holds `held` acts: the first competent one, else the code's first, else ''."""
    for office in competent:
        if office in held:
            return office
    known = [office for office in code.offices if office in held]
    for office in known:
        if is_competent(code, office, competent):
            return office
    return known[0] if known else ""


def why_not_competent(code: Code, by: Actor, competence: Competence, what: str) -> Reason | None:
    """The reason why the actor's office may not do `what` ('impose a ban'), or None where it may."""
    if is_competent(code, by.office, competence.offices):
        return None
    who = phrases.offices(code, competence.offices)
    return Reason(
        f"Only {who} may {what}; {phrases.office(code, by.office)} may not.",
        competence.paragraphs,
        f"Ask {who} to decide.",
    )


def why_not_independent(case: Case, by: Actor, measure: CaseMeasure, paragraphs: tuple[str, ...]) -> Reason | None:
    """The reason why a person may not look again at a measure that they made themselves (law.md 18, I16)."""
    if same_person(by.person, measure.entry.by.person):
        return Reason(
            f"The same person imposed this {phrases.lowered(measure.rule.name)} on {phrases.day(measure.since)}: "
            "nobody reviews a measure that they made themselves.",
            paragraphs,
            "Ask another holder of the office to decide.",
        )
    return None


def same_person(one: str, other: str) -> bool:
    """Whether two identifications name the same human being; case and spacing do not count."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
