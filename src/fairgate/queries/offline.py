"""The list for when the line fails: who is barred at a school, under which names, until when; and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models.functions import Coalesce
from django.utils import timezone

from fairgate.delivery.offline_copy import sealed_copy
from fairgate.engine import gate as engine
from fairgate.engine.acts.bar import BarImposed
from fairgate.queries import likeness, names
from fairgate.queries.gate import NotAName, Word, answer_at
from fairgate.queries.on_record import together
from fairgate.records import desk, door, offline, sealed
from fairgate.records.door import Gate, Hidden
from fairgate.records.models import OfflineDevice, Person, School, User
from fairgate.records.standing import standings

HOURS = 12
_BAR = str(BarImposed.__struct_config__.tag)


@dataclass(frozen=True)
class Barred:
    """Somebody who is barred at the school: the name on record, the last day, and how the name is compared.

    `certain`: nobody else in the trust has just this name, so that it is answered as barred and not asked about.
    """

    name: str
    until: date
    known: names.Known
    certain: bool

    def told(self) -> dict[str, Any]:
        """As the copy holds it."""
        return {"name": self.name, "until": self.until.isoformat(), "certain": self.certain} | likeness.told(self.known)


def barred_at(gate: Gate, *, now: datetime) -> list[Barred]:
    """Everybody who is barred at that school on that day, by name."""
    at = timezone.localtime(now).replace(tzinfo=None)
    cases = gate.cases.filter(entries__type=_BAR).distinct().select_related("subject__kept_as", "school", "trust")
    by_person: dict[int, list[Any]] = {}
    for standing in standings(list(cases), at.date()):
        by_person.setdefault(standing.record.subject.one_pk, []).append(standing)
    found: dict[int, tuple[str, date]] = {}
    for person, stood in by_person.items():
        bar = engine.answer((one.folded for one in stood), gate.school.slug, at)
        if bar.barred and bar.until is not None:
            found[person] = (stood[0].record.subject.kept.name, bar.until)
    rows = Person.objects.annotate(one=Coalesce("kept_as", "pk")).filter(one__in=found).order_by()
    known = together(rows.values_list("one", "name", "other_names__name"))
    told = [Barred(name, until, known[one], _certain(gate, name, now)) for one, (name, until) in found.items()]
    return sorted(told, key=lambda one: one.name)


def _certain(gate: Gate, name: str, now: datetime) -> bool:
    try:
        return answer_at(gate, name, now=now).word is Word.BARRED
    except NotAName:
        return False


def copy(device: OfflineDevice, gate: Gate, *, now: datetime) -> dict[str, Any]:
    """The copy for that device, twelve hours at most, and the key to it; `rules` are how names are compared."""
    school = device.school
    head = {
        "school": school.name,
        "phone": school.phone,
        "device": device.name,
        "made_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=HOURS)).isoformat(),
    }
    told = [one.told() for one in barred_at(gate, now=now)]
    return {**sealed_copy(sealed.unseal(device.word_sealed), head, told), "rules": likeness.rules()}


@dataclass(frozen=True)
class PrintedList:
    """The list on paper: who, until when; when it was printed, and until when it may be relied on."""

    school: School
    barred: tuple[Barred, ...]
    at: datetime
    destroy_at: datetime


def printed_list(user: User, slug: str, *, now: datetime) -> PrintedList | None:
    """The list of that school; None where the data lead has not agreed that it is printed. Raises Hidden; noted."""
    gate = door.gate_for(user, slug, now=now, why="the printed list")
    paper = offline.paper_of(gate.school)
    if paper is None or paper.agreed_at is None:
        return None
    return PrintedList(gate.school, tuple(barred_at(gate, now=now)), now, now + timedelta(hours=HOURS))


def is_paper_asked(user: User, slug: str, *, now: datetime) -> bool:
    """Whether the printed list waits for the data lead."""
    return offline.paper_of(desk.open_desk(user, slug, now=now, why="the printed list")) is not None


@dataclass(frozen=True)
class DevicePage:
    """The device that asks, its `word` once it is agreed; and the schools for which one can be asked for."""

    device: OfflineDevice | None
    word: str
    schools: tuple[School, ...]


def device_page(user: User, token: str, *, now: datetime) -> DevicePage:
    """For whoever works at a gate; else Hidden."""
    schools = door.schools_by_name(user, timezone.localdate(now), gate=True)
    if not schools:
        raise Hidden("no gate is theirs")
    device = offline.device_of(user, token, now=now)
    agreed = device is not None and device.agreed_at is not None
    return DevicePage(device, sealed.unseal(device.word_sealed) if device and agreed else "", tuple(schools))


def devices(user: User, *, now: datetime) -> tuple[list[OfflineDevice], list[OfflineDevice]]:
    """All of the trust, for its data lead: those that hold or wait, and those that were revoked. Raises Hidden."""
    desk.open_keeping(user, now=now)
    every: Iterable[OfflineDevice] = offline.devices_of_trust(user)
    rows = list(every)
    return [one for one in rows if one.revoked_at is None], [one for one in rows if one.revoked_at is not None][:50]
