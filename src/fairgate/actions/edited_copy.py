"""A letter that was edited outside and comes back: handed in by one person, read against the law's list by another.

Until the other approves it nothing has changed; then it is what is served, and the letter stays as it was issued.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fairgate.actions.acting import NotAllowed
from fairgate.actions.letter import checklist
from fairgate.delivery.evidence.clamd import Scan
from fairgate.delivery.evidence.intake import taken_in
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.looking import letter as looked_at
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.sheets import NO_ADDRESS, SIZE_AT_MOST
from fairgate.delivery.evidence.store import Store
from fairgate.delivery.requirements import Point
from fairgate.delivery.window import address_in
from fairgate.engine.refusal import Reason, Refusal
from fairgate.records import door
from fairgate.records.known import is_here
from fairgate.records.models import Case, EditedCopy, IssuedLetter, LetterEdition, LetterReplaced, User
from fairgate.records.replacing import Replacing, replacing
from fairgate.records.standing import standing

OF_OUR_OWN = frozenset({"ledger", "language"})
"""What our paper asks of itself, and no reader of a letter can tell."""


class Unfit(Exception):
    """Its sheets are not those of a letter that is posted. `faults` say what and where, a sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class CopyMoved(Exception):
    """The copy is not the one that was looked at: another was handed in, or it was withdrawn. Nothing was written."""


@dataclass(frozen=True)
class Doing:
    """Which letter of which case, by whom, and when."""

    reference: str
    number: int
    by: User
    now: datetime


def statements(found: Replacing) -> tuple[Point, ...]:
    """What a letter like this has to state, in order: what whoever approves a copy looks for in it, one by one.

    Raises LetterRefused where that cannot be told any more.
    """
    issuer, on = found.letter.entry.by_user, timezone.localdate(found.letter.issued_at)
    if issuer is None:
        return ()
    listed = checklist(found.after, found.entry, by=issuer, today=on)
    return tuple(one for one in listed if one.field not in OF_OUR_OWN)


def hand_in(doing: Doing, stream: BinaryIO, name: str, size: int) -> EditedCopy:
    """Keep a PDF until somebody else approves it, in place of one that waits; the same twice is kept once.

    Raises:
        Hidden: there is no such letter for this person.
        NotAllowed: no copy can take the letter's place, or not by this person.
        EvidenceRefused: the file is no PDF, broken, too large, or cannot be scanned now; FileInfected.
        Unfit: it cannot be posted as a letter is, or is addressed to somebody else.
    """
    letter = _opened(doing, "a copy edited outside")
    _insist(_found(letter, doing), doing)
    if size > SIZE_AT_MOST:
        raise EvidenceRefused(
            "This file is larger than 2 MB, and could not be posted.", "Save it with smaller pictures."
        )
    with taken_in(Store(settings.STATE / "edited"), stream, name, settings.FAIRGATE_CLAMAV) as item:
        if item.scan is Scan.HELD:
            raise EvidenceRefused("The virus scanner does not answer, so no file is taken now.", "Try again later.")
        if item.media is not Media.PDF:
            raise EvidenceRefused(f"This is {item.media.one}.", "Save the letter as a PDF, and choose that.")
        body, seen = item.path.read_bytes(), looked_at(item.path)
    if faults := _faults(seen.faults, seen.text, "\n".join(address_in(bytes(letter.pdf)))):
        raise Unfit(faults)
    sha256 = hashlib.sha256(body).hexdigest()
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=letter.case_id)
        found = _found(letter, doing)
        _insist(found, doing)
        said = {"pdf": body, "sha256": sha256, "seq": found.stands.seq, "by": doing.by, "at": doing.now}
        there = EditedCopy.objects.filter(letter=letter, sha256=sha256, by=doing.by, seq=found.stands.seq).first()
        return there or EditedCopy.objects.update_or_create(letter=letter, defaults=said)[0]


