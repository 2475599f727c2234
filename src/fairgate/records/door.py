"""The door: the one way to a case, a person or a letter.

It lets through who belongs to the trust and holds, on that day, an office at that school or throughout the
trust (reception is an office for the gate alone, the data lead's for the list of reads), and notes every knock. A
member of a council or panel sees the cases that were put before it, and no others; who stands aside from a person sees
neither them nor a case about them. What may not be seen answers exactly as what does not exist: `Hidden`, a 404.
Django's superuser has no key.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from fairgate.engine.authority import is_competent
from fairgate.engine.code import Code
from fairgate.engine.words import OfficeKind
from fairgate.policy.pack import edition_on, editions
from fairgate.records.held import held_of, schools_held
from fairgate.records.models import (
    AccessKind,
    AccessLog,
    AgendaItem,
    Body,
    BodyMeeting,
    Case,
    DeclaredInterest,
    DeskCall,
    Evidence,
    HelpAsked,
    Holding,
    Incident,
    IncidentPerson,
    IssuedLetter,
    Part,
    Person,
    Recusal,
    Role,
    School,
    Seat,
    User,
)
from fairgate.records.models.incident import IncidentQuerySet

RECEPTION = "reception"
"""The office that may ask at the gate, and see nothing else."""

CLERK = "clerk"
"""The office that calls the meetings of a trust's bodies, and enters what they decide."""

DATA_LEAD = "data_lead"
"""The office that is shown who looked at what throughout the trust, and never what they saw there."""

SAFEGUARDING_LEAD = "dsl"
"""The office that reads of every child who could be at risk."""

_NO_CASES = (RECEPTION, DATA_LEAD)
_LONGEST_ASKED = 80
_LONGEST_WHY = 200
_T = TypeVar("_T")


class Hidden(Exception):
    """There is no such thing, or not for this user; from outside the two are the same (404)."""


@dataclass(frozen=True)
class Gate:
    """What reception may ask about: one school, and its trust's cases, since a bar can cover other premises.

    `cases` are for the fold alone: a page of the gate shows the name, barred or not, until when, what to do
    and whom to call, and never a reason (law.md 30, I29).
    """

    school: School
    cases: QuerySet[Case]


@dataclass(frozen=True)
class Own:
    """The schools of somebody: all of a trust, or those of these keys; of no trust, none."""

    trust_id: int | None
    throughout: bool
    schools: frozenset[int]

    def has(self, school_id: int, trust_id: int) -> bool:
        """Whether that school of that trust is one of them."""
        return trust_id == self.trust_id and (self.throughout or school_id in self.schools)


@dataclass(frozen=True)
class AtBody:
    """A body of the user's trust, and what the user is to it. `body` is None until anything is kept of it.

    `seat` is theirs as a member; a `leads` leader acts throughout the trust for those who find, close, or own the code.
    `seats` are all that are taken `on` the day of asking.
    """

    trust_id: int
    code: Code
    office: str
    body: Body | None
    seat: Seat | None
    is_clerk: bool
    leads: bool
    on: date
    seats: tuple[Seat, ...]

    @property
    def name(self) -> str:
        """What the code calls it."""
        return self.code.offices[self.office].name

    @property
    def keeps(self) -> str:
        """In which part the user records its meetings and enters its decisions: 'clerk', 'chair', or empty."""
        if self.is_clerk:
            return "clerk"
        return "chair" if self.seat is not None and self.seat.part == Part.CHAIR else ""


def offices_of(user: User, school: School, on: date) -> frozenset[str]:
    """The ids of the offices that `user` holds on that day at `school` or throughout its trust."""
    trust = _trust_of(user)
    if trust is None or school.trust_id != trust:
        return frozenset()
    return frozenset(office for office, at in held_of(user, on) if at in (None, school.pk))


def schools_of(user: User, on: date, *, gate: bool = False) -> QuerySet[School]:
    """The schools whose cases `user` may see on that day; with `gate`, those at whose gate they may ask."""
    trust = _trust_of(user)
    if trust is None:
        return School.objects.none()
    return _schools(trust, held_of(user, on), _but(gate), bodies_of(user, on))


def has_schools(user: User, on: date) -> bool:
    """Whether there is a school whose cases `user` may see on that day: reception, and a seat on a body, open none."""
    return bool(_offices_but(user, on, _NO_CASES))


