"""The case page: the person, where the case stands, what happened, and what the code says can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.engine.code import Code
from fairgate.queries.reader import Reader
from fairgate.queries.says import Says, what_it_says
from fairgate.queries.stands import Stands, where_it_stands
from fairgate.queries.timeline import LetterLink, Line, timeline
from fairgate.records import door
from fairgate.records.models import Case, Evidence, IssuedLetter, Person, Relationship, School, User
from fairgate.records.standing import Standing, standing


@dataclass(frozen=True)
class Tie:
    """What the person is to a child, in the school's word, and where the child goes to school."""

    child: str
    relationship: str
    school: str


@dataclass(frozen=True)
class CasePage:
    """Everything that the page shows, for one reader on one day. `seq` is the last entry that they see.

    `opens_person`: the person's own page is theirs to see; to who only sits on a council or panel it is not.
    """

    reference: str
    school: str
    opened: date
    code: Code
    seq: int
    person: Person
    opens_person: bool
    ties: tuple[Tie, ...]
    stands: Stands
    says: Says
    timeline: tuple[Line, ...]
    takes_evidence: bool


def case_page(user: User, reference: str, now: datetime) -> CasePage:
    """The case with this reference as it stands on the day of `now`. Raises Hidden."""
    record = door.open_case(user, reference, now=now)
    on = timezone.localdate(now)
    stands = standing(record, on)
    reader = Reader.of(user, door.offices_of(user, record.school, on), stands.code)
    rows = {row.ref: row for row in record.entries.select_related("by_user").defer("payload")}
    return CasePage(
        reference=record.reference,
        school=record.school.name,
        opened=timezone.localdate(record.opened_at),
        code=stands.code,
        seq=stands.seq,
        person=record.subject,
        opens_person=bool(reader.held - door.bodies_of(user, on)),
        ties=ties_of(record.subject),
        stands=where_it_stands(stands, _premises(stands)),
        says=what_it_says(stands, reader),
        timeline=timeline(stands, rows, _letters(record), reader, _files(stands)),
        takes_evidence=not stands.folded.is_closed,
    )


def ties_of(person: Person) -> tuple[Tie, ...]:
    """The children through whom schools know the person: one query."""
    rows = Relationship.objects.filter(person=person).select_related("child__school").order_by("child__name")
    return tuple(Tie(row.child.name, row.relationship, row.child.school.name) for row in rows)


def letter_name(letter: str) -> str:
    """What a letter is, from its id in the pack: 'bar_notice' is a 'Bar notice'."""
    return letter.replace("_", " ").capitalize()


def _letters(record: Case) -> dict[str, list[LetterLink]]:
    found: dict[str, list[LetterLink]] = {}
    rows = IssuedLetter.objects.filter(case=record).order_by("issued_at", "pk")
    for number, letter, ref in rows.values_list("pk", "letter", "entry__ref"):
        found.setdefault(ref, []).append(LetterLink(number, letter_name(letter)))
    return found


def _files(stands: Standing) -> dict[str, int]:
    """The number of each file by the entry that added it, asked for only if there are any."""
    if not stands.folded.evidence:
        return {}
    return dict(Evidence.objects.filter(case=stands.record).values_list("entry__ref", "pk"))


def _premises(stands: Standing) -> dict[str, str]:
    """The names of the premises that a measure covers beside the case's own school, asked for only if there are any."""
    sites: Iterable[str] = {site for measure in stands.folded.measures.values() for site in measure.sites}
    others = set(sites) - {stands.record.school.slug}
    if not others:
        return {}
    schools = School.objects.filter(trust_id=stands.record.trust_id, slug__in=others)
    return dict(schools.values_list("slug", "name"))
