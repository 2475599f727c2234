"""The desk: the part of the door behind which visitors sign in. Reception's too, and of one's own school alone.

What may not be seen answers as what does not exist (`Hidden`), and each knock is noted, as at every door.
"""

import hashlib
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from fairgate.records import door
from fairgate.records.door import DATA_LEAD, RECEPTION, Gate, Hidden
from fairgate.records.held import held_of
from fairgate.records.models import AccessKind, AccessLog, Arrival, Case, School, Tablet, Trust, User

BUSINESS_MANAGER = "school_business_manager"
SETS_UP = frozenset({RECEPTION, BUSINESS_MANAGER})
"""The offices that set up tablets."""


def open_desk(user: User, slug: str, *, now: datetime, why: str) -> School:
    """The school with this slug, if `user` works at its gate; or Hidden. Noted."""
    return _noted(_at_gate(user, slug, now), user, slug, now, why)


def open_setting_up(user: User, slug: str, *, now: datetime, why: str) -> School:
    """The same, for who may set up its tablets: reception and the business manager there."""
    school = _at_gate(user, slug, now)
    may = school is not None and SETS_UP & door.offices_of(user, school, timezone.localdate(now))
    return _noted(school if may else None, user, slug, now, why)


def open_arrival(user: User, number: int, *, now: datetime, why: str) -> Arrival:
    """Somebody who signed in today at a school at whose gate `user` works; or Hidden. Noted."""
    on = timezone.localdate(now)
    theirs = door.schools_by_name(user, on, gate=True)
    rows = Arrival.objects.filter(pk=number, on=on, school__in=theirs)
    found = rows.select_related("school__trust", "alert").first()
    _note(user, str(number), found.school if found else None, now, why)
    if found is None:
        raise Hidden("there is no such arrival")
    return found


def open_keeping(user: User, *, now: datetime) -> Trust:
    """The trust, for its data lead, who says how long visitors are kept and which devices hold a list; or Hidden."""
    leads = (DATA_LEAD, None) in held_of(user, timezone.localdate(now))
    trust = user.trust if leads else None
    _note(user, "how long, and where", None, now, "", opened=trust is not None)
    if trust is None:
        raise Hidden("this is for the data lead")
    return trust


def tablet_of(token: str) -> Tablet | None:
    """The tablet that shows this token, unless it was revoked; with its school and trust."""
    if not token:
        return None
    rows = Tablet.objects.filter(token_sha256=hashed(token), revoked_at=None)
    return rows.select_related("school__trust", "set_up_by").first()


def gate_at_tablet(tablet: Tablet, *, now: datetime) -> Gate:
    """The gate of the tablet's school, for the look-up of whoever signs in there. Nothing of its answer goes back.

    Noted as of whoever set the tablet up, and that it was the tablet.
    """
    _note(tablet.set_up_by, tablet.school.slug, tablet.school, now, f"a visitor signed in at {tablet.name}", gate=True)
    return Gate(tablet.school, _cases(tablet.school))


def hashed(secret: str) -> str:
    """What the database keeps of a secret that was drawn at random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _cases(school: School) -> QuerySet[Case]:
    return Case.objects.filter(trust_id=school.trust_id).select_related("subject__kept_as", "school")


def _at_gate(user: User, slug: str, now: datetime) -> School | None:
    theirs = door.schools_by_name(user, timezone.localdate(now), gate=True)
    return next((school for school in theirs if school.slug == slug), None)


def _noted(found: School | None, user: User, slug: str, now: datetime, why: str) -> School:
    _note(user, slug, found, now, why, opened=found is not None)
    if found is None:
        raise Hidden("there is no such school")
    return found


def _note(
    user: User,
    asked: str,
    school: School | None,
    now: datetime,
    why: str,
    *,
    opened: bool | None = None,
    gate: bool = False,
) -> None:
    AccessLog.objects.create(
        user=user,
        kind=AccessKind.GATE if gate else AccessKind.VISITORS,
        asked=asked[:80] if asked.isprintable() else "unprintable",
        school=school,
        opened=school is not None if opened is None else opened,
        at=now,
        why=why[:200],
    )
