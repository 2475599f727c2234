"""Countersigning: where the code asks it, one person drafts an act, and it takes effect when another signs its text.

Nothing is folded from a draft: until it is signed, nothing has happened. What is signed is everything that the act
says, its dates worked out and what it rests on included, but for the day on which it takes effect: whoever changes a
word has drafted another act, which nobody has signed.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import msgspec

from fairgate.engine import phrases
from fairgate.engine.authority import is_competent, same_person
from fairgate.engine.case import Case
from fairgate.engine.code import StepRule
from fairgate.engine.entry import Countersignature, StepTaken
from fairgate.engine.refusal import Reason, Refused, refuse

Taken = TypeVar("Taken", bound=StepTaken)

_encoder = msgspec.json.Encoder()


def digest(entry: StepTaken) -> str:
    """The SHA-256, hexadecimal, of what an act says and who drafted it: whatever day it takes effect, the same."""
    text = msgspec.structs.replace(entry, ref="", on=date.min, countersigned=None)
    return hashlib.sha256(_encoder.encode(text)).hexdigest()


def countersign(case: Case, rule: StepRule, entry: Taken) -> Taken:
    """The act with what was signed filled in where it is not said, as in a story; or every reason against it."""
    if not rule.countersigned_by:
        if entry.countersigned is not None:
            raise refuse(f"{phrases.one(rule.name)} takes no second signature.", rule.paragraphs, "Leave it out.")
        return entry
    who = phrases.offices(case.code, rule.countersigned_by)
    if entry.countersigned is None:
        raise refuse(
            f"{phrases.one(rule.name)} takes effect only when {who} has countersigned it.",
            rule.paragraphs,
            f"Draft it, and ask {who} to countersign it.",
        )
    reasons = tuple(_against(case, rule, entry, entry.countersigned))
    if reasons:
        raise Refused(*reasons)
    signed = msgspec.structs.replace(entry.countersigned, digest=digest(entry))
    return msgspec.structs.replace(entry, countersigned=signed)


def _against(case: Case, rule: StepRule, entry: StepTaken, signed: Countersignature) -> Iterator[Reason]:
    who = phrases.offices(case.code, rule.countersigned_by)
    if not is_competent(case.code, signed.by.office, rule.countersigned_by):
        office = phrases.office(case.code, signed.by.office)
        yield Reason(
            f"Only {who} may countersign {phrases.a(phrases.lowered(rule.name))}; {office} may not.",
            rule.paragraphs,
            f"Ask {who} to countersign it.",
        )
    if not signed.by.person.strip() or same_person(signed.by.person, entry.by.person):
        yield Reason(
            "Nobody countersigns what they drafted themselves.",
            rule.paragraphs,
            f"Ask another person, {who}, to countersign it.",
        )
    if signed.digest and signed.digest != digest(entry):
        yield Reason(
            "What was signed is not what would be entered: the draft, or what it rests on, has changed since.",
            rule.paragraphs,
            "Look at the draft as it stands now, and sign that.",
        )
