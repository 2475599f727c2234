"""Visitors: what the gate answers of one who signs in, what they are shown, and who is there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from fairgate.delivery.evidence.store import Store
from fairgate.policy.pack import edition_on, editions
from fairgate.policy.visitors import ENGLISH, LANGUAGES, RIGHT_TO_LEFT, Point, points
from fairgate.queries import gate as at_gate
from fairgate.queries import gate_question, names
from fairgate.queries.gate import Answer, NotAName, Word, answer_at
from fairgate.queries.help_asked import led
from fairgate.records import desk, door
from fairgate.records.door import Gate, Hidden
from fairgate.records.models import (
    Alerted,
    Arrival,
    ArrivalsDeleted,
    HelpAsked,
    School,
    Tablet,
    Trust,
    User,
)

REGULARS_AT_MOST = 200


@dataclass(frozen=True)
class CodeShown:
    """What the code asks of a visitor, in one language; `courtesy`: it is a translation, and the English counts."""

    title: str
    edition: str
    language: str
    own_name: str
    right_to_left: bool
    courtesy: bool
    points: tuple[Point, ...]


def code_shown(trust: Trust, on: date, language: str) -> CodeShown | None:
    """The trust's code in force on that day; in English where it is not told in that language. None without a code."""
    if not editions(trust.slug):
        return None
    pack = edition_on(trust.slug, on)
    told = points(pack, language) if language in LANGUAGES else ()
    spoken = language if told else ENGLISH
    return CodeShown(
        title=pack.code.title,
        edition=pack.code.edition,
        language=spoken,
        own_name=LANGUAGES[spoken],
        right_to_left=spoken in RIGHT_TO_LEFT,
        courtesy=spoken != ENGLISH,
        points=told or points(pack, ENGLISH),
    )


def codes_shown(trust: Trust, on: date) -> list[CodeShown]:
    """The same in every language in which it is told."""
    found = [code_shown(trust, on, language) for language in LANGUAGES]
    return [one for place, one in enumerate(found) if one is not None and one not in found[:place]]


@dataclass(frozen=True)
class Found:
    """What the gate answers of who signs in: `word` is None where they are clear. `by_vehicle`: it is their vehicle;
    `person`: whose bar it is, by their key, where the name alone says so."""

    word: Alerted | None = None
    by_vehicle: bool = False
    person: int = 0


_WORDS = {Word.BARRED: Alerted.BARRED, Word.CHECK: Alerted.CHECK}


def found_at(gate: Gate, name: str, vehicle: str, *, now: datetime) -> Found:
    """What that gate answers of somebody of that name, and of that vehicle; the graver of the two."""
    try:
        answer = answer_at(gate, name, now=now)
        named, person = _WORDS.get(answer.word), answer.person
    except NotAName:  # the page has asked for a first name and a surname; what is in no letters is asked about
        named, person = Alerted.CHECK, 0
    if named is not None:
        return Found(named, person=person)
    driven = gate_question.plate_in(vehicle) and _WORDS.get(answer_at(gate, vehicle, now=now).word)
    return Found(driven, by_vehicle=True) if driven else Found()


def found_at_desk(user: User, slug: str, name: str, vehicle: str, *, now: datetime) -> Found:
    """The same at the gate of that school, for who works there; noted as a look-up. Raises Hidden."""
    gate = door.gate_for(user, slug, now=now, why="signing a visitor in")
    return found_at(gate, name, vehicle, now=now)


def is_whole_name(text: str) -> bool:
    """Whether it is a first name, or an initial, and a surname: what can be looked up."""
    read = names.read(text)
    return read is not None and read.is_whole


@dataclass(frozen=True)
class DeskPage:
    """Who signed in at a school today: `alerts` first, then who is `here` and who has `gone`; and who comes often."""

    school: School
    alerts: tuple[Arrival, ...]
    here: tuple[Arrival, ...]
    gone: tuple[Arrival, ...]
    regulars: tuple[Arrival, ...]
    sets_up: bool


def schools(user: User, on: date) -> list[School]:
    """The schools at whose desk `user` works on that day, by name."""
    return at_gate.schools(user, on)


def desk_page(user: User, slug: str, *, now: datetime) -> DeskPage:
    """Today's list of that school. Raises Hidden; noted."""
    school = desk.open_desk(user, slug, now=now, why="today's visitors")
    on = timezone.localdate(now)
    today = list(Arrival.objects.today(school, on).select_related("alert", "by", "tablet"))
    here = tuple(one for one in today if one.left_at is None)
    return DeskPage(
        school=school,
        alerts=tuple(one for one in here if _alerts(one)),
        here=here,
        gone=tuple(one for one in today if one.left_at is not None),
        regulars=_regulars(school, on, {one.name for one in here}),
        sets_up=_sets_up(user, school, on),
    )


