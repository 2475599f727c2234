"""The pages that report an incident: where, about whom, into which case, and the paragraphs it can be put under."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.authority import is_competent
from fairgate.engine.code import Breach, Code
from fairgate.engine.words import BreachSetting, Setting
from fairgate.policy.pack import edition_on
from fairgate.queries import names
from fairgate.queries.acting import SOME_REASONS, Asked, actor, next_ref, opened, why_shut
from fairgate.queries.code import code_of
from fairgate.queries.holdings import holdings
from fairgate.queries.names import Known, Match
from fairgate.queries.on_record import known_by
from fairgate.records import door
from fairgate.records.models import Case, LedgerEntry, Person, Relationship, School, User
from fairgate.records.standing import standings

MOST_SHOWN = 8


@dataclass(frozen=True)
class Reporter:
    """Somebody who reports at a school. `sees_cases`: whether they may open what they report (reception may not)."""

    user: User
    school: School
    held: frozenset[str]
    code: Code
    sees_cases: bool

    def judged_by(self, happened: date, of_case: Code | None) -> Code:
        """The edition by which conduct of that day is judged: of its day, or the case's own where that is newer."""
        found = edition_on(self.school.trust.slug, happened).code
        return of_case if of_case is not None and of_case.in_force_from > found.in_force_from else found

    @property
    def may_find(self) -> bool:
        """Whether they hold an office that may find that something happened."""
        return any(is_competent(self.code, office, self.code.findings.offices) for office in self.held)


@dataclass(frozen=True)
class Candidate:
    """A person whom the school knows, and the children there by whom they are told apart."""

    number: int
    name: str
    children: tuple[str, ...]


@dataclass(frozen=True)
class OpenCase:
    """An open case about the person at the school."""

    reference: str
    opened: date
    code: Code


@dataclass(frozen=True)
class Group:
    """The breaches that happen in one kind of place."""

    setting: BreachSetting
    breaches: tuple[Breach, ...]


def schools(user: User, on: date) -> list[School]:
    """The schools at which `user` holds any office, and so may report; none for somebody without one."""
    return door.schools_by_name(user, on, gate=True)


def schools_led(user: User, schools: list[School], on: date) -> list[School]:
    """Those of the schools at which `user` may take what they report straight into a case: one query."""
    code = code_of(user, on)
    if code is None:
        return []
    held = holdings(user, on)
    return [one for one in schools if any(door.may_review(code, office) for office in held.at(one.pk))]


def reporter(user: User, school: School, on: date) -> Reporter:
    """What `user` may do in a report at one of their schools."""
    held = door.offices_of(user, school, on)
    sees = door.sees_cases_at(user, school, on)
    return Reporter(user, school, held, edition_on(school.trust.slug, on).code, sees)


def reported_before(user: User, operation_key: str) -> LedgerEntry | None:
    """What the report of that key entered, if `user` has sent it before."""
    if not operation_key:
        return None
    entries = LedgerEntry.objects.filter(operation_key=operation_key, by_user=user, case__trust=user.trust_id)
    return entries.select_related("case__school").first()


def candidates(user: User, school: School, typed: str, on: date) -> tuple[Candidate, ...]:
    """The people known at the school whose name is near what was typed, the nearest first."""
    asked = names.read(typed)
    if asked is None:
        return ()
    found: list[tuple[int, Person]] = []
    subjects = door.subjects_for(user, school, on)
    known = known_by(Person.objects.filter(trust=school.trust_id), subjects.order_by().values("pk"))
    for person in subjects:
        match = _nearness(asked, known[person.pk]) if person.pk in known else 0
        if match:
            found.append((match, person))
    found.sort(key=lambda one: (-one[0], one[1].name))
    shown = [person for _, person in found[:MOST_SHOWN]]
    children = _children(shown, school)
    return tuple(Candidate(one.pk, one.name, tuple(children.get(one.pk, ()))) for one in shown)


def _nearness(asked: names.Name, known: Known) -> int:
    match = names.compare(asked, known)
    if match is not Match.NONE:
        return 2 + match
    # One word, such as a surname or the beginning of one, offers everybody who has it: a person chooses.
    on_record = {word for form in known.forms for group in form.groups for word in group}
    words = [word for group in asked.groups for word in group]
    if all(any(other.startswith(word) for other in on_record) for word in words):
        return 2
    return 1 if asked.groups[-1][-1] in on_record else 0


def _children(people: Iterable[Person], school: School) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    shown = [one.pk for one in people]
    rows = Relationship.objects.filter(child__school=school).annotate(one=Coalesce("person__kept_as", "person"))
    for person, name in rows.filter(one__in=shown).order_by("child__name").values_list("one", "child__name"):
        found.setdefault(person, []).append(name)
    return found


def open_cases(user: User, school: School, person: int, on: date) -> tuple[OpenCase, ...]:
    """The open cases about a person at the school that `user` may see, newest first."""
    same = Person.objects.filter(Q(pk=person) | Q(kept_as=person)).values("pk")
    cases: list[Case] = list(door.cases_for(user, on).filter(school=school, subject__in=same).order_by("-opened_at"))
    return tuple(
        OpenCase(one.record.reference, timezone.localdate(one.record.opened_at), one.code)
        for one in standings(cases, on)
        if not one.folded.is_closed
    )


def groups(code: Code, setting: Setting) -> tuple[Group, ...]:
    """The breaches that the code knows where it happened: those of that place first, then those of any."""
    order = [*(one for one in BreachSetting if one is not BreachSetting.ANY), BreachSetting.ANY]
    found = []
    for kind in order:
        breaches = tuple(b for b in code.breaches.values() if b.setting is kind and setting in kind.covers)
        if breaches:
            found.append(Group(kind, breaches))
    return tuple(found)


def incident_in_case(user: User, reference: str, *, now: datetime) -> tuple[Asked, Reporter]:
    """A case, to record an incident in; or Hidden."""
    stands, held = opened(user, reference, now=now)
    # Any incident will do to ask whether the case takes one: what happened is not known yet.
    breach = next(iter(stands.code.breaches.values()))
    proposed = BreachRecorded(
        ref=next_ref(stands),
        on=stands.on,
        by=actor(stands, user, held),
        clauses=(breach.id,),
        setting=next(iter(sorted(breach.setting.covers))),
        text=SOME_REASONS,
    )
    asked = Asked(stands, user, held, why_shut(stands, proposed))
    return asked, Reporter(user, stands.record.school, held, stands.code, True)
