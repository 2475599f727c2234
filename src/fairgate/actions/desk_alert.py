"""Alerting the desk: somebody has signed in whom the gate does not answer 'not barred here' of.

The mail names nobody and nothing, and the visitor is told nothing: what to do is on the page of visitors.
"""

from datetime import datetime
from functools import partial

from django.db import transaction

from fairgate.delivery.account_mail import in_background
from fairgate.delivery.desk_mail import desk_mail
from fairgate.delivery.mail import send, server
from fairgate.records import desk
from fairgate.records.door import Hidden
from fairgate.records.known import here
from fairgate.records.models import Alerted, Arrival, DeskAlert, Holding, School, ToldAtDesk, User


def alert_desk(arrival: Arrival, word: Alerted, *, by_vehicle: bool, now: datetime) -> DeskAlert:
    """Keep the alert, and mail whoever the school chose, once that stands; in the caller's transaction."""
    alert = DeskAlert.objects.create(arrival=arrival, word=word, vehicle=by_vehicle, at=now)
    still = here(arrival.on).filter(pk__in=ToldAtDesk.objects.filter(school=arrival.school_id).values("user"))
    addresses = list(still.filter(trust=arrival.school.trust_id).values_list("email", flat=True))
    if addresses:
        # Behind the request's back: how long a mail takes must not tell whether one was sent.
        transaction.on_commit(partial(in_background, partial(_mail, addresses, now)))
    return alert


def alert_seen(number: int, *, by: User, now: datetime) -> School:
    """Note that the desk has dealt with the alert of that arrival; its school. Raises Hidden."""
    arrival = desk.open_arrival(by, number, now=now, why="dealing with an alert")
    if not DeskAlert.objects.filter(arrival=arrival).exists():
        raise Hidden("there is no such alert")
    DeskAlert.objects.filter(arrival=arrival, seen_at=None).update(seen_by=by, seen_at=now)
    return arrival.school


def choose_told(school_slug: str, users: list[int], *, by: User, now: datetime) -> None:
    """Who is mailed when this desk is alerted: users of the trust who hold an office there. Raises Hidden."""
    school = desk.open_setting_up(by, school_slug, now=now, why="choosing who is told")
    may = set(Holding.objects.at(school).filter(user__in=users).values_list("user", flat=True))
    with transaction.atomic():
        ToldAtDesk.objects.filter(school=school).delete()
        ToldAtDesk.objects.bulk_create([ToldAtDesk(school=school, user_id=one) for one in sorted(may)])


def _mail(addresses: list[str], now: datetime) -> None:
    by = server()
    try:
        for address in addresses:
            send(desk_mail(address, now=now), by)
    finally:
        by.close()
