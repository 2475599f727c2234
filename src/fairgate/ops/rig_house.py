"""The two trusts of the rig as they stand before anything happens: schools, accounts, and the people whom they know.

Trusts, schools, terms, accounts and offices are rows: no page makes them. Everything else is done by the act of the
page on which somebody would do it.
"""

import contextlib
import io
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fairgate.ops.demo import TRUSTS as LOOKS
from fairgate.ops.rig_invented import Adult, Cast, Invented, Staff, cast

if TYPE_CHECKING:
    from fairgate.records.models import Person, School, Trust, User

HALF_TERMS = (
    ((1, 5), (2, 12)),
    ((2, 22), (4, 1)),
    ((4, 19), (5, 28)),
    ((6, 7), (7, 21)),
    ((9, 2), (10, 23)),
    ((11, 2), (12, 18)),
)
"""First and last day of each half-term, as (month, day): the same every year, since nothing here happened."""
ENTERED = -100
"""The day on which the people were entered."""


@dataclass
class House:
    """One trust of the rig: its rows, by the names that the data has for them."""

    slug: str
    invented: Invented
    today: date
    trust: "Trust"
    schools: dict[str, "School"]
    users: dict[str, "User"]
    recovery_codes: dict[str, list[str]]
    people: dict[str, "Person"]

    def at(self, day: int, place: int = 0) -> datetime:
        """An instant of that day, one act after the other; what would fall on a weekend was done on the Friday."""
        on = self.today + timedelta(days=day)
        on -= timedelta(days=max(0, on.weekday() - 4))
        return datetime.combine(on, time(7, 30), UTC) + timedelta(minutes=place)

    def head_of(self, site: str) -> "User":
        """Who leads that school."""
        return self.users["head" if site == "a" else "second_head"]


def build_house(slug: str, invented: Invented, today: date) -> House:
    """The trust of that code, with its schools, its accounts and the people whom its schools know."""
    from fairgate.records.models import Trust

    name, header, accent = LOOKS[slug]
    trust = Trust.objects.create(slug=slug, name=name, header_colour=header, accent_colour=accent)
    house = House(slug, invented, today, trust, {}, {}, {}, {})
    who = cast()
    _schools(house)
    for row in who.staff:
        if slug in row.offices:
            _account(house, row)
    for adult in who.people:
        _adult(house, adult)
    _found_same_or_apart(house, who)
    return house


def _schools(house: House) -> None:
    from django.utils.text import slugify

    from fairgate.records.models import HalfTerm, School

    for site, told in house.invented.sites.items():
        house.schools[site] = School.objects.create(
            trust=house.trust,
            urn=told.urn,
            slug=slugify(told.name),
            name=told.name,
            phase="Primary",
            la="Cornwall",
            street=told.street,
            town=told.town,
            postcode=told.postcode,
            phone=f"01632 960{int(told.urn[-3:]) + 100}",
            email=f"office@{slugify(told.name)}.example.org",
        )
    first = house.schools["a"]
    house.trust.address, house.trust.postcode = "\n".join(first.address_lines), first.postcode
    house.trust.phone, house.trust.email = first.phone, f"office@{house.slug}.example.org"
    house.trust.save()
    for year in range(house.today.year - 1, house.today.year + 3):
        for begins, ends in HALF_TERMS:
            HalfTerm.objects.create(trust=house.trust, first=date(year, *begins), last=date(year, *ends))


