"""The access log of what was shown in passing: nobody knocked at a door, and something of a case was read."""

from collections.abc import Iterable
from datetime import datetime

from fairgate.records.models import AccessKind, AccessLog, Case, Incident, School, User

FOUND = "found by a search"
BEFORE_DECIDING = "shown before a decision about the same person"


def note_found(
    user: User, cases: Iterable[Case], people: Iterable[int], reports: Iterable[Incident], *, now: datetime
) -> None:
    """Note a search, and that it showed something of these: who they are, or part of what was written.

    `cases` and `reports` come with their school; `people` are primary keys. What was looked for is kept nowhere. One
    query.
    """
    cases, people, reports = tuple(cases), tuple(people), tuple(reports)
    count = len(cases) + len(people) + len(reports)
    AccessLog.objects.bulk_create(
        [
            AccessLog(user=user, kind=AccessKind.SEARCH, asked=f"{count} found", opened=True, at=now),
            *(_row(user, AccessKind.CASE, case.reference, case.school, now) for case in cases),
            *(_row(user, AccessKind.PERSON, str(number), None, now) for number in people),
            *(_row(user, AccessKind.INCIDENT, one.reference, one.school, now) for one in reports),
        ]
    )


def note_before_deciding(user: User, cases: Iterable[tuple[str, int]], *, now: datetime) -> None:
    """Note that something of these cases was shown on the page of a decision in another; one query, or none.

    Each case is its reference and the primary key of its school.
    """
    rows = [
        AccessLog(
            user=user, kind=AccessKind.CASE, asked=reference, school_id=school, opened=True, at=now, why=BEFORE_DECIDING
        )
        for reference, school in cases
    ]
    if rows:
        AccessLog.objects.bulk_create(rows)


def _row(user: User, kind: AccessKind, asked: str, school: School | None, now: datetime) -> AccessLog:
    return AccessLog(user=user, kind=kind, asked=asked, school=school, opened=True, at=now, why=FOUND)
