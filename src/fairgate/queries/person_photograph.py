"""The photograph of a person, for whoever may see the person."""

from datetime import datetime

from django.conf import settings

from fairgate.delivery.evidence.store import Store
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import Person, Photograph, User


def photograph(user: User, number: int, now: datetime) -> tuple[bytes, str]:
    """The picture and what it is: 'image/jpeg'. Raises Hidden, also where there is none."""
    person = door.open_person(user, number, now=now, why="the photograph")
    rows = Photograph.objects.filter(person__in=Person.objects.same_as(person).values("pk"))
    own_first = sorted(rows, key=lambda row: (row.person_id != person.pk, row.person_id))
    try:
        kept = next(iter(own_first))
        body = Store(settings.STATE / "photographs").path(kept.sha256, kept.key).read_bytes()
    except (StopIteration, FileNotFoundError):
        raise Hidden("there is no photograph") from None
    return body, kept.media_type


def has_photograph(person: Person) -> bool:
    """Whether a picture of the person is kept."""
    return Photograph.objects.filter(person__in=Person.objects.same_as(person).values("pk")).exists()
