"""Issuing the letter of an act: its facts gathered, set once, and kept as issued (law.md 22)."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from fairgate.actions.compose import compose
from fairgate.delivery import letter as paper
from fairgate.delivery.drafts import Sketch, sketched
from fairgate.delivery.editions import made, needs
from fairgate.delivery.pdf import render
from fairgate.engine.duties import outcome_rule
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, StepTaken
from fairgate.records.models import IssuedLetter, LedgerEntry, LetterEdition, Signature, User
from fairgate.records.standing import Standing


def letter_of(stands: Standing, entry: AnyEntry) -> str | None:
    """The id of the letter that an entry sends under its pack, or None. The entry is in the ledger of `stands`."""
    if isinstance(entry, StepTaken):
        return stands.code.steps[entry.step].letter
    if isinstance(entry, MeasureDecided):
        decision, measure = stands.folded.decisions[entry.ref]
        rule = outcome_rule(measure, decision)
        return rule.letter if rule else None
    return None


def issue(stands: Standing, row: LedgerEntry, entry: AnyEntry, *, by: User, now: datetime) -> IssuedLetter | None:
    """Set and keep the letter of an entry that was just appended, in the caller's transaction.

    None where the entry sends no letter. Raises `LetterRefused` where it cannot be made; the caller's act is then
    undone with it.
    """
    letter_id = letter_of(stands, entry)
    if letter_id is None:
        return None
    path = stands.pack.letter(letter_id)
    letter = compose(stands, entry, letter_id, by, _foot(row.seq, row.hash))
    pdf = render(path, letter, signature=_signature(entry, by))
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
    keep_editions(issued, path, letter)
    return issued


def keep_editions(issued: IssuedLetter, path: Path, letter: paper.Letter) -> None:
    """Make and keep the letter's other editions: large print, the page, and a translation that the person needs."""
    person = issued.case.subject.kept
    LetterEdition.objects.bulk_create(
        LetterEdition(letter=issued, kind=one.kind, body=one.body, sha256=hashlib.sha256(one.body).hexdigest())
        for one in made(path, letter, needs(person.adjustments, person.languages))
    )


_NOT_YET = "0" * 64  # stands for the hash of an entry that nobody has appended


def rehearse(stands: Standing, entry: AnyEntry, *, by: User) -> None:
    """Set the letter that an entry would send, and keep nothing: raises the `LetterRefused` that `issue` would."""
    letter_id = letter_of(stands, entry)
    if letter_id is not None:
        render(stands.pack.letter(letter_id), compose(stands, entry, letter_id, by, _foot(stands.seq, _NOT_YET)))


def sketch(stands: Standing, entries: Iterable[AnyEntry], *, by: User, blanks: Iterable[date] = ()) -> Sketch | None:
    """The letter that these entries, which are in the ledger of `stands`, would send; None where they send none.

    It is set as `issue` sets it, and kept nowhere. `blanks` are days that stand in for some that nobody has given yet:
    its words leave them open. Raises LetterRefused as `issue` would.
    """
    for entry in entries:
        letter_id = letter_of(stands, entry)
        if letter_id is not None:
            path = stands.pack.letter(letter_id)
            letter = compose(stands, entry, letter_id, by, _foot(stands.seq, _NOT_YET))
            return sketched(path, letter, fixed=_fixed(stands), blanks=blanks)
    return None


def _fixed(stands: Standing) -> frozenset[str]:
    """What the code itself lets a person still do, in its own words: nobody writes that for one letter."""
    rules = (step.measure for step in stands.code.steps.values())
    return frozenset(one for rule in rules if rule is not None for one in rule.exceptions)


def _foot(count: int, head: str) -> paper.Ledger:
    return paper.Ledger(count=count, head=head, check_at=f"{settings.FAIRGATE_ADDRESS}/letter-check")


def _signature(entry: AnyEntry, by: User) -> bytes:
    """The picture of the signatory's own signature, where they themselves issue the letter; else nothing.

    A letter that somebody countersigns goes out by that person's hand, so it has none.
    """
    if getattr(entry, "countersigned", None) is not None or entry.by.person != f"user {by.pk}":
        return b""
    kept = Signature.objects.filter(user=by).first()
    return bytes(kept.png) if kept else b""
