"""The council of the rig, where the code of its trust has one: seats, meetings, who stepped out, minutes."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta

from fairgate.ops.rig_house import House, picture
from fairgate.ops.rig_invented import cast
from fairgate.ops.rig_lines import COUNCIL, Meeting, Told

BEFORE = 5
"""How many days before a meeting it is called."""

Event = Callable[[int], None]
"""Something that is done, once its day has come; it is given its place in the order of everything."""


def is_there(slug: str) -> bool:
    """Whether that trust has a council."""
    return any(row.seat and slug in row.offices for row in cast().staff)


def seats(house: House) -> None:
    """Give its members their seats, by which they hold their office."""
    from fairgate.actions.seat import seat_member
    from fairgate.records.models import Part

    for row in cast().staff:
        if row.seat and house.slug in row.offices:
            seat_member(
                COUNCIL,
                user=house.users[row.role].pk,
                name="",
                part=Part(row.seat),
                since=house.today + timedelta(days=row.since),
                until=None,
                by=house.users["council_clerk"],
                now=house.at(-99),
            )


def meeting_events(told: Told, meeting: Meeting) -> Iterator[tuple[int, Event]]:
    """What is done about a meeting, and on which day: called and its agenda set before it, the rest once it has come.

    It is called some days before, or, where it is to come, on the day before today.
    """
    from fairgate.actions import body as act
    from fairgate.actions.minutes import keep_minutes
    from fairgate.engine.words import Interest

    house = told.house
    clerk, on = house.users["council_clerk"], house.at(meeting.day).date()

    def call(place: int) -> None:
        now = house.at(called, place)
        made = act.call_meeting(COUNCIL, on=on, at=None, place=meeting.place, by=clerk, now=now)
        told.meetings[meeting.name] = made
        references = [told.cases[one].reference for one in meeting.agenda]
        act.set_agenda(COUNCIL, made.pk, references=references, by=clerk, now=now)
        if meeting.steps_out:
            seat = made.body.seats.get(user=house.users[meeting.steps_out]).pk
            why = {seat: (Interest.DECLARED, "A neighbour")}
            for reference in references:
                act.declare_interests(COUNCIL, made.pk, reference, interests=why, by=clerk, now=now)

    def held(place: int) -> None:
        made, now = told.meetings[meeting.name], house.at(meeting.day, place)
        there = made.body.seats.values_list("pk", flat=True)
        act.record_attendance(COUNCIL, made.pk, present=list(there), by=clerk, now=now)
        minutes = house.invented.told(meeting.minutes)
        file = io.BytesIO(picture(meeting.name))
        keep_minutes(COUNCIL, made.pk, text=minutes, file=file, name="minutes.png", by=clerk, now=now)

    called = min(meeting.day - BEFORE, -1)
    yield called, call
    if meeting.day < 0:
        yield meeting.day, held
