"""Invented trusts, schools, people and cases for the tests of records, actions, queries and web."""

from datetime import UTC, date, datetime
from itertools import count

from fairgate.engine.acts.conversation import ConversationHeld
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.entry import Actor, Entry
from fairgate.engine.words import Setting
from fairgate.records.append import append
from fairgate.records.models import Case, Holding, LedgerEntry, Person, School, Trust, User
from fairgate.records.search.keep import keep_person

NOW = datetime(2024, 10, 1, 9, 30, tzinfo=UTC)
TODAY = date(2024, 10, 1)


class House:
    """Trust `oak` with `prestfield` and `hollins`, trust `aspire` with `carn`; the rest is made on demand."""

    def __init__(self) -> None:
        self.oak = Trust.objects.create(slug="oak", name="Oak Learning Partnership")
        self.aspire = Trust.objects.create(slug="aspire", name="Aspire Academy Trust")
        self.prestfield = self.school("prestfield", self.oak, "900001")
        self.hollins = self.school("hollins", self.oak, "900002")
        self.carn = self.school("carn", self.aspire, "900003")
        self._numbers = count(1)

    @staticmethod
    def school(slug: str, trust: Trust, urn: str) -> School:
        return School.objects.create(slug=slug, name=f"{slug.title()} School", trust=trust, urn=urn, la="Cornwall")

    def user(self, office: str = "", at: School | Trust | None = None, trust: Trust | None = None) -> User:
        """Somebody who holds `office` at a school or throughout a trust; without an office, just somebody."""
        number = next(self._numbers)
        home = at.trust if isinstance(at, School) else at or trust or self.oak
        user = User.objects.create_user(f"user{number}@{home.slug}.example", name=f"User {number}", trust=home)
        if office:
            self.hold(user, office, at)
        return user

    @staticmethod
    def hold(
        user: User, office: str, at: School | Trust | None, since: date = date(2020, 1, 1), until: date | None = None
    ) -> Holding:
        assert user.trust is not None
        school = at if isinstance(at, School) else None
        return Holding.objects.create(
            user=user, trust=user.trust, school=school, office=office, since=since, until=until
        )

    def person(self, name: str = "Jo Penrose", trust: Trust | None = None) -> Person:
        person = Person.objects.create(trust=trust or self.oak, name=name)
        keep_person(person)
        return person

    def case(self, school: School | None = None, subject: Person | None = None) -> Case:
        school = school or self.prestfield
        return Case.objects.create(
            trust=school.trust,
            school=school,
            subject=subject or self.person(trust=school.trust),
            pack=school.trust.slug,
            opened_at=NOW,
        )

    def case_with(self, entries: int, school: School | None = None) -> Case:
        """A case whose ledger holds that many conversations."""
        case = self.case(school)
        for seq in range(entries):
            add(case, talk(f"e{seq + 1}"), seq=seq)
        return case


def talk(ref: str, on: date = TODAY, text: str = "") -> ConversationHeld:
    """The simplest entry there is."""
    return ConversationHeld(ref=ref, on=on, by=Actor("headteacher", "M Lark"), step="conversation", text=text)


def breach(ref: str, on: date = TODAY) -> BreachRecorded:
    return BreachRecorded(
        ref=ref, on=on, by=Actor("reception", "J Trelawny"), clauses=("threat",), setting=Setting.PREMISES
    )


def add(case: Case, *entries: Entry, seq: int, key: str = "", by: User | None = None) -> list[LedgerEntry]:
    """Append after entry `seq`, under an operation key of its own."""
    return append(case, entries, by=by, now=NOW, operation_key=key or f"key-{entries[0].ref}", expected_seq=seq)
