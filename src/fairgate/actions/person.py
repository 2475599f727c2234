"""Putting a person's details right: the name, where post reaches them, what they have asked for."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fairgate.records import door
from fairgate.records.clearance import Clearance, schools_of_person
from fairgate.records.models import Person, User
from fairgate.records.search.keep import keep_person


class DetailsMoved(Exception):
    """Somebody changed the details after the user had opened them; nothing was changed."""


class NotCleared(Exception):
    """The user does not read what is restricted about this person, and so does not decide on it; nothing was done."""


@dataclass(frozen=True)
class Details:
    """What a school keeps of an adult. `address` has a line to each line, the postcode last.

    `address_protected`: it is confidential. `no_fixed_abode`: there is none, so `address` is empty.
    """

    name: str
    address: str = ""
    address_protected: bool = False
    no_fixed_abode: bool = False
    email: str = ""
    phone: str = ""
    email_service_agreed: bool = False
    languages: str = ""
    adjustments: str = ""

    @classmethod
    def of(cls, person: Person) -> "Details":
        """The details as they are kept."""
        return cls(**{name: getattr(person, name) for name in cls.__dataclass_fields__})

    @property
    def stamp(self) -> str:
        """A short keyed hash: it differs as soon as any detail does, and tells none of them."""
        told = "\x00".join(f"{name}={value}" for name, value in asdict(self).items())
        return salted_hmac("fairgate.actions.person", told, algorithm="sha256").hexdigest()[:16]


_WHERE = ("address", "address_protected", "no_fixed_abode")


def change_person(number: int, *, details: Details, seen: str, by: User, now: datetime) -> Person:
    """Keep these details of the person; which of them changed is noted in the access log, never to what.

    `seen` is the stamp of the details that the user had before them. What is the same already changes nothing, so a
    POST sent twice acts once. Of a confidential address that the user may not see, nothing changes.

    Raises:
        Hidden: there is no such person for this user.
        DetailsMoved: somebody else changed them meanwhile.
    """
    person = door.open_person(by, number, now=now)  # outside the transaction: a knock is noted whatever follows
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        kept = Details.of(person)
        if kept.address_protected and not is_cleared(by, person, now=now):
            details = replace(details, **{name: getattr(kept, name) for name in _WHERE})
        changed = [name for name, value in asdict(details).items() if getattr(kept, name) != value]
        if not changed:
            return person
        if kept.stamp != seen:
            raise DetailsMoved
        for name in changed:
            setattr(person, name, getattr(details, name))
        person.save(update_fields=changed)
        keep_person(person)
    note_change(number, changed, by=by, now=now)
    return person


def is_cleared(by: User, person: Person, *, now: datetime) -> bool:
    """Whether the user reads what is restricted about this person today."""
    return Clearance.of(by, timezone.localdate(now)).about(schools_of_person(person))


def note_change(number: int, changed: list[str], *, by: User, now: datetime) -> None:
    """Note in the access log what of a person was changed, never to what."""
    door.open_person(by, number, now=now, why=f"changed: {', '.join(changed)}")
