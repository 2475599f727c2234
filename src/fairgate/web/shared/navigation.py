"""What a person finds in the navigation: what the offices they hold let them do."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fairgate.queries.body import known_bodies
from fairgate.queries.holdings import holdings
from fairgate.records.door import DATA_LEAD, RECEPTION
from fairgate.records.models import User


@dataclass(frozen=True)
class Place:
    """One item: the name of its address, its words, and the offices that alone do not lead there."""

    name: str
    text: str
    but: frozenset[str]


NO_CASES, NO_GATE = frozenset({RECEPTION, DATA_LEAD}), frozenset({DATA_LEAD})
PLACES = (
    Place("worklist", "Worklist", NO_CASES),
    Place("cases", "Cases", NO_CASES),
    Place("search", "Search", NO_CASES),
    Place("report", "Report an incident", NO_GATE),
    Place("gate", "Gate", NO_GATE),
    Place("visitors", "Visitors", NO_GATE),
)
LED = (
    ("reads", "Who looked at what"),
    ("gate_keys", "Keys for visitor systems"),
    ("visitors_kept", "Visitors kept"),
    ("devices", "Lists kept"),
)
"""The data lead's own places."""


@dataclass(frozen=True)
class Item:
    """A place as it is shown; `current` when the page is there or below."""

    text: str
    url: str
    current: bool


def navigation(user: User, on: date, path: str) -> list[Item]:
    """The places open to `user` on that day, in order; none for somebody who holds no office.

    Who only sits on a council or panel has that and the code; the data lead has the list of reads.
    """
    held = holdings(user, on)
    offices = held.throughout.union(*held.by_school.values())
    if not offices:
        return []
    bodies = known_bodies(user, on, held.throughout, offices)
    at_schools = offices.difference(office for office, _ in bodies)
    items = [_item(place.text, reverse(place.name), path) for place in PLACES if at_schools - place.but]
    sits = [_item(name, reverse("body", args=[office]), path) for office, name in bodies]
    leads = [_item(text, reverse(name), path) for name, text in LED if DATA_LEAD in held.throughout]
    code = _item("The code", reverse("code"), path)
    return [*items, code, *sits, *leads] if items else [*leads, *sits, code]


def _item(text: str, url: str, path: str) -> Item:
    return Item(text, url, path == url or path.startswith(url.rstrip("/") + "/"))
