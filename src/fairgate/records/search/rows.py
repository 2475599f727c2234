"""What of an entry can be found, and by whom: its text, and whether it is kept to those who read safeguarding."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.code import Code
from fairgate.engine.entries import decode_many
from fairgate.engine.entry import Entry, StepTaken, Weighing
from fairgate.engine.words import Kind, Mark
from fairgate.policy.pack import edition_on, editions
from fairgate.records.search.words import apart, split, stems

FREE = frozenset(
    {"text", "reasons", "place", "witnesses", "serious", "conditions", "arrangements", "exceptions"}
    | {"affected", "teller", "taken_by", "where", "mediator", "to", "reference", "address", "answers"}
    | {"behalf_of", "instead", "weighing", "terms"}
)
"""The fields in which somebody writes in their own words, and which a case's page shows."""

_TICKED = frozenset({"yes", "no", "unsure"})
_PREFIXES = frozenset({"o", "mc", "mac"})


def words_of_names(*names: str) -> str:
    """The words of a person's names, each as it is; O Brien and Mc Donald also as one word, O'Brien also as two."""
    text = " ".join(names)
    words = split(text)
    joined = (one + other for one, other in pairwise(words) if one in _PREFIXES)
    return " ".join(dict.fromkeys((*words, *joined, *split(apart(text)))))


def words_of_entry(entry: Entry) -> str:
    """The words of what somebody wrote in the entry, without their endings."""
    told = (getattr(entry, field) for field in msgspec.structs.asdict(entry) if field in FREE)
    return " ".join(word for value in told for part in _strings(value) for word in stems(part))


def _strings(value: str | tuple[str, ...] | tuple[tuple[str, str], ...] | Weighing | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    if isinstance(value, Weighing):
        yield from msgspec.structs.astuple(value)
        return
    for one in value or ():
        text = one if isinstance(one, str) else one[-1]  # an answer comes with the question's id before it
        if text not in _TICKED:
            yield text


def words_of_ledger(pack: str, payloads: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Of each entry of a whole ledger, in its order: its words, and whether it is restricted."""
    entries = decode_many(payloads)
    code = code_for(pack, entries)
    restricted: set[str] = set()
    for entry in entries:
        if is_restricted(code, entry, restricted):
            restricted |= called(entry)
        yield words_of_entry(entry), entry.ref in restricted


def code_for(pack: str, entries: Iterable[Entry]) -> Code | None:
    """The code by which the newest of the entries was made; None where there is no such pack."""
    last = max((entry.on for entry in entries), default=None)
    return edition_on(pack, last).code if last and editions(pack) else None


def called(entry: Entry) -> set[str]:
    """By what a later entry refers to this one: its own reference, and that of the incident it was recorded from."""
    return {entry.ref, getattr(entry, "incident", "")} - {""}


def is_restricted(code: Code | None, entry: Entry, restricted: Collection[str]) -> bool:
    """Whether what the entry says is marked safeguarding, by itself or by what it is about.

    `restricted` is what those before it in the case are called that are.
    """
    if isinstance(entry, BreachRecorded) and (entry.safeguarding or _is_marked(code, entry.clauses)):
        return True
    if isinstance(entry, StepTaken) and _is_safeguarding_step(code, entry.step):
        return True
    refers_to = {getattr(entry, "of", ""), getattr(entry, "part_of", ""), *getattr(entry, "about", ())}
    return not refers_to.isdisjoint(restricted)


def _is_marked(code: Code | None, clauses: Iterable[str]) -> bool:
    known = code.breaches if code else {}
    return any(Mark.SAFEGUARDING in known[clause].marks for clause in clauses if clause in known)


def _is_safeguarding_step(code: Code | None, step: str) -> bool:
    rule = code.steps.get(step) if code else None
    if rule is None or rule.kind is not Kind.REFERRAL:
        return False
    openers = rule.opens if rule.must is None else (*rule.opens, *rule.must.when)
    return all(opener.marked is Mark.SAFEGUARDING for opener in openers)
