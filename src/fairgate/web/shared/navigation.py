"""What a person finds in the navigation: what the offices they hold let them do."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fairgate.queries.body import known_bodies
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
    """The places open to `user` on that day, in order; none for somebody who holds no office.

    Who only sits on a council or panel has that and the code.
    """
    held = holdings(user, on)
    offices = held.throughout.union(*held.by_school.values())
    if not offices:
        return []
    bodies = known_bodies(user, on, held.throughout, offices)
    only_sits = offices <= {office for office, _ in bodies}
    places = [place for place in PLACES if place.reception or offices != {RECEPTION}]
    items = [_item(place.text, reverse(place.name), path) for place in places if not only_sits or place.name == "code"]
    sits = [_item(name, reverse("body", args=[office]), path) for office, name in bodies]
    return sits + items if only_sits else items + sits


def _item(text: str, url: str, path: str) -> Item:
    return Item(text, url, path == url or path.startswith(url.rstrip("/") + "/"))
