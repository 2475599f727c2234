"""Visitors of the rig: in each school one who signed in at the desk, one whom the desk is to look at, and a tablet."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from fairgate.ops.rig_house import House


def visitors(house: House) -> None:
    """Sign them in today, by reception."""
    from fairgate.actions.arrival import Signed, sign_in
    from fairgate.records import desk
    from fairgate.records.models import Alerted, OfflineDevice, OfflineKind, Tablet

    now = datetime.combine(house.today, time(0, 5), UTC)
    for site, school in house.schools.items():
        by = house.users["reception" if site == "a" else "second_reception"]
        edition = {"edition": "2022-09", "language": "en", "accepted": True}
        here = Signed("Gwen Marrack", "The office", "", **edition, regular=True)  # type: ignore[arg-type]  # as named
        looked_at = Signed("Piran Angove", "Year 4", "", **edition, found=Alerted.CHECK)  # type: ignore[arg-type]
        for number, one in enumerate((here, looked_at)):
            sign_in(one, school, by=by, now=now, operation_key=f"rig {number}")
        Tablet.objects.create(
            school=school,
            name="Front desk",
            set_up_by=by,
            set_up_at=now,
            code_until=now,
            paired_at=now,
            token_sha256=desk.hashed(_token(house, site)),
        )
        OfflineDevice.objects.create(
            school=school, kind=OfflineKind.COPY, name="Front desk computer", asked_by=by, asked_at=now
        )


def rows(house: House) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the file says of them. `token` is the tablet's cookie of the name `cookie`."""
    from fairgate.records.models import Arrival

    for arrival in Arrival.objects.filter(school__trust=house.trust).select_related("school").order_by("pk"):
        yield "arrivals", {"number": arrival.pk, "school": arrival.school.slug}
    for site, school in house.schools.items():
        yield "desks", {"school": school.slug}
        yield "tablets", {"school": school.slug, "cookie": "tablet", "token": _token(house, site)}


def _token(house: House, site: str) -> str:
    secret = house.invented.personas["reception"].password
    return hashlib.sha256(f"tablet {site} {secret}".encode()).hexdigest()
