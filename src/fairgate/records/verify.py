"""Whether the ledger is what was written: every entry, every letter, every guard."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch, QuerySet

from fairgate.engine.entries import LedgerError, decode_many, type_name
from fairgate.records.append import row_hash
from fairgate.records.chain import sha256
from fairgate.records.guards.standing import can_rewrite, missing_guards
from fairgate.records.models import Case, IssuedLetter, LedgerEntry, LetterEdition, PersonLetter


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong in a case's ledger: at entry `seq`, and `what` differs, in words."""

    case: str
    seq: int
    what: str


@dataclass(frozen=True)
class Verdict:
    """How a ledger was found.

    `entries` counts those that were found good. `head` stands for all of them: the SHA-256 over each case's
    reference, count and last hash in the order of the references; the same entries always give the same head.
    Only a head that left this machine earlier can show that somebody who owns the machine wrote a whole chain
    anew.
    """

    cases: int
    entries: int
    head: str
    fault: Fault | None
    missing_guards: tuple[str, ...]
    can_rewrite: bool  # this sign-in could take the guards away (guards/standing.py)

    @property
    def intact(self) -> bool:
        """Nothing is wrong and nothing unguarded."""
        return self.fault is None and not self.missing_guards


def verify(reference: str | None = None) -> Verdict:
    """Check the whole ledger or, with `reference`, that of one case. Raises Case.DoesNotExist."""
    cases: QuerySet[Case] = Case.objects.order_by("reference")
    if reference is not None:
        cases = cases.filter(pk=Case.objects.get(reference=reference).pk)
    checked = entries = 0
    heads = []
    fault = None
    for case in cases.iterator(chunk_size=500):
        checked += 1
        count, last, fault = _walk(case)
        entries += count
        heads.append(f"{case.reference} {count} {last}\n")
        if fault:
            break
    if fault is None and reference is None:
        fault = next(_of_no_case(), None)
    head = sha256("".join(heads).encode())
    return Verdict(checked, entries, head, fault, tuple(missing_guards(connection)), can_rewrite(connection))


def _of_no_case() -> Iterator[Fault]:
    """Letters that belong to a person, whose bytes are not those that were issued."""
    for letter in PersonLetter.objects.order_by("pk").iterator(chunk_size=50):
        if sha256(bytes(letter.pdf)) != letter.sha256:
            yield Fault(
                "of no case", 0, f"the bytes of the letter {letter.pk} to a person are not those that were issued"
            )


def _walk(case: Case) -> tuple[int, str, Fault | None]:
    """How many entries of `case` are good, the hash of the last of them, and what is wrong with the next."""
    count, last = 0, ""
    letters = _letters(case)
    for row in case.entries.order_by("seq").iterator(chunk_size=500):
        what = next(_differences(case, row, count + 1, last, letters.get(row.pk, [])), None)
        if what:
            return count, last, Fault(case.reference, row.seq, what)
        count, last = row.seq, row.hash
    return count, last, None


def _differences(case: Case, row: LedgerEntry, seq: int, prev_hash: str, letters: list[IssuedLetter]) -> Iterator[str]:
    if row.seq != seq:
        yield f"entry {seq} is missing"
    if row.prev_hash != prev_hash:
        yield "it does not follow the entry before it: one of the two was exchanged"
    if row_hash(case, row) != row.hash:
        yield "its contents are not those that its hash was made of"
    yield from _payload_differences(row)
    for letter in letters:
        if sha256(bytes(letter.pdf)) != letter.sha256:
            yield f"the bytes of its letter '{letter.letter}' are not those that were issued"
        for copy in letter.editions.all():
            if sha256(bytes(copy.body)) != copy.sha256:
                yield f"the bytes of the copy of its letter '{letter.letter}' are not those that were approved"
        if letter.case_id != case.pk:
            yield f"its letter '{letter.letter}' is filed under another case"


def _payload_differences(row: LedgerEntry) -> Iterator[str]:
    try:
        (entry,) = decode_many([row.payload])
    except LedgerError as error:
        yield str(error)
        return
    columns = {"type": (row.type, type_name(entry)), "ref": (row.ref, entry.ref), "on": (row.on, entry.on)}
    for column, (stored, said) in columns.items():
        if stored != said:
            yield f"its {column} is filed as {stored} and reads {said}"


def _letters(case: Case) -> dict[int, list[IssuedLetter]]:
    found: dict[int, list[IssuedLetter]] = {}
    served = Prefetch("editions", LetterEdition.objects.filter(kind=LetterEdition.EDITED))
    for letter in IssuedLetter.objects.filter(entry__case=case).prefetch_related(served):
        found.setdefault(letter.entry_id, []).append(letter)
    return found
