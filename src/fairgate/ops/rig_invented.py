"""What a seed invents for the rig: names, places, passwords, secrets, planted strings. No database, no clock.

The same seed gives the same, on every machine: `random.Random` of a text is reproducible by its documentation.
"""

import random
import re
from base64 import b32encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from fairgate.policy.located import read_yaml

DATA = Path(__file__).parent / "rig_data"
TRUSTS = ("aspire", "oak")
SITES = ("a", "b")
MARKER = "quillwort"
"""The word that stands before most planted strings: a search for it finds what they stand in."""

_PLANTED = re.compile(r"<(\w+)>")
_NAMED = re.compile(r'"planted":"(\w+)"')
_SYLLABLES = "bcdfghjklmnpqrstvwxz"


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the cast: `offices` by trust; `at` a school, or '' for throughout; days counted from today."""

    role: str
    offices: dict[str, list[str]]
    at: str = ""
    since: int = -700
    until: int | None = None
    seat: str = ""
    is_superuser: bool = False


class Adult(msgspec.Struct, frozen=True, kw_only=True):
    """An adult of the cast, and what brings them to the school `at`: a child, or a `visit`."""

    id: str
    at: str
    year: str = ""
    relationship: str = ""
    visit: str = ""
    note: str = ""
    like: str = ""
    address: str = ""
    protected: bool = False
    no_fixed_abode: bool = False
    phone: bool = False
    vehicle: bool = False
    known_as: bool = False
    photograph: bool = False
    rights: bool = False
    languages: str = ""
    adjustments: str = ""
    order: str = ""


class Draft(msgspec.Struct, frozen=True):
    """A report that somebody has begun."""

    who: str
    text: str


class Cast(msgspec.Struct, frozen=True):
    """Everybody in both trusts."""

    staff: list[Staff]
    people: list[Adult]
    merged: dict[str, str]
    stands_aside: dict[str, str]
    drafts: list[Draft]


class Persona(msgspec.Struct, frozen=True):
    """Somebody with an account: how they sign in."""

    role: str
    name: str
    email: str
    password: str
    secret: str


class Site(msgspec.Struct, frozen=True):
    """A school."""

    name: str
    urn: str
    street: str
    town: str
    postcode: str


class Somebody(msgspec.Struct, frozen=True):
    """An adult: names, and where they live, a line to each line."""

    name: str
    child: str
    address: tuple[str, ...]
    phone: str
    registration: str
    known_as: str


class Invented(msgspec.Struct, frozen=True):
    """What a seed gives for one trust: by role, by site, by the id of the cast, by kind of planted string."""

    personas: dict[str, Persona]
    sites: dict[str, Site]
    people: dict[str, Somebody]
    planted: dict[str, str]
    draft_keys: tuple[UUID, ...]

    def told(self, text: str) -> str:
        """A text of the data with its planted strings in it."""
        return _PLANTED.sub(lambda found: self.planted[found[1]], text)


def kinds_in(text: str) -> list[str]:
    """The kinds of planted strings that a part of the data names, given as JSON."""
    return sorted({*_PLANTED.findall(text), *_NAMED.findall(text)})


def cast() -> Cast:
    """The cast, as it stands in the data."""
    return msgspec.convert(data("cast"), Cast, strict=False)


def data(name: str) -> Any:
    """A file of the rig's data: text, lists and mappings."""
    return read_yaml(DATA / f"{name}.yaml").data


def invent(seed: int) -> dict[str, Invented]:
    """Both trusts of that seed, by the id of their code."""
    chance = random.Random(f"fairgate rig {seed}")  # noqa: S311 - the very point is that it can be told again
    words = data("names")
    names = _names(words, chance)
    places = iter(chance.sample(words["place"], 2 * len(TRUSTS)))
    return {trust: _trust(trust, number, words, names, places, chance) for number, trust in enumerate(TRUSTS)}


def _trust(
    trust: str,
    number: int,
    words: Mapping[str, Any],
    names: Iterator[str],
    places: Iterator[str],
    chance: random.Random,
) -> Invented:
    who = cast()
    personas = {}
    for row in who.staff:
        if trust in row.offices:
            name = next(names)
            email = f"{name.replace(' ', '.').lower()}@{trust}.example.org"
            password = "-".join([*chance.sample(words["password"], 4), str(chance.randrange(100, 1000))])
            secret = b32encode(chance.randbytes(20)).decode()
            personas[row.role] = Persona(row.role, name, email, password, secret)
    sites = {site: _site(2 * number + place, next(places), words, chance) for place, site in enumerate(SITES)}
    planted = {kind: _token(chance) for kind, row in data("canaries").items() if trust in row}
    people: dict[str, Somebody] = {}
    for adult in who.people:
        same = people.get(adult.like)
        people[adult.id] = same or _somebody(adult, names, planted, words, chance)
    keys = tuple(UUID(bytes=chance.randbytes(16), version=4) for _ in who.drafts)
    return Invented(personas, sites, people, planted, keys)


def _names(words: Mapping[str, Any], chance: random.Random) -> Iterator[str]:
    """Full names, no surname twice: who is whose relative is said, never guessed."""
    surnames = chance.sample(words["surname"], len(words["surname"]))
    for surname in surnames:
        yield f"{chance.choice(words['first'])} {surname}"


def _token(chance: random.Random) -> str:
    """A word that stands nowhere else: ten consonants."""
    return "".join(chance.choices(_SYLLABLES, k=10)).capitalize()


def _site(number: int, place: str, words: Mapping[str, Any], chance: random.Random) -> Site:
    street = f"{chance.randrange(1, 90)} {chance.choice(words['street'])}"
    return Site(f"{place} Primary School", f"9{number:05}", street, place, f"ZZ9{number} {chance.randrange(1, 9)}AA")


def _somebody(
    adult: Adult, names: Iterator[str], planted: Mapping[str, str], words: Mapping[str, Any], chance: random.Random
) -> Somebody:
    name = next(names)
    first, _, surname = name.partition(" ")
    child = f"{chance.choice(words['first'])} {surname}" if adult.relationship else ""
    street = f"{chance.randrange(1, 90)} {chance.choice(words['street'])}"
    postcode = f"ZZ99 {chance.randrange(1, 9)}{''.join(chance.choices('ABDEFGHJ', k=2))}"
    hidden = _PLANTED.match(adult.address)
    lines = (f"{planted[hidden[1]]} Cottage",) if hidden else ()
    address = (*lines, street, "Truro", postcode) if adult.address else ()
    plate = f"ZZ{chance.randrange(10, 99)} {''.join(chance.choices('ABDEFGHJ', k=3))}"
    known_as = f"{first[:3]} {surname}" if adult.known_as else ""
    phone = f"07700 900{chance.randrange(100, 999)}" if adult.phone else ""
    return Somebody(name, child, address, phone, plate if adult.vehicle else "", known_as)