def sees_cases_at(user: User, school: School, on: date) -> bool:
    """Whether `school` is one whose cases `user` may see on that day."""
    return bool(offices_of(user, school, on).difference(_NO_CASES, bodies_of(user, on)))


def own_schools(user: User, on: date) -> Own:
    """Those of `schools_of`, to ask whether one of them is: one query at most."""
    at = {school for _, school in _offices_but(user, on, _NO_CASES)}
    return Own(_trust_of(user), None in at, frozenset(school for school in at if school is not None))


def works_at(user: User, school: School, on: date) -> bool:
    """Whether `user` reports what happens at `school`: any office there or throughout its trust, reception's too; but
    not the data lead's, and no seat on a body."""
    return bool(offices_of(user, school, on).difference({DATA_LEAD}, bodies_of(user, on)))


def schools_by_name(user: User, on: date, *, gate: bool = False) -> list[School]:
    """Those of `schools_of`, by name. One query at most: schools whose offices were read with the user are known."""
    known, at = schools_held(user, on), {school for _, school in _offices_but(user, on, _but(gate))}
    if known is None or None in at:
        return list(schools_of(user, on, gate=gate)) if at else []
    return sorted((school for number, school in known.items() if number in at), key=lambda school: school.name)


def _but(gate: bool) -> tuple[str, ...]:
    return (DATA_LEAD,) if gate else _NO_CASES


def _offices_but(user: User, on: date, but: Collection[str]) -> list[tuple[str, int | None]]:
    """What `user` holds on that day, without the offices named and without seats on bodies."""
    trust, bodies = _trust_of(user), bodies_of(user, on)
    if trust is None:
        return []
    return [(office, school) for office, school in held_of(user, on) if office not in but and office not in bodies]


def cases_for(user: User, on: date) -> QuerySet[Case]:
    """The cases that `user` may see on that day, for lists; with their subject and school.

    Those of their schools, and those that were put before a body on which they sit, unless they stepped out; but none
    about somebody from whom they stand aside.
    """
    trust = _trust_of(user)
    if trust is None:
        return Case.objects.none()
    held, bodies = held_of(user, on), bodies_of(user, on)
    seen = Q(school__in=_schools(trust, held, _NO_CASES, bodies))
    sits = bodies.intersection(office for office, _ in held)
    if sits:
        seen |= Q(pk__in=_before(user, trust, sits, on))
    cases = Case.objects.filter(seen, trust_id=trust).exclude(subject__in=_recused(user, on))
    return cases.select_related("subject__kept_as", "school", "trust")


def bodies_of(user: User, on: date) -> frozenset[str]:
    """The ids of the offices that are bodies, under the code of the user's trust in force on that day."""
    code = code_of(user, on)
    offices = code.offices.values() if code is not None else ()
    return frozenset(office.id for office in offices if office.kind is OfficeKind.BODY)


def code_of(user: User, on: date) -> Code | None:
    """The code of the user's trust in force on that day; None without a trust or a pack."""
    slug = user.trust.slug if user.trust is not None else ""
    return edition_on(slug, on).code if editions(slug) else None


def _schools(
    trust: int, held: Collection[tuple[str, int | None]], but: Collection[str], bodies: Collection[str]
) -> QuerySet[School]:
    """The schools at which any of the held offices is, but for those named: a seat on a body opens no school."""
    at = {school for office, school in held if office not in but and office not in bodies}
    schools = School.objects.filter(trust_id=trust)
    return schools if None in at else schools.filter(pk__in=[school for school in at if school is not None])


def _before(user: User, trust: int, offices: Collection[str], on: date) -> QuerySet[Case]:
    """The cases put before the bodies on which `user` sits that day, but for those in which they have an interest."""
    seats = Seat.objects.on(on).filter(user=user, body__trust_id=trust, body__office__in=offices)
    apart = DeclaredInterest.objects.filter(seat__user=user)
    items = AgendaItem.objects.filter(meeting__body__in=seats.values("body"))
    return Case.objects.filter(pk__in=items.values("case")).exclude(pk__in=apart.values("item__case"))


