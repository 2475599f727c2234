"""What a person finds in the navigation: what the offices they hold let them do."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fairgate.queries.holdings import holdings
from fairgate.records.door import RECEPTION
from fairgate.records.models import User


@dataclass(frozen=True)
class Place:
    """One item: the name of its address, its words, and whether reception alone may go there."""

    name: str
    text: str
    reception: bool = False


PLACES = (
    Place("worklist", "Worklist"),
    Place("cases", "Cases"),
    Place("search", "Search"),
    Place("report", "Report an incident", reception=True),
    Place("gate", "Gate", reception=True),
    Place("code", "The code", reception=True),
)


@dataclass(frozen=True)
class Item:
    """A place as it is shown; `current` when the page is there or below."""

    text: str
    url: str
    current: bool


def navigation(user: User, on: date, path: str) -> list[Item]:
    """The places open to `user` on that day, in order; none for somebody who holds no office."""
    held = holdings(user, on)
    offices = held.throughout.union(*held.by_school.values())
    if not offices:
        return []
    items = []
    for place in PLACES:
        if place.reception or offices != {RECEPTION}:
            url = reverse(place.name)
            items.append(Item(place.text, url, path == url or path.startswith(url.rstrip("/") + "/")))
    return items
