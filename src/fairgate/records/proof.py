"""What may be told of an issued letter to anybody at all: that it was issued, when, and whether it was replaced.

This door stands open to people without an account, so it gives three facts and no way to a fourth: whoever asks
already holds the letter, by its bytes or by the code in its foot. The code is the beginning of the hash of the
letter's own ledger entry: nothing is kept for it, and nobody guesses sixty-four bits.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from fairgate.engine.entries import decode_many
from fairgate.engine.entry import MeasureDecided
from fairgate.records.models import IssuedLetter, LedgerEntry, LetterEdition, LetterReplaced, PersonLetter, Trust

CODE_LENGTH = 16
"""Hexadecimal digits in the foot of a letter."""

_NOT_OF_A_CODE = re.compile(r"[\s\-–.·]+")  # a phone puts a dash for a hyphen
_CODE = re.compile(rf"[0-9a-f]{{{CODE_LENGTH}}}")


@dataclass(frozen=True)
class Proof:
    """A letter that was issued here. `replaced_on`: the day of a later decision about what it imposed, or None.

    `by_copy`: what replaced it that day is a copy of the letter itself, edited and approved, which was served.
    """

    issued_on: date
    replaced_on: date | None
    by_copy: bool = False


@dataclass(frozen=True)
class Printed:
    """One letter as a checkpoint lists it: the SHA-256 of its bytes, and its proof."""

    sha256: str
    proof: Proof


def tidy(code: str) -> str:
    """The code as it is looked for, however it was spaced; empty when it cannot be one."""
    bare = _NOT_OF_A_CODE.sub("", code).lower().replace("o", "0").replace("l", "1").replace("i", "1")
    return bare if _CODE.fullmatch(bare) else ""


def by_bytes(sha256: str) -> Proof | None:
    """The letter of which one edition's bytes have this SHA-256, in lower hexadecimal; None when none was issued."""
    letters = IssuedLetter.objects.select_related("entry", "replaced__edition").order_by("pk")
    letter = letters.filter(sha256=sha256).first() or letters.filter(editions__sha256=sha256).first()
    if letter is not None:
        return _proof_of(letter, sha256)
    return _of_no_case(PersonLetter.objects.filter(sha256=sha256).order_by("pk").first())


def by_code(code: str) -> Proof | None:
    """The letter with this code in its foot; None when there is none, or when it is no code."""
    begins = tidy(code)
    if not begins:
        return None
    # A range, not LIKE: both databases then use the index.
    found = IssuedLetter.objects.filter(entry__hash__gte=begins, entry__hash__lt=begins + "g")
    letter = found.select_related("entry").order_by("pk").first()
    if letter is not None:
        return _proof(letter)
    return _of_no_case(PersonLetter.objects.filter(code__gte=begins, code__lt=begins + "g").order_by("pk").first())


def printed_by(trust: Trust) -> list[Printed]:
    """Every letter of the trust in order of its making, its editions after it, for the trust's published checkpoint."""
    letters = IssuedLetter.objects.filter(case__school__trust=trust).order_by("pk")
    letters = letters.select_related("entry", "replaced__edition").defer("replaced__edition__body")
    editions = Prefetch("editions", LetterEdition.objects.exclude(kind=LetterEdition.PAGE).defer("body"))
    printed = []
    for letter in letters.defer("pdf").prefetch_related(editions).iterator(chunk_size=500):
        hashes = (letter.sha256, *(one.sha256 for one in letter.editions.all()))
        printed += [Printed(sha256, _proof_of(letter, sha256)) for sha256 in hashes]
    others = PersonLetter.objects.filter(school__trust=trust).order_by("pk").values_list("sha256", "issued_at")
    return printed + [Printed(sha256, Proof(timezone.localdate(at), None)) for sha256, at in others]


def _of_no_case(letter: PersonLetter | None) -> Proof | None:
    """The proof of a letter that belongs to a person: no decision replaces it."""
    return Proof(timezone.localdate(letter.issued_at), None) if letter else None


def _proof_of(letter: IssuedLetter, sha256: str) -> Proof:
    """The proof of one edition: where a copy edited outside was approved, that one is the letter, and no other is."""
    replaced: LetterReplaced | None = getattr(letter, "replaced", None)
    if replaced is None:
        return _proof(letter)
    approved_on = timezone.localdate(replaced.approved_at)
    if replaced.edition.sha256 == sha256:
        return Proof(approved_on, _replaced_on(letter))
    return Proof(timezone.localdate(letter.issued_at), approved_on, by_copy=True)


def _proof(letter: IssuedLetter) -> Proof:
    return Proof(timezone.localdate(letter.issued_at), _replaced_on(letter))


def _replaced_on(letter: IssuedLetter) -> date | None:
    """The day on which a later decision about the same measure was recorded."""
    own = decode_many([letter.entry.payload])[0]
    about = own.of if isinstance(own, MeasureDecided) else own.ref
    later = LedgerEntry.objects.filter(case=letter.case_id, seq__gt=letter.entry.seq).order_by("seq")
    for payload, recorded_at in later.values_list("payload", "recorded_at"):
        entry = decode_many([payload])[0]
        if isinstance(entry, MeasureDecided) and entry.of == about:
            return timezone.localdate(recorded_at)
    return None