def _recused(user: User, on: date) -> QuerySet[Person, dict[str, Any]]:
    """The primary keys of the people from whom `user` stands aside on that day, for a subquery.

    Whoever was found to be the same person as one of them is among them.
    """
    rows = Recusal.objects.on(on).filter(user=user).order_by()
    ones = rows.annotate(one=Coalesce("person__kept_as", "person")).values("one")
    return Person.objects.with_one().filter(one__in=ones).order_by().values("pk")


def people_for(user: User, on: date) -> QuerySet[Person]:
    """The people that `user` may see on that day.

    Those with a case or a child at one of the user's schools or who come there as a visitor, and those whom no school
    knows yet; but nobody from whom they stand aside. People found to be the same are seen together, or not at all.
    """
    trust = _trust_of(user)
    schools = schools_of(user, on)
    if trust is None or not has_schools(user, on):
        return Person.objects.none()
    here = Q(cases__school__in=schools) | Q(children__school__in=schools) | Q(visits__school__in=schools)
    anywhere = Q(cases__isnull=False) | Q(children__isnull=False) | Q(visits__isnull=False)
    of_trust = Person.objects.filter(trust_id=trust).with_one()
    known = of_trust.filter(here).order_by().values("one")
    known_somewhere = of_trust.filter(anywhere).order_by().values("one")
    seen = of_trust.filter(Q(one__in=known) | ~Q(one__in=known_somewhere))
    return seen.exclude(pk__in=_recused(user, on))


def subjects_for(user: User, school: School, on: date) -> QuerySet[Person]:
    """The people whom `user` can name in a report of an incident at `school`.

    Those with a child there, or who come there as a visitor; and, for somebody who may see the school's cases, those
    with a case there. Reception sees nobody of whom the school knows only because there is a case. Of people found to
    be the same there is the one under whom they are shown.
    """
    if not works_at(user, school, on):
        return Person.objects.none()
    known = Q(children__school=school) | Q(visits__school=school)
    if sees_cases_at(user, school, on):
        known |= Q(cases__school=school)
    here = Person.objects.filter(known, trust_id=school.trust_id).with_one().order_by().values("one")
    return Person.objects.filter(pk__in=here)


def incidents_for(user: User, on: date) -> IncidentQuerySet:
    """The incidents that `user` may see on that day: those they reported where they still work, and those to review.

    The safeguarding lead sees those in which a child could be at risk. Nobody sees one about somebody from whom they
    stand aside, but for their own report.
    """
    trust, code = _trust_of(user), code_of(user, on)
    if trust is None:
        return Incident.objects.none()
    reviewers = [office for office in code.offices if may_review(code, office)] if code else []
    aside = IncidentPerson.objects.filter(role=Role.SUBJECT, person__in=_recused(user, on))
    led, safeguarded = _holds(user, trust, on, reviewers), _holds(user, trust, on, [SAFEGUARDING_LEAD])
    read = (led | (safeguarded & Q(child_at_risk=True))) & ~Q(pk__in=aside.values("incident"))
    own = Q(by=user) & _holds(user, trust, on)
    return Incident.objects.filter(own | read, trust_id=trust).select_related("school", "trust", "by")


def may_review(code: Code, office: str) -> bool:
    """Whether an office reads what is reported and says what becomes of it: one of those that find."""
    return is_competent(code, office, code.findings.offices)


def _holds(user: User, trust: int, on: date, offices: Collection[str] | None = None) -> Q:
    """Of rows with a school: whether `user` holds one of the offices (any) there, or throughout the trust."""
    held = Holding.objects.filter(user=user, trust_id=trust).on(on)
    if offices is not None:
        held = held.filter(office__in=offices)
    at = held.filter(school__isnull=False).values("school")
    return Q(school__in=at) | Q(Exists(held.filter(school__isnull=True)))


def open_incident(user: User, reference: str, *, now: datetime, why: str = "") -> Incident:
    """The incident with this reference, or Hidden. Noted either way."""
    visible = incidents_for(user, timezone.localdate(now))
    found = visible.filter(reference=reference).first() if reference.isprintable() else None
    return _noted(found, user, AccessKind.INCIDENT, reference, found.school if found else None, now, why)


def open_case(user: User, reference: str, *, now: datetime, why: str = "") -> Case:
    """The case with this reference, or Hidden. Noted either way."""
    visible = cases_for(user, timezone.localdate(now))
    found = visible.filter(reference=reference).first() if reference.isprintable() else None
    return _noted(found, user, AccessKind.CASE, reference, found.school if found else None, now, why)


