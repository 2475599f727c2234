"""The case page: the person, where the case stands, what happened, and what the code says can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fairgate.engine.acts.bundle import Audience
from fairgate.engine.code import Code
from fairgate.engine.entry import StepTaken
from fairgate.queries.bundle_rules import may_fetch
from fairgate.queries.countersigning import Draft, drafts_of, told
from fairgate.queries.help_asked import Attempt, attempts
from fairgate.queries.person_card import AnotherName, Card, card_of, other_names
from fairgate.queries.reader import Reader
from fairgate.queries.says import Says, what_it_says
from fairgate.queries.stands import Stands, where_it_stands
from fairgate.queries.timeline import FileLine, LetterLink, Line, timeline
from fairgate.records import door
from fairgate.records.models import Case, CourtOrder, Evidence, IssuedLetter, Person, School, User
from fairgate.records.models.relationship import NOT_ENDED
from fairgate.records.standing import Standing, standing


@dataclass(frozen=True)
class Tie:
    """What the person is to a child, in the school's word, and where the child goes to school.

    `is_bound`: an order of a court is on file about the two that the reader may know of.
    """

    child: str
    relationship: str
    school: str
    is_bound: bool = False


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
    person: Card
    opens_person: bool
    ties: tuple[Tie, ...]
    stands: Stands
    says: Says
    timeline: tuple[Line, ...]
    takes_evidence: bool
    has_copies: bool
    cites: str
    drafts: tuple[Draft, ...]
    attempts: tuple[Attempt, ...]


def case_page(user: User, reference: str, now: datetime) -> CasePage:
    """The case with this reference as it stands on the day of `now`. Raises Hidden."""
    record = door.open_case(user, reference, now=now)
    on = timezone.localdate(now)
    stands = standing(record, on)
    reader = Reader.of(user, door.offices_of(user, record.school, on), stands.code)
    rows = {row.ref: row for row in record.entries.select_related("by_user").defer("payload")}
    drafts = drafts_of([stands]).get(record.pk, [])
    names, ties = names_and_ties(record.subject, record.school if reader.reads_safeguarding else None)
    return CasePage(
        reference=record.reference,
        school=record.school.name,
        opened=timezone.localdate(record.opened_at),
        code=stands.code,
        seq=stands.seq,
        person=card_of(record.subject, cleared=reader.reads_safeguarding, others=names),
        opens_person=bool(reader.held - door.bodies_of(user, on)),
        ties=ties,
        stands=where_it_stands(stands, _premises(stands)),
        says=what_it_says(stands, reader),
        timeline=timeline(stands, rows, _letters(record), reader, _files(stands), _signers(stands)),
        has_copies=may_fetch(stands.folded, reader, Audience.PANEL),
        takes_evidence=not stands.folded.is_closed and reader.enters,
        cites=stands.cites,
        drafts=tuple(one for draft in drafts if (one := told(stands, draft, user, reader.held))),
        attempts=attempts(record),
    )


def names_and_ties(person: Person, restricted_at: School | None) -> tuple[tuple[AnotherName, ...], tuple[Tie, ...]]:
    """The other names of the person, and the children through whom schools know them: one query.

    `restricted_at`: the school at which the reader reads what is restricted, if they do.
    """
    orders = CourtOrder.objects.filter(
        NOT_ENDED,
        relationship=OuterRef("relationships"),
        relationship__child__school=restricted_at.pk if restricted_at else None,
    )
    same = Person.objects.same_as(person).annotate(is_bound=Exists(orders))
    rows = same.order_by("relationships__child__name", "relationships", "pk", "other_names__pk").values_list(
        *("name", "other_names__name", "other_names__kind", "relationships", "relationships__child__name"),
        *("relationships__relationship", "relationships__child__school__name", "is_bound"),
    )
    names: list[tuple[str, str | None, str | None]] = []
    ties: dict[int, Tie] = {}
    for name, other, kind, number, child, word, school, is_bound in rows:
        names.append((name, other, kind))
        if number is not None:
            ties[number] = Tie(child, word, school, is_bound)
    return other_names(person.kept, names), tuple(ties.values())


def letter_name(letter: str) -> str:
    """What a letter is, from its id in the pack: 'bar_notice' is a 'Bar notice'."""
    return letter.replace("_", " ").capitalize()


def _letters(record: Case) -> dict[str, list[LetterLink]]:
    found: dict[str, list[LetterLink]] = {}
    rows = IssuedLetter.objects.filter(case=record).order_by("issued_at", "pk")
    for number, letter, ref in rows.values_list("pk", "letter", "entry__ref"):
        found.setdefault(ref, []).append(LetterLink(number, letter_name(letter)))
    return found


def _files(stands: Standing) -> dict[str, FileLine]:
    """Each file by the entry that added it, asked for only if there are any."""
    if not stands.folded.evidence:
        return {}
    rows = Evidence.objects.filter(case=stands.record).values_list("entry__ref", "pk", "text")
    return {ref: FileLine(number, text) for ref, number, text in rows}


def _signers(stands: Standing) -> dict[str, str]:
    """The names of those who countersigned something, asked for only if anybody did."""
    signed = [e.countersigned.by.person for e in stands.entries if isinstance(e, StepTaken) and e.countersigned]
    numbers = [one.rpartition(" ")[2] for one in signed if one.rpartition(" ")[2].isdigit()]
    if not numbers:
        return {}
    return {f"user {pk}": name for pk, name in User.objects.filter(pk__in=numbers).values_list("pk", "name")}


def _premises(stands: Standing) -> dict[str, str]:
    """The names of the premises that a measure covers beside the case's own school, asked for only if there are any."""
    sites: Iterable[str] = {site for measure in stands.folded.measures.values() for site in measure.sites}
    others = set(sites) - {stands.record.school.slug}
    if not others:
        return {}
    schools = School.objects.filter(trust_id=stands.record.trust_id, slug__in=others)
    return dict(schools.values_list("slug", "name"))
