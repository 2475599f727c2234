"""Signing in as a visitor and out again; at the desk, or at a tablet by oneself."""

import io
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairgate.actions.desk_alert import alert_desk
from fairgate.actions.person_photograph import painted
from fairgate.delivery.evidence.intake import taken_in
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.records import desk
from fairgate.records.door import Gate, Hidden
from fairgate.records.models import Alerted, Arrival, Case, School, Tablet, User

_TRIES = 40


class NoBadge(Exception):
    """Every number tried is in use: nobody can be signed in now."""


@dataclass(frozen=True)
class Signed:
    """What a visitor wrote. `edition` and `language`: of the code that they were shown; `accepted`: what they said.

    `found` is what the gate answered of them, None where they are clear; `by_vehicle`: it was of their vehicle;
    `person` is whose bar it is, 0 where that is still to be settled.
    """

    name: str
    visiting: str
    vehicle: str
    edition: str
    language: str
    accepted: bool
    found: Alerted | None = None
    by_vehicle: bool = False
    person: int = 0
    regular: bool = False


def arrivals_store() -> Store:
    """Where the photographs of visitors are, for as long as they are there."""
    return Store(settings.STATE / "arrivals")


def sign_in(
    signed: Signed,
    school: School,
    *,
    by: User | Tablet,
    now: datetime,
    operation_key: str,
    picture: BinaryIO | None = None,
    picture_name: str = "",
) -> Arrival:
    """Sign somebody in at that school, and tell the desk if the gate does not clear them. Sent twice, it acts once.

    Raises:
        Hidden: it is not their school (of a user; a tablet has one).
        EvidenceRefused: the photograph cannot be used; nobody is signed in.
    """
    if isinstance(by, User):
        desk.open_desk(by, school.slug, now=now, why="signing a visitor in")
    elif by.school_id != school.pk:
        raise Hidden("it is another school's tablet")
    done = Arrival.objects.filter(school=school, operation_key=operation_key).first()
    if done is not None:
        return done
    kept = {} if picture is None else _kept(picture, picture_name)
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                arrival = Arrival.objects.create(
                    school=school,
                    on=timezone.localdate(now),
                    at=now,
                    name=signed.name,
                    visiting=signed.visiting,
                    vehicle=signed.vehicle,
                    badge=f"{secrets.randbelow(9000) + 1000}",
                    edition=signed.edition,
                    language=signed.language,
                    accepted=signed.accepted,
                    regular=signed.regular,
                    by=by if isinstance(by, User) else None,
                    tablet=by if isinstance(by, Tablet) else None,
                    operation_key=operation_key,
                    **kept,
                )
                if signed.found is not None:
                    gate = Gate(school, Case.objects.filter(trust=school.trust_id))
                    by_vehicle, person = signed.by_vehicle, signed.person
                    alert_desk(arrival, signed.found, by_vehicle=by_vehicle, gate=gate, person=person, now=now)
                return arrival
        except IntegrityError:
            done = Arrival.objects.filter(school=school, operation_key=operation_key).first()
            if done is not None:
                return done
    raise NoBadge


def sign_out(number: int, *, by: User, now: datetime) -> School:
    """Sign out at the desk whoever signed in under that number; their school. Raises Hidden."""
    arrival = desk.open_arrival(by, number, now=now, why="signing a visitor out")
    _left(arrival, now)
    return arrival.school


def sign_out_by_badge(badge: str, *, tablet: Tablet, now: datetime) -> bool:
    """Sign out at a tablet by the number that was shown when they came; whether there was one."""
    rows = Arrival.objects.today(tablet.school, timezone.localdate(now)).still_here()
    arrival = rows.filter(badge=badge.strip()).first() if badge.strip().isdecimal() else None
    if arrival is None:
        return False
    _left(arrival, now)
    return True


def _left(arrival: Arrival, now: datetime) -> None:
    with transaction.atomic():
        Arrival.objects.filter(pk=arrival.pk, left_at=None).update(left_at=now)
        forget_pictures([arrival])


def forget_pictures(arrivals: list[Arrival]) -> int:
    """Take their photographs away, the files once that stands; how many there were."""
    pictured = [one for one in arrivals if one.picture_key]
    Arrival.objects.filter(pk__in=[one.pk for one in pictured]).update(
        picture_key="", picture_sha256="", picture_type=""
    )
    for one in pictured:
        transaction.on_commit(partial(arrivals_store().remove, one.picture_sha256, one.picture_key))
    return len(pictured)


def _kept(stream: BinaryIO, name: str) -> dict[str, str]:
    """The photograph, painted anew; what was handed in is gone."""
    store = arrivals_store()
    with taken_in(store, stream, name, settings.FAIRGATE_CLAMAV) as item:
        picture, media = painted(item)
    with store.received(io.BytesIO(picture)) as (path, sha256, _):
        key = new_key()
        store.keep(sha256, key, path, {})
    return {"picture_key": key, "picture_sha256": sha256, "picture_type": media.value}
