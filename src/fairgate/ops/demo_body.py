"""The councils of the demonstration: who sits on them, and a meeting next week with what waits for them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairgate.records.models import User

SEATED_FOR = timedelta(days=700)


def councils(rows: Iterable[Mapping[str, Any]], staff: Mapping[str, "User"], now: datetime) -> None:
    """Seat the members of each body, call its meeting, and put before it the cases that wait for it.

    Each row names the trust's office of kind body, the `clerk`, the `chair` and the `members` as ids of `staff`; it
    meets on the Wednesday of the week after `now`.
    """
    from django.utils import timezone

    from fairgate.actions.body import call_meeting, set_agenda
    from fairgate.actions.seat import seat_member
    from fairgate.queries.body import body_page
    from fairgate.records.models import Part

    today = timezone.localdate(now)
    wednesday = today + timedelta(days=9 - today.weekday())
    for row in rows:
        office, clerk = row["office"], staff[row["clerk"]]
        parts = {row["chair"]: Part.CHAIR} | dict.fromkeys(row["members"], Part.MEMBER)
        for member, part in parts.items():
            seat_member(
                office,
                user=staff[member].pk,
                name="",
                part=part,
                since=today - SEATED_FOR,
                until=None,
                by=clerk,
                now=now,
            )
        at, place = time.fromisoformat(row["at"]), row["place"]
        meeting = call_meeting(office, on=wednesday, at=at, place=place, by=clerk, now=now)
        waits = {one.reference for one in body_page(clerk, office, now).owed}
        set_agenda(office, meeting.pk, references=waits, by=clerk, now=now)