def open_person(user: User, number: int, *, now: datetime, why: str = "") -> Person:
    """The person with this primary key, or Hidden. Noted either way.

    Of people found to be the same, whichever of them is asked for: the one under whom they are shown.
    """
    found = people_for(user, timezone.localdate(now)).filter(pk=number).select_related("kept_as").first()
    return _noted(found.kept if found else None, user, AccessKind.PERSON, str(number), None, now, why)


def open_subject(user: User, number: int, school: School, *, now: datetime, why: str = "") -> Person:
    """The person with this primary key, to be named in a report of an incident at `school`, or Hidden. Noted."""
    found = subjects_for(user, school, timezone.localdate(now)).filter(pk=number).first()
    return _noted(found, user, AccessKind.PERSON, str(number), school if found else None, now, why)


def open_letter(user: User, number: int, *, now: datetime, why: str = "") -> IssuedLetter:
    """The issued letter with this primary key, its bytes included, or Hidden. Noted either way."""
    visible = cases_for(user, timezone.localdate(now))
    letters = IssuedLetter.objects.select_related("case__school", "case__trust", "case__subject", "entry")
    found = letters.filter(pk=number, case__in=visible.values("pk")).first()
    return _noted(found, user, AccessKind.LETTER, str(number), found.case.school if found else None, now, why)


def open_evidence(user: User, number: int, *, now: datetime, why: str = "") -> Evidence:
    """The evidence with this primary key, or Hidden. Noted either way."""
    visible = cases_for(user, timezone.localdate(now))
    rows = Evidence.objects.select_related("case__school", "case__trust", "case__subject", "entry")
    found = rows.filter(pk=number, case__in=visible.values("pk")).first()
    return _noted(found, user, AccessKind.EVIDENCE, str(number), found.case.school if found else None, now, why)


def open_body(user: User, office: str, *, now: datetime, why: str = "") -> AtBody:
    """The body of that office, for its clerk, its members and the trust's leaders; or Hidden. Noted either way."""
    found = at_body(user, office, timezone.localdate(now)) if office.isprintable() else None
    return _noted(found, user, AccessKind.BODY, office, None, now, why)


def open_meeting(user: User, office: str, number: int, *, now: datetime, why: str = "") -> tuple[AtBody, BodyMeeting]:
    """That meeting of the body, for those to whom the body opens; or Hidden. Noted either way."""
    at = open_body(user, office, now=now, why=why or f"meeting {number}")
    found = BodyMeeting.objects.filter(pk=number, body=at.body).select_related("body__trust").first()
    if found is None:
        raise Hidden("there is no such meeting")
    return at, found


def at_body(user: User, office: str, on: date) -> AtBody | None:
    """What `user` is to the body of that office on that day, of their own trust; None where they are nothing to it."""
    found = at_bodies(user, on, bodies_of(user, on) & {office})
    return found[0] if found else None


def at_bodies(user: User, on: date, offices: Collection[str]) -> list[AtBody]:
    """The same of each of these bodies to which they are anything, by its office: one query."""
    trust = _trust_of(user)
    code = code_of(user, on) if trust is not None else None
    if trust is None or code is None or not offices:
        return []
    held = held_of(user, on)
    throughout = {one for one, school in held if school is None}
    leads = bool({code.owner, *code.findings.offices, *code.closing.offices} & throughout)
    bodies: dict[str, tuple[Body, list[Seat]]] = {}
    for row in Body.objects.filter(trust_id=trust, office__in=offices).with_seats_on(on):
        bodies.setdefault(row.office, (row, []))[1].extend(row.seated)
    found = []
    for office in sorted(offices):
        body, seats = bodies.get(office) or (None, [])
        sits = any(one == office for one, _ in held)
        seat = next((one for one in seats if sits and one.user_id == user.pk), None)
        found.append(AtBody(trust, code, office, body, seat, CLERK in throughout, leads, on, tuple(seats)))
    return [at for at in found if at.is_clerk or at.seat is not None or at.leads]


