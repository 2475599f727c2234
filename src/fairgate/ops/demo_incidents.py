"""The reports of the demonstration: what staff told, and what a leader asked back. They wait, in both trusts."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairgate.actions.report import Somebody, Telling
    from fairgate.records.models import Incident, Person, School, User


def report(
    rows: Iterable[Mapping[str, Any]],
    moment: Callable[[int], datetime],
    schools: Mapping[str, "School"],
    staff: Mapping[str, "User"],
    parents: Mapping[str, "Person"],
) -> None:
    """Send each report as its reporter would, then enter the question that a leader asked back, if one did.

    `moment` gives an instant of the day so many days from today. `schools` are found by URN, `staff` and `parents` by
    their ids in people.yaml. Raises door.Hidden and NotAllowed for what could not have been reported so.
    """
    from fairgate.actions.report import send_report
    from fairgate.actions.review import return_incident

    for row in rows:
        now = moment(int(row["day"]))
        telling = _telling(row, now, schools[row["school"]], parents)
        incident: Incident = send_report(telling, by=staff[row["who"]], now=now, operation_key=f"report {row['id']}")
        asked = row.get("asked_back")
        if asked:
            by, at = staff[asked["who"]], moment(int(asked["day"]))
            return_incident(incident.reference, asked["text"], by=by, now=at, seen=0)


def _telling(row: Mapping[str, Any], now: datetime, school: "School", parents: Mapping[str, "Person"]) -> "Telling":
    from django.utils import timezone

    from fairgate.actions.report import Telling
    from fairgate.engine.words import Setting

    return Telling(
        school=school,
        text=" ".join(row["text"].split()),
        setting=Setting(row["setting"]),
        happened_on=timezone.localdate(now),
        happened_at=time.fromisoformat(row["at"]) if "at" in row else None,
        place=row.get("place", ""),
        people=_people(row, parents),
        child_at_risk=row.get("child_at_risk", "") == "true",
        is_note=row.get("note", "") == "true",
        behalf_of=row.get("behalf_of", ""),
        behalf_why=row.get("behalf_why", ""),
    )


def _people(row: Mapping[str, Any], parents: Mapping[str, "Person"]) -> tuple["Somebody", ...]:
    from fairgate.actions.report import Somebody, named
    from fairgate.records.models import Role

    if "subject" in row:
        subject = Somebody(Role.SUBJECT, person=parents[row["subject"]].pk)
    else:
        unknown = row["unknown"]
        subject = Somebody(Role.SUBJECT, description=unknown["description"], vehicle=unknown.get("vehicle", ""))
    affected = named(Role.AFFECTED, row.get("affected", ""))
    return (subject, *affected, *named(Role.WITNESS, row.get("witnesses", "")))
