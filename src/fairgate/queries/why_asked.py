"""What somebody is asked about what they looked at, and what the data lead asks about."""

from dataclasses import dataclass
from datetime import datetime

from fairgate.queries.reads import Line, lines
from fairgate.records import door
from fairgate.records.models import User, WhyAsked


@dataclass(frozen=True)
class Question:
    """A look of one's own, about which the data lead asks; `number` names the question."""

    number: int
    read: Line
    asked_by: str


def questions(user: User) -> tuple[Question, ...]:
    """What the user has not answered yet, the oldest first: two queries."""
    rows = WhyAsked.objects.filter(read__user=user, answered_at=None)
    asked = list(rows.select_related("read__user", "read__school", "read__why_asked", "by"))
    read = lines(user, [one.read for one in asked])
    return tuple(Question(one.pk, line, one.by.name) for one, line in zip(asked, read, strict=True))


def read_to_ask_about(user: User, number: int, now: datetime) -> Line:
    """The read, for the data lead who would ask about it. Raises Hidden, also of what was asked about already."""
    reads = door.open_reads(user, f"read {number}", now=now).filter(pk=number)
    rows = list(reads.select_related("user", "school", "why_asked")[:1])
    found = lines(user, rows)
    if not found or not found[0].may_ask:
        raise door.Hidden("there is no such read")
    return found[0]