def gate_for(user: User, school_slug: str, *, now: datetime, why: str = "") -> Gate:
    """The gate of the school with this slug, or Hidden: any office there may ask, reception too. Noted.

    Call it for every question asked, not once for the page.
    """
    theirs = schools_by_name(user, timezone.localdate(now), gate=True)
    found = next((school for school in theirs if school.slug == school_slug), None)
    school = _noted(found, user, AccessKind.GATE, school_slug, found, now, why)
    return Gate(school, Case.objects.filter(trust_id=school.trust_id).select_related("subject__kept_as", "school"))


def open_reads(user: User, asked: str, *, now: datetime) -> QuerySet[AccessLog]:
    """Who of the trust looked at what, the newest first, for its data lead; or Hidden. Noted either way.

    `asked` says in short which reads are asked for. The data lead's own reads of this list stand in it too.
    """
    trust = _trust_of(user)
    leads = trust is not None and (DATA_LEAD, None) in held_of(user, timezone.localdate(now))
    found = AccessLog.objects.filter(user__trust=user.trust).order_by("-at", "-pk") if leads else None
    return _noted(found, user, AccessKind.READS, asked, None, now, "")


def insist_on_data_lead(user: User, on: date) -> None:
    """Hidden for anybody but their trust's data lead on that day."""
    if _trust_of(user) is None or (DATA_LEAD, None) not in held_of(user, on):
        raise Hidden("there is no such page")


def help_asked_at(user: User, on: date) -> QuerySet[HelpAsked]:
    """The alerts of that day at the desks where `user` may ask whether somebody may come in."""
    if _trust_of(user) is None:
        return HelpAsked.objects.none()
    today = HelpAsked.objects.filter(school__in=schools_of(user, on, gate=True))
    return today.filter(raised_at__date=on).select_related("school__trust", "person__kept_as", "raised_by")


def open_help_asked(user: User, number: int, *, now: datetime, why: str = "") -> HelpAsked:
    """The alert with this primary key, for whoever stands at that desk that day; or Hidden. Noted either way."""
    found = help_asked_at(user, timezone.localdate(now)).filter(pk=number).first()
    school = found.school if found else None
    return _noted(found, user, AccessKind.GATE, f"alert {number}", school, now, why)


def desk_calls_of(user: User, on: date) -> QuerySet[DeskCall]:
    """The calls from desks to `user`, where they still may see the school's cases; not about somebody from whom they
    stand aside."""
    if _trust_of(user) is None:
        return DeskCall.objects.none()
    calls = DeskCall.objects.filter(user=user, alert__school__in=schools_of(user, on))
    kept_back = HelpAsked.objects.filter(person__in=_recused(user, on))
    return calls.exclude(alert__in=kept_back).select_related(
        "alert__school__trust", "alert__person__kept_as", "alert__raised_by", "alert__case"
    )


def open_desk_call(user: User, number: int, *, now: datetime, why: str = "") -> DeskCall:
    """The call with this primary key, for whom it is; or Hidden. Noted either way."""
    found = desk_calls_of(user, timezone.localdate(now)).filter(pk=number).first()
    return _noted(found, user, AccessKind.GATE, f"call {number}", found.alert.school if found else None, now, why)


def leads_desk(user: User, school_slug: str, on: date) -> School:
    """The school of that slug, whose desk's contacts `user` chooses: whoever the code lets find there; or Hidden."""
    code = code_of(user, on)
    found = schools_of(user, on).filter(slug=school_slug).first()
    if code is None or found is None or not any(may_review(code, one) for one in offices_of(user, found, on)):
        raise Hidden("there is no such school")
    return found


def _trust_of(user: User) -> int | None:
    # Nobody signed in (Django's AnonymousUser), or somebody who left, belongs nowhere.
    return user.trust_id if user.is_authenticated and user.is_active else None


def _noted(
    found: _T | None, user: User, kind: AccessKind, asked: str, school: School | None, now: datetime, why: str
) -> _T:
    """`found`, or Hidden when there is none; the knock is noted first (of somebody signed in)."""
    if user.is_authenticated:
        AccessLog.objects.create(
            user=user,
            kind=kind,
            # What no reference can hold (PostgreSQL cannot even store a NUL) is noted as an attempt, not copied.
            asked=asked[:_LONGEST_ASKED] if asked.isprintable() else "unprintable",
            school=school,
            opened=found is not None,
            at=now,
            why=why[:_LONGEST_WHY],
        )
    if found is None:
        raise Hidden(f"there is no such {kind.value}")
    return found
