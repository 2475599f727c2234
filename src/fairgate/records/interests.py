"""What the records know of a body's members, before a case: who has an interest in it, and whom to ask.

Beside the ledger's own (who imposed a measure, who reported what it rests on) there is whom the accounts and the
incidents name, and who stands aside from the person. Everything else is for the members to declare.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.acts.body import interests_of
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.authority import same_person
from fairgate.engine.words import Interest
from fairgate.records.models import IncidentPerson, Person, Recusal, Role, Seat
from fairgate.records.one_query import in_one_query, part
from fairgate.records.standing import Standing

_OF_PART = {Part.REPORTER: Interest.REPORTED, Part.WITNESS: Interest.WITNESS, Part.AFFECTED: Interest.AFFECTED}
_OF_ROLE = {Role.REPORTER: Interest.REPORTED, Role.WITNESS: Interest.WITNESS, Role.AFFECTED: Interest.AFFECTED}

_WHO = ("user", "name", "role")
_NAMES = {"report": "incident__reference", "known": "person__name"}
_THROUGH = ("incident__case", "incident__entries__case")


@dataclass(frozen=True)
class Named:
    """Somebody whom an incident, by its reference, names: a user, or a name as it was written."""

    incident: str
    user: int | None
    name: str
    why: Interest


@dataclass(frozen=True)
class Known:
    """What the records tell of some cases: whom their incidents name, and who stands aside from their people.

    `named` holds the rows of a case by its primary key; `aside`, by the person's, the users.
    """

    named: Mapping[int, Sequence[Named]]
    aside: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, cases: Iterable[Standing]) -> "Known":
        """Of these cases, in one query however many there are; in none for no case."""
        stands = list(cases)
        if not stands:
            return cls({}, {})
        references = {one.record.pk for one in stands}
        people = IncidentPerson.objects.filter(role__in=_OF_ROLE)
        aside = Recusal.objects.on(stands[0].on).annotate(one=Coalesce("person__kept_as", "person"))
        begun, added = (people.filter(**{f"{through}__in": references}) for through in _THROUGH)
        rows = in_one_query(
            begun=part(begun, *_WHO, **_NAMES, case=_THROUGH[0]),
            added=part(added, *_WHO, **_NAMES, case=_THROUGH[1]),
            aside=part(aside.filter(one__in={one.record.subject.one_pk for one in stands}), "one", "user"),
        )
        named: dict[int, list[Named]] = {}
        for row in (*rows["begun"], *rows["added"]):
            who = Named(row["report"], row["user"], row["name"] or row["known"] or "", _OF_ROLE[Role(row["role"])])
            named.setdefault(row["case"], []).append(who)
        apart: dict[int, set[int]] = {}
        for row in rows["aside"]:
            apart.setdefault(row["one"], set()).add(row["user"])
        return cls(named, {person: frozenset(users) for person, users in apart.items()})

    def interests(self, stands: Standing, seats: Iterable[Seat]) -> dict[int, Interest]:
        """By the primary key of a seat, the interest that its member has in a case, as far as the records tell."""
        members = list(seats)
        return self.told(stands, members) | ledger_interests(stands, members)

    def told(self, stands: Standing, seats: Iterable[Seat]) -> dict[int, Interest]:
        """Those that stand in words or in rows beside the ledger.

        A name counts where it is the member's own in full; a name that is only like it is for the clerk to ask about.
        """
        texts = list(_named_in_ledger(stands))
        users: dict[int, Interest] = {}
        for row in self.named.get(stands.record.pk, ()):
            if row.user is not None:
                users[row.user] = row.why
            else:
                texts.append((row.name, row.why))
        users |= dict.fromkeys(self.aside.get(stands.record.subject.one_pk, ()), Interest.RELATIVE)
        known: dict[int, Interest] = {}
        for seat in seats:
            why = users.get(seat.user_id or 0) or next((why for text, why in texts if is_named(text, seat.who)), None)
            if why is not None:
                known[seat.pk] = why
        return known


def ledger_interests(stands: Standing, seats: Iterable[Seat]) -> dict[int, Interest]:
    """Those that the engine itself sees in the ledger: who imposed a measure, who reported what it rests on."""
    pairs = [pair for measure in stands.folded.current_measures() for pair in interests_of(measure)]
    return {seat.pk: why for seat in seats for person, why in pairs if same_person(person, seat.person)}


def shares_a_surname(stands: Standing, seat: Seat) -> bool:
    """Whether a member has a surname of the person whom the case is about: a reason to ask, and no more."""
    same = Person.objects.same_as(stands.record.subject)
    names = {name for pair in same.values_list("name", "other_names__name") for name in pair if name}
    surnames = {words[-1] for words in map(_words, names) if words}
    own = _words(seat.who)
    return bool(own) and own[-1] in surnames


def _named_in_ledger(stands: Standing) -> Iterator[tuple[str, Interest]]:
    for entry in stands.entries:
        if isinstance(entry, BreachRecorded) and entry.witnesses:
            yield entry.witnesses, Interest.WITNESS
        elif isinstance(entry, AccountTaken) and entry.part in _OF_PART:
            yield entry.teller, _OF_PART[entry.part]


def is_named(text: str, name: str) -> bool:
    """Whether a text names somebody by a name of two words or more, in full; a name that is only like it does not."""
    words = _words(name)
    return len(words) > 1 and f" {' '.join(words)} " in f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.casefold())