def alerts_at(user: User, on: date) -> int:
    """How many alerts wait at the desks where `user` works: one query, and nothing of whom they are about."""
    theirs = schools(user, on)
    waiting = Arrival.objects.filter(school__in=theirs, on=on, left_at=None, alert__seen_at=None)
    return waiting.filter(alert__isnull=False).count()


def _alerts(arrival: Arrival) -> bool:
    alert = getattr(arrival, "alert", None)
    return alert is not None and alert.seen_at is None


def _regulars(school: School, on: date, here: set[str]) -> tuple[Arrival, ...]:
    since = on - timedelta(days=90)
    rows = Arrival.objects.filter(school=school, regular=True, accepted=True, on__gte=since).order_by("-at", "-pk")
    latest: dict[str, Arrival] = {}
    for row in rows[: REGULARS_AT_MOST * 10]:
        latest.setdefault(row.name, row)
    known = [row for name, row in latest.items() if name not in here]
    return tuple(sorted(known, key=lambda row: row.name)[:REGULARS_AT_MOST])


def _sets_up(user: User, school: School, on: date) -> bool:
    return bool(desk.SETS_UP & door.offices_of(user, school, on))


def regular(user: User, slug: str, number: int, *, now: datetime) -> Arrival:
    """The last arrival of somebody who comes often, at that school. Raises Hidden."""
    school = desk.open_desk(user, slug, now=now, why="somebody who comes often")
    found = next((one for one in _regulars(school, timezone.localdate(now), set()) if one.pk == number), None)
    if found is None:
        raise Hidden("nobody of that number comes often")
    return found


@dataclass(frozen=True)
class RollCall:
    """Who is on site at a school, by name, for a fire."""

    school: School
    here: tuple[Arrival, ...]
    at: datetime


def roll_call(user: User, slug: str, *, now: datetime) -> RollCall:
    """Who has signed in today and not out. Raises Hidden; noted."""
    school = desk.open_desk(user, slug, now=now, why="roll-call")
    here = Arrival.objects.today(school, timezone.localdate(now)).still_here().order_by("name", "at")
    return RollCall(school, tuple(here), now)


@dataclass(frozen=True)
class ArrivalPage:
    """One visitor of today, and what the gate answers of them now: `answer` is None where nothing was alerted.
    `called`: the number of the call for help that their signing in made, 0 for none."""

    arrival: Arrival
    answer: Answer | None
    called: int = 0

    @property
    def language(self) -> str:
        """In which language they were shown the code, as its speakers write it."""
        return LANGUAGES.get(self.arrival.language, "")


def arrival_page(user: User, number: int, *, now: datetime) -> ArrivalPage:
    """The visitor, and the gate's answer asked anew where the desk was alerted. Raises Hidden; noted."""
    arrival = desk.open_arrival(user, number, now=now, why="a visitor")
    alert = getattr(arrival, "alert", None)
    if alert is None:
        return ArrivalPage(arrival, None)
    asked = arrival.vehicle if alert.vehicle else arrival.name
    try:
        answer = at_gate.ask(user, arrival.school.slug, asked, now=now)
    except NotAName:
        return ArrivalPage(arrival, None)
    made = HelpAsked.objects.filter(school=arrival.school, operation_key=f"arrival {arrival.operation_key}").first()
    return ArrivalPage(arrival, answer, made.pk if made else 0)


def arrival_picture(user: User, number: int, *, now: datetime) -> tuple[bytes, str]:
    """The photograph of a visitor who is here, and what it is. Raises Hidden."""
    arrival = desk.open_arrival(user, number, now=now, why="the photograph of a visitor")
    try:
        if not arrival.picture_key or arrival.left_at is not None:
            raise FileNotFoundError
        store = Store(settings.STATE / "arrivals")
        return store.path(arrival.picture_sha256, arrival.picture_key).read_bytes(), arrival.picture_type
    except FileNotFoundError:
        raise Hidden("there is no photograph") from None


@dataclass(frozen=True)
class SettingUp:
    """The tablets of a school; `leads`: whether the reader chooses who is called when the desk is alerted."""

    school: School
    tablets: tuple[Tablet, ...]
    leads: bool


def setting_up(user: User, slug: str, *, now: datetime) -> SettingUp:
    """For who may set them up. Raises Hidden; noted."""
    school = desk.open_setting_up(user, slug, now=now, why="tablets and alerts")
    tablets = Tablet.objects.filter(school=school, revoked_at=None).select_related("set_up_by")
    live = [one for one in tablets if one.paired_at is not None or one.code_until >= now]
    return SettingUp(school, tuple(live), bool(led(user, [school], timezone.localdate(now))))


@dataclass(frozen=True)
class Keeping:
    """For how many days a trust keeps what visitors sign, and what was deleted when, in numbers."""

    trust: Trust
    deleted: tuple[ArrivalsDeleted, ...]


def keeping(user: User, *, now: datetime) -> Keeping:
    """For the data lead. Raises Hidden; noted."""
    trust = desk.open_keeping(user, now=now)
    return Keeping(trust, tuple(ArrivalsDeleted.objects.filter(trust=trust)[:50]))