def approve(doing: Doing, *, signed: str, found_in_it: Collection[str]) -> LetterReplaced:
    """The copy whose SHA-256 is `signed` is from now on what is served. `found_in_it`: each statement, as `str` of it.

    Raises Hidden, NotAllowed (by whoever handed it in, with something not found in it, in a case that has moved on),
    CopyMoved, and LetterRefused where what it must state cannot be told.
    """
    letter = _opened(doing, "to approve a copy edited outside")
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=letter.case_id)
        done = LetterReplaced.objects.filter(letter=letter, edition__sha256=signed, approved_by=doing.by).first()
        if done is not None:
            return done
        copy = EditedCopy.objects.filter(letter=letter).select_related("by").first()
        if copy is None or copy.sha256 != signed:
            raise CopyMoved
        found = _found(letter, doing)
        _insist(found, doing)
        if copy.by_id == doing.by.pk:
            raise _refused(
                "Nobody approves what they handed in themselves.", found, "Ask another holder of the office."
            )
        if copy.seq != found.stands.seq:
            raise _refused(
                "The case has moved on since this copy was handed in.", found, "Hand it in again, if it still fits."
            )
        asked = statements(found)
        missing = [one.wanted for one in asked if str(one) not in found_in_it]
        if missing or not asked:
            raise _refused(
                f"Not everything that the letter must state has been found in it: {'; '.join(missing)}.",
                found,
                "Look for each in the PDF. If it is not there, withdraw the copy and hand in one that has it.",
            )
        edition = LetterEdition.objects.create(
            letter=letter, kind=LetterEdition.EDITED, body=bytes(copy.pdf), sha256=copy.sha256
        )
        row = LetterReplaced.objects.create(
            letter=letter,
            edition=edition,
            by=copy.by,
            at=copy.at,
            approved_by=doing.by,
            approved_in=found.office_of(doing.by, timezone.localdate(doing.now)),
            approved_at=doing.now,
            stated="\n".join(str(one) for one in asked),
        )
        copy.delete()
    return row


def withdraw(doing: Doing, *, signed: str) -> None:
    """Throw the copy away: for whoever handed it in, and for whoever may issue the letter. Raises Hidden, NotAllowed
    and CopyMoved."""
    letter = _opened(doing, "to withdraw a copy edited outside")
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=letter.case_id)
        copy = EditedCopy.objects.filter(letter=letter, sha256=signed).first()
        if copy is None:
            raise CopyMoved
        reason = _found(letter, doing).why_not(doing.by, timezone.localdate(doing.now))
        if copy.by_id != doing.by.pk and reason is not None:
            raise NotAllowed(Refusal((reason,)))
        copy.delete()


def _opened(doing: Doing, why: str) -> IssuedLetter:
    letter = door.open_letter(doing.by, doing.number, now=doing.now, why=why)
    if letter.case.reference != doing.reference or not is_here(doing.by.pk, timezone.localdate(doing.now)):
        raise door.Hidden("there is no such letter in this case")
    return letter


def _found(letter: IssuedLetter, doing: Doing) -> Replacing:
    return replacing(letter, standing(letter.case, timezone.localdate(doing.now)))


def _insist(found: Replacing, doing: Doing) -> None:
    reason = found.why_shut() or found.why_not(doing.by, timezone.localdate(doing.now))
    if reason is not None:
        raise NotAllowed(Refusal((reason,)))


def _refused(text: str, found: Replacing, change: str) -> NotAllowed:
    return NotAllowed(Refusal((Reason(text, found.may.paragraphs, change),)))


def _faults(faults: list[str], shows: str, issued: str) -> list[str]:
    """With what the window has to show: what the letter itself shows there, which of a confidential address is
    nothing."""
    if shows == issued:
        return [one for one in faults if issued or one != NO_ADDRESS]
    if not issued:
        return [
            *faults,
            "Page 1 shows an address in the window. This letter has none there: the address is confidential.",
        ]
    if not shows:
        return faults
    return [
        *faults,
        "Page 1 is addressed otherwise than the letter that was issued: the name and address stay as they are.",
    ]
