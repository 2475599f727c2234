"""Putting a person's details right: the name, where post reaches them, what they have asked for."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from fairgate.records import door
from fairgate.records.models import Person, User
from fairgate.records.search.keep import keep_person


class DetailsMoved(Exception):
    """Somebody changed the details after the user had opened them; nothing was changed."""


@dataclass(frozen=True)
class Details:
    """What a school keeps of an adult. `address` has a line to each line, the postcode last."""

    name: str
    other_names: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    email_service_agreed: bool = False
    vehicle: str = ""
    languages: str = ""
    adjustments: str = ""

    @classmethod
    def of(cls, person: Person) -> "Details":
        """The details as they are kept."""
        return cls(**{name: getattr(person, name) for name in cls.__dataclass_fields__})

    @property
    def stamp(self) -> str:
        """A short hash: it differs as soon as any detail does, and tells none of them."""
        told = "\x00".join(f"{name}={value}" for name, value in asdict(self).items())
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def change_person(number: int, *, details: Details, seen: str, by: User, now: datetime) -> Person:
    """Keep these details of the person; which of them changed is noted in the access log, never to what.

    `seen` is the stamp of the details that the user had before them. What is the same already changes nothing, so a
    POST sent twice acts once.

    Raises:
        Hidden: there is no such person for this user.
        DetailsMoved: somebody else changed them meanwhile.
    """
    person = door.open_person(by, number, now=now)  # outside the transaction: a knock is noted whatever follows
    with transaction.atomic():
        kept = Details.of(Person.objects.select_for_update().get(pk=person.pk))
        changed = [name for name, value in asdict(details).items() if getattr(kept, name) != value]
        if not changed:
            return person
        if kept.stamp != seen:
            raise DetailsMoved
        for name in changed:
            setattr(person, name, getattr(details, name))
        person.save(update_fields=changed)
        keep_person(person)
    door.open_person(by, number, now=now, why=f"changed: {', '.join(changed)}")
    return person
