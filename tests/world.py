"""A trust under one pack, with a school, its terms, a parent and whoever is needed: what a page of an act acts on."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.entry import Actor, Entry
from fairgate.engine.words import Setting
from fairgate.records.append import append
from fairgate.records.models import Case, Child, HalfTerm, Holding, Person, Relationship, School, Trust, User

NOW = {
    "oak": datetime(2024, 10, 1, 9, 30, tzinfo=UTC),
    "aspire": datetime(2024, 10, 1, 9, 30, tzinfo=UTC),
    "model": datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
}
TERMS = (
    (date(2024, 9, 2), date(2024, 10, 25)),
    (date(2024, 11, 4), date(2024, 12, 20)),
    (date(2025, 1, 6), date(2025, 2, 14)),
    (date(2025, 2, 24), date(2025, 4, 4)),
    (date(2025, 4, 22), date(2025, 5, 23)),
    (date(2025, 6, 2), date(2025, 7, 22)),
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 3, 25)),
)


class World:
    """A trust under one pack, with a school, a parent with an address and a child, and staff made as they are named."""

    def __init__(self, pack: str, name: str = "") -> None:
        self.pack, self.now = pack, NOW[pack]
        self.today = self.now.date()
        self.trust, made = Trust.objects.get_or_create(slug=pack, defaults={"name": f"{pack.title()} Trust"})
        number = School.objects.count() + 1
        self.school = School.objects.create(
            trust=self.trust,
            urn=f"{800000 + number}",
            slug=name or f"{pack}-school",
            name=f"{(name or pack).title()} School",
            la="Cornwall",
            street="1 School Lane",
            town="Truro",
            postcode="TR1 1AA",
            phone="01872 960001",
            email="office@school.example.org",
        )
        if made:
            for first, last in TERMS:
                HalfTerm.objects.create(trust=self.trust, first=first, last=last)
        self._staff: dict[str, User] = {}
        self._keys = count(1)

    def staff(self, office: str) -> User:
        """Whoever holds that office at the school; '' for somebody without one."""
        if office not in self._staff:
            number = User.objects.count() + 1
            email = f"u{number}@{self.pack}.example"
            user = User.objects.create_user(email, name=f"Officer {number}", trust=self.trust)
            if office:
                Holding.objects.create(
                    user=user, trust=self.trust, school=self.school, office=office, since=date(2020, 1, 1)
                )
            self._staff[office] = user
        return self._staff[office]

    def hold(self, user: User, office: str) -> None:
        """They hold that office throughout the trust."""
        Holding.objects.create(user=user, trust=self.trust, school=None, office=office, since=date(2020, 1, 1))

    def person(self, name: str = "Jo Penrose", child: str = "Sam Penrose") -> Person:
        """A parent of a child at the school, with an address in the window of an envelope."""
        person = Person.objects.create(
            trust=self.trust, name=name, address="2 Fore Street\nTruro\nTR1 2BB", email="jo@example.org"
        )
        if child:
            pupil = Child.objects.create(school=self.school, name=child)
            Relationship.objects.create(child=pupil, person=person, relationship="parent")
        return person

    def case(self, *entries: Entry, person: Person | None = None) -> Case:
        """A case with that ledger."""
        case = Case.objects.create(
            trust=self.trust,
            school=self.school,
            subject=person or self.person(),
            pack=self.pack,
            opened_at=self.now - timedelta(days=30),
        )
        self.add(case, *entries)
        return case

    def add(self, case: Case, *entries: Entry) -> None:
        """Append entries, whoever made them."""
        for entry in entries:
            seq = case.entries.count()
            key = f"told {next(self._keys)} {case.reference}"
            append(case, [entry], by=None, now=self.now, operation_key=key, expected_seq=seq)

    def day(self, ago: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=ago)

    def breach(self, ref: str, ago: int, *clauses: str, **fields: Any) -> BreachRecorded:
        """A breach recorded so many days ago; found unless it says otherwise."""
        setting = fields.pop("setting", Setting.PREMISES)
        told = {"text": "He shouted.", **fields}
        by = Actor("reception", "user 0")
        return BreachRecorded(ref=ref, on=self.day(ago), by=by, clauses=clauses, setting=setting, **told)

    def client(self, user: User) -> Client:
        """A browser in which that user is signed in."""
        client = Client()
        client.force_login(user)
        return client