def _account(house: House, row: Staff) -> None:
    """Somebody who can be asked for a password and a code, and holds these offices; a seat gives its own."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.password_validation import validate_password

    from fairgate.actions.second_factor import add_app
    from fairgate.records.models import Holding, User

    told = house.invented.personas[row.role]
    user = User(email=told.email, name=told.name, trust=house.trust, is_superuser=row.is_superuser)
    validate_password(told.password, user)
    user.password = make_password(told.password)
    user.save()
    _, house.recovery_codes[row.role] = add_app(user, told.secret)
    house.users[row.role] = user
    for office in row.offices[house.slug]:
        Holding.objects.create(
            user=user,
            trust=house.trust,
            school=house.schools[row.at] if row.at else None,
            office=office,
            since=house.today + timedelta(days=row.since),
            until=None if row.until is None else house.today + timedelta(days=row.until),
        )


def _adult(house: House, adult: Adult) -> None:
    """Somebody as the head of the school enters them: what brings them there, then their details."""
    from fairgate.actions.person import Details, change_person
    from fairgate.actions.person_names import change_names, change_vehicles
    from fairgate.actions.person_photograph import take_photograph
    from fairgate.actions.person_ties import OfChild, OnVisit, add_person
    from fairgate.records.models import NameKind, VisitorKind

    told, by, now = house.invented.people[adult.id], house.head_of(adult.at), house.at(ENTERED)
    tie = OfChild(told.child, adult.year, adult.relationship) if adult.relationship else None
    person = add_person(
        house.schools[adult.at].slug,
        name=told.name,
        phone=told.phone,
        tie=tie or OnVisit(VisitorKind(adult.visit), adult.note),
        by=by,
        now=now,
    )
    house.people[adult.id] = person
    details = Details(
        name=told.name,
        phone=told.phone,
        address="\n".join(told.address),
        address_protected=adult.protected,
        no_fixed_abode=adult.no_fixed_abode,
        languages=adult.languages,
        adjustments=house.invented.told(adult.adjustments),
    )
    change_person(person.pk, details=details, seen=Details.of(person).stamp, by=by, now=now)
    if told.known_as:
        change_names(person.pk, add=(told.known_as, NameKind.KNOWN_AS), drop=(), by=by, now=now)
    if told.registration:
        change_vehicles(person.pk, add=(told.registration, "a grey van"), drop=(), by=by, now=now)
    if adult.photograph:
        take_photograph(person.pk, io.BytesIO(picture(told.name)), "portrait.png", by=by, now=now)
    if adult.rights or adult.order:
        _rights(house, adult, person)


def _rights(house: House, adult: Adult, person: "Person") -> None:
    from fairgate.actions.permission import Allowing, give_permission
    from fairgate.actions.person_ties import Grounds, record_capacity, record_order
    from fairgate.records.models import CapacityKind, PermissionKind, Relationship, Seen

    by, now = house.head_of(adult.at), house.at(ENTERED, 1)
    tie = Relationship.objects.get(person=person).pk
    grounds = Grounds(Seen.BIRTH_CERTIFICATE, "At admission")
    for kind in (CapacityKind.PARENT, CapacityKind.RESPONSIBILITY, CapacityKind.COLLECTS):
        record_capacity(person.pk, tie, kind=kind, grounds=grounds, by=by, now=now)
    if adult.order:
        says, seen = house.invented.told(adult.order), Grounds(Seen.COURT_ORDER, "Sealed copy")
        record_order(person.pk, tie, says=says, grounds=seen, by=by, now=now)
    _sent_the_code(house, adult, person, by, now)
    days = (now.date(), now.date() + timedelta(days=364))
    allowing = Allowing(PermissionKind.ANIMAL, "bring the dog Rex to the gate", *days)
    give_permission(person.pk, [house.schools[adult.at].slug], allowing, by=by, now=now)


def _sent_the_code(house: House, adult: Adult, person: "Person", by: "User", now: datetime) -> None:
    """Whoever may collect a child has had the code of conduct; where a name cannot be printed, nobody wrote."""
    from fairgate.actions.person_letter import Told, Writer, write_letter
    from fairgate.delivery.letter import LetterRefused
    from fairgate.engine.words import Purpose

    writer = Writer(person.pk, house.schools[adult.at].slug, Purpose.CODE, by, now)
    with contextlib.suppress(LetterRefused):
        write_letter(writer, Told(), operation_key=f"the code, to {person.pk}")


def _found_same_or_apart(house: House, who: Cast) -> None:
    """Records that are of one person made one; and who stands aside from whom."""
    from fairgate.actions.person_merge import merge_people
    from fairgate.actions.recusal import stand_aside
    from fairgate.records.merging import state_of

    by, now = house.users["head"], house.at(ENTERED, 2)
    for other, keep in who.merged.items():
        seen = state_of(house.people[keep], house.people[other])
        why = "The same child, the same telephone."
        merge_people(house.people[keep].pk, house.people[other].pk, why=why, seen=seen, by=by, now=now)
    for role, person in who.stands_aside.items():
        stand_aside(house.people[person].pk, why="My sister", until=None, by=house.users[role], now=now)


def picture(of: str) -> bytes:
    """A small picture in a colour of its own, as PNG."""
    from PIL import Image

    colour = random.Random(of).randbytes(3)  # noqa: S311 - a colour, told by the name
    out = io.BytesIO()
    Image.new("RGB", (320, 240), (colour[0], colour[1], colour[2])).save(out, "PNG")
    return out.getvalue()


def build_houses(invented: Mapping[str, Invented], today: date) -> list[House]:
    """Both trusts."""
    return [build_house(slug, told, today) for slug, told in invented.items()]
