"""Issuing the letter of an act: its facts gathered, set once, and kept as issued (law.md 22)."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from msgspec.structs import replace

from fairgate.actions.compose import compose
from fairgate.actions.letter_asks import asked_by
from fairgate.actions.trust_logo import logo_of
from fairgate.delivery import letter as paper
from fairgate.delivery.drafts import Sketch, sketched
from fairgate.delivery.editions import made, needs
from fairgate.delivery.letter import LetterRefused
from fairgate.delivery.pdf import must_state, render
from fairgate.delivery.requirements import LetterIncomplete, Point, points
from fairgate.engine import letter as engine
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import IssuedLetter, LedgerEntry, LetterEdition, Signature, User
from fairgate.records.standing import Standing


def letter_of(stands: Standing, entry: AnyEntry) -> str | None:
    """The id of what an entry of `stands` writes under its pack, to the person or to another body; or None."""
    return engine.letter_of(stands.folded, entry) or engine.note_of(stands.folded, entry)


def issue(stands: Standing, row: LedgerEntry, entry: AnyEntry, *, by: User, now: datetime) -> IssuedLetter | None:
    """Set and keep the letter of an entry that was just appended, in the caller's transaction.

    None where the entry sends no letter. Raises `LetterRefused` where it cannot be made; the caller's act is then
    undone with it. What a person said is kept all the same, unacknowledged.
    """
    letter_id = letter_of(stands, entry)
    if letter_id is None:
        return None
    path = stands.pack.letter(letter_id)
    try:
        foot, today = _foot(row.seq, row.hash), timezone.localdate(now)
        letter, pdf = _set(stands, entry, letter_id, by, foot, today, _signature(entry, by))
    except LetterRefused:
        if isinstance(entry, RepresentationsMade):  # nobody goes unheard because a letter could not be made
            return None
        raise
    issued = IssuedLetter.objects.create(
        case=row.case,
        entry=row,
        letter=letter_id,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        template_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        edition=stands.code.edition,
        issued_at=now,
    )
    if letter.agency is None:  # what goes to another body is read as it was sent, by nobody else
        keep_editions(issued, path, letter)
    return issued


def keep_editions(issued: IssuedLetter, path: Path, letter: paper.Letter) -> None:
    """Make and keep the letter's other editions: large print, the page, and a translation that the person needs."""
    person, logo = issued.case.subject.kept, logo_of(issued.case.school.trust)
    LetterEdition.objects.bulk_create(
        LetterEdition(letter=issued, kind=one.kind, body=one.body, sha256=hashlib.sha256(one.body).hexdigest())
        for one in made(path, letter, needs(person.adjustments, person.languages), logo=logo)
    )


_NOT_YET = "0" * 64  # stands for the hash of an entry that nobody has appended


def rehearse(stands: Standing, entry: AnyEntry, *, by: User, today: date) -> None:
    """Set the letter that an entry would send, and keep nothing: raises the `LetterRefused` that `issue` would."""
    letter_id = letter_of(stands, entry)
    if letter_id is None:
        return
    try:
        _set(stands, entry, letter_id, by, _foot(stands.seq, _NOT_YET), today)
    except LetterRefused:
        if not isinstance(entry, RepresentationsMade):
            raise


def sketch(stands: Standing, entries: Iterable[AnyEntry], *, by: User, blanks: Iterable[date] = ()) -> Sketch | None:
    """The letter that these entries, which are in the ledger of `stands`, would send; None where they send none.

    It is set as `issue` sets it, and kept nowhere. `blanks` are days that stand in for some that nobody has given yet:
    its words leave them open. Raises LetterRefused as `issue` would.
    """
    for entry in entries:
        letter_id = letter_of(stands, entry)
        if letter_id is not None:
            path = stands.pack.letter(letter_id)
            letter = compose(stands, entry, letter_id, by, _foot(stands.seq, _NOT_YET), today=stands.on)
            return sketched(path, letter, fixed=_fixed(stands), blanks=blanks, logo=_logo(stands))
    return None


def _fixed(stands: Standing) -> frozenset[str]:
    """What the code itself lets a person still do, in its own words: nobody writes that for one letter."""
    rules = (step.measure for step in stands.code.steps.values())
    return frozenset(one for rule in rules if rule is not None for one in rule.exceptions)


def checklist(stands: Standing, entry: AnyEntry, *, by: User, today: date) -> tuple[Point, ...]:
    """All that the letter of an entry must state (law.md section 1), with the paragraphs that ask for it; () for none.

    The passages that its template words by itself are seen when it is set: `rehearse` refuses one that leaves them out.
    """
    letter_id = letter_of(stands, entry)
    if letter_id is None:
        return ()
    letter = compose(stands, entry, letter_id, by, _foot(stands.seq, _NOT_YET), today=today)
    template = stands.pack.letter(letter_id).read_text(encoding="utf-8")
    return cited(points(letter, must_state(template)), asked_by(stands, entry))


def cited(found: Iterable[Point], asked: Mapping[str, tuple[str, ...]]) -> tuple[Point, ...]:
    """The same points, each with the paragraphs that ask for it."""
    return tuple(
        replace(one, paragraphs=tuple(dict.fromkeys(ref for number in one.numbers for ref in asked.get(number, ()))))
        for one in found
    )


def _foot(count: int, head: str) -> paper.Ledger:
    return paper.Ledger(count=count, head=head, check_at=f"{settings.FAIRGATE_ADDRESS}/letter-check")


def _logo(stands: Standing) -> bytes:
    return logo_of(stands.record.school.trust)


def _signature(entry: AnyEntry, by: User) -> bytes:
    """The picture of the signatory's own signature, where they themselves issue the letter; else nothing.

    A letter that somebody countersigns goes out by that person's hand, so it has none.
    """
    if getattr(entry, "countersigned", None) is not None or entry.by.person != f"user {by.pk}":
        return b""
    kept = Signature.objects.filter(user=by).first()
    return bytes(kept.png) if kept else b""


def _set(
    stands: Standing,
    entry: AnyEntry,
    letter_id: str,
    by: User,
    ledger: paper.Ledger,
    today: date,
    signature: bytes = b"",
) -> tuple[paper.Letter, bytes]:
    letter = compose(stands, entry, letter_id, by, ledger, today=today)
    try:
        return letter, render(stands.pack.letter(letter_id), letter, signature=signature, logo=_logo(stands))
    except LetterIncomplete as incomplete:
        incomplete.missing = list(cited(incomplete.missing, asked_by(stands, entry)))
        raise
