"""Alerting the desk: somebody has signed in whom the gate does not answer 'not barred here' of.

Whoever is called from the desk is told: of somebody who is barred as when the desk calls for help, of a name that must
be looked at by a mail that names nobody and nothing. The visitor is told nothing: what to do is on the page of
visitors.
"""

from datetime import datetime
from functools import partial

from django.db import transaction

from fairgate.actions.help_asked import begin_report, call_about_visitor, whom_to_call
from fairgate.delivery.account_mail import in_background
from fairgate.delivery.desk_mail import desk_mail
from fairgate.delivery.mail import send, server
from fairgate.records import desk
from fairgate.records.door import Gate, Hidden
from fairgate.records.models import Alerted, Arrival, DeskAlert, School, User


def alert_desk(arrival: Arrival, word: Alerted, *, by_vehicle: bool, gate: Gate, person: int, now: datetime) -> None:
    """Keep the alert, and tell whoever is called from that desk, once that stands; in the caller's transaction.

    `person` is whose bar it is, 0 where that is still to be settled.
    """
    DeskAlert.objects.create(arrival=arrival, word=word, vehicle=by_vehicle, at=now)
    if person:
        call_about_visitor(gate, person, by=arrival.by, now=now, operation_key=called_by(arrival))
        return
    called = whom_to_call(arrival.school, (), arrival.on, None)
    addresses = sorted({one.user.email for one in called})
    if addresses:
        # Behind the request's back: how long a mail takes must not tell whether one was sent.
        transaction.on_commit(partial(in_background, partial(_mail, addresses, now)))


def alert_seen(number: int, *, by: User, now: datetime) -> School:
    """Note that the desk has dealt with the alert of that arrival; its school. Raises Hidden.

    Where a tablet called for help, the report of it is begun for whoever deals with it.
    """
    arrival = desk.open_arrival(by, number, now=now, why="dealing with an alert")
    if not DeskAlert.objects.filter(arrival=arrival).exists():
        raise Hidden("there is no such alert")
    with transaction.atomic():
        if DeskAlert.objects.filter(arrival=arrival, seen_at=None).update(seen_by=by, seen_at=now):
            begin_report(arrival.school, called_by(arrival), by=by, now=now)
    return arrival.school


def called_by(arrival: Arrival) -> str:
    """The key of the call for help that this arrival made, if it made one."""
    return f"arrival {arrival.operation_key}"


def _mail(addresses: list[str], now: datetime) -> None:
    by = server()
    try:
        for address in addresses:
            send(desk_mail(address, now=now), by)
    finally:
        by.close()
