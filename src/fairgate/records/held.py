"""The offices that somebody holds on a day, in their own trust.

A page that only shows is made from what they held when it was asked for (`known.py` reads it with the user, in one
query), and is thrown away if they hold less of it once it is made. Whatever acts asks the database anew: nothing is
kept then (`forget`).
"""

from datetime import date

from fairgate.records.models import Holding, School, User

Held = tuple[tuple[str, int | None], ...]
"""Offices by their ids, each with the primary key of its school, or None where it is held throughout the trust."""


def held_of(user: User, on: date) -> Held:
    """What `user` holds on that day: as it was read with them, or else one query."""
    if user.trust_id is None or not user.is_active:
        return ()
    if user.held is not None and user.held[0] == on:
        return user.held[1]
    rows = Holding.objects.filter(user=user, trust_id=user.trust_id).on(on)
    return tuple(rows.values_list("office", "school_id"))


def schools_held(user: User, on: date) -> dict[int, School] | None:
    """The schools at which `user` holds an office on that day, if they were read with them; else None."""
    return user.held[2] if user.held is not None and user.held[0] == on else None


def forget(user: User) -> None:
    """Ask the database anew from here on."""
    user.held = None
