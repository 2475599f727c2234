"""The page on which a copy edited outside is handed in, and approved by somebody else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.engine.refusal import Reason
from fairgate.queries.case import letter_name
from fairgate.queries.letter import text_of
from fairgate.records import door
from fairgate.records.models import EditedCopy, User
from fairgate.records.replacing import Replacing, replacing
from fairgate.records.standing import standing


@dataclass(frozen=True)
class CopyAsked:
    """A letter and the copy that waits, before somebody who would hand one in or approve it.

    `shut` is why no copy can take its place, or not by this reader; `void` why the one that waits cannot be approved by
    anybody; `others` the names of who may approve what `by` (the reader, or who handed it in) hands in, `whose` the
    offices.
    """

    found: Replacing
    reference: str
    number: int
    name: str
    person: str
    shut: tuple[Reason, ...]
    copy: EditedCopy | None
    own: bool
    void: str
    whose: str
    others: tuple[str, ...]

    @property
    def size(self) -> int:
        """Of the copy, in bytes."""
        return len(bytes(self.copy.pdf)) if self.copy else 0

    @property
    def may_approve(self) -> bool:
        """Whether this reader may say so of the copy that waits."""
        return self.copy is not None and not self.own and not self.void and not self.shut

    @property
    def may_withdraw(self) -> bool:
        """Whether this reader may throw it away."""
        return self.copy is not None and (self.own or not self.shut)


def edited_copy(user: User, reference: str, number: int, *, now: datetime) -> CopyAsked:
    """What the page shows. Raises Hidden, and Restricted for whoever does not read what the letter quotes."""
    letter = text_of(user, reference, number, now, why="a copy edited outside")
    on = timezone.localdate(now)
    stands = standing(letter.case, on)
    found = replacing(letter, stands)
    shut = found.why_shut() or found.why_not(user, on)
    copy = EditedCopy.objects.filter(letter=letter).select_related("by").first()
    by = copy.by if copy else user
    moved = copy is not None and copy.seq != stands.seq
    return CopyAsked(
        found=found,
        reference=reference,
        number=number,
        name=letter_name(letter.letter),
        person=letter.case.subject.kept.name,
        shut=(shut,) if shut else (),
        copy=copy,
        own=copy is not None and copy.by_id == user.pk,
        void="The case has moved on since this copy was handed in: it can only be handed in again." if moved else "",
        whose=phrases.offices(stands.code, found.may.offices),
        others=tuple(one.name for one in found.others(by, on)) if found.may.offices else (),
    )


def edited_copy_pdf(user: User, reference: str, number: int, *, now: datetime) -> bytes:
    """The bytes of the copy that waits. Raises Hidden, and Restricted."""
    letter = text_of(user, reference, number, now, why="the PDF of a copy edited outside")
    copy = EditedCopy.objects.filter(letter=letter).first()
    if copy is None:
        raise door.Hidden("no copy waits for this letter")
    return bytes(copy.pdf)
