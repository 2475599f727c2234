"""Calling for help to a school's desk, answering such a call, and choosing who is called."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from urllib.parse import urlencode
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fairgate.actions.draft import save_draft
from fairgate.delivery import help_asked as delivery
from fairgate.engine.words import Setting
from fairgate.records import door
from fairgate.records.barred import bars_on
from fairgate.records.door import DATA_LEAD, RECEPTION, SAFEGUARDING_LEAD, Gate, Hidden
from fairgate.records.models import (
    DeskCall,
    DeskContact,
    HelpAsked,
    HelpWhy,
    Holding,
    Person,
    Reached,
    Recusal,
    School,
    User,
)

DRAFT_PATH = "/report/for-review"


class NotBarred(Exception):
    """Nobody is barred there, or not any more: the gate is to be asked again."""


def call_about_barred(school: str, person: int, *, by: User, now: datetime, operation_key: str) -> HelpAsked:
    """Call for help, because that person, who is barred there, is here; sent twice, it is one call.

    A report is begun for whoever calls. Raises Hidden, and NotBarred where no bar on them holds there today.
    """
    alert, called, typed = _of_barred(door.gate_for(by, school, now=now), person, "I called for help.", now)
    return _raised(alert, called, typed, by=by, now=now, operation_key=operation_key)


def call_about_visitor(gate: Gate, person: int, *, by: User | None, now: datetime, operation_key: str) -> None:
    """The same when that person has signed in there as a visitor, to `by` at the desk or at a tablet; they do not know.

    A tablet has no report begun: `begin_report` does it for whoever deals with it. In the caller's transaction.
    """
    try:
        alert, called, typed = _of_barred(gate, person, "They signed in as a visitor.", now)
    except NotBarred:  # another bar than the gate's own answer knows, and none that holds here
        return
    _raised(alert, called, typed, by=by, now=now, operation_key=operation_key)


def begin_report(school: School, operation_key: str, *, by: User, now: datetime) -> None:
    """Begin the report of such a call, that nobody has raised yet, for whoever deals with it at the desk; once."""
    calls = HelpAsked.objects.filter(school=school, operation_key=operation_key, raised_by=None)
    alert = calls.select_related("person__kept_as", "school").first()
    if alert is None or alert.person is None or not calls.filter(pk=alert.pk).update(raised_by=by):
        return
    typed = _typed(alert.school, alert.person.kept, "They signed in as a visitor.", alert.raised_at)
    save_draft(by, alert.draft, DRAFT_PATH, urlencode(typed), typed["text"], now=now)


def _of_barred(
    gate: Gate, person: int, done: str, now: datetime
) -> tuple[HelpAsked, list[DeskContact], dict[str, str]]:
    """The call about that person, whom it reaches, and the report that is begun. Raises NotBarred."""
    on = timezone.localdate(now)
    bars = bars_on(gate, person, on)
    if not bars:
        raise NotBarred
    last = max(bars, key=lambda bar: bar.measure.until)
    subject = last.case.subject.kept
    alert = HelpAsked(school=gate.school, why=HelpWhy.BARRED, person=subject, case=last.case)
    called = whom_to_call(gate.school, {bar.measure.entry.contact for bar in bars}, on, subject)
    return alert, called, _typed(gate.school, subject, done, now)


def _typed(school: School, subject: Person, done: str, now: datetime) -> dict[str, str]:
    at = timezone.localtime(now)
    text = f"{subject.name} came to the desk at {at:%H:%M}, and is barred from {school.name}. {done}\n\n"
    return {
        "text": text + "What I saw and heard: ",
        "known": "name",
        "name": subject.name,
        "when": "today",
        "happened_at": f"{at:%H:%M}",
        "setting": Setting.PREMISES.value,
        "place": "At the desk",
        "school": school.slug,
        "page": "tell",
    }


def call_about_collector(school: str, *, by: User, now: datetime, operation_key: str) -> HelpAsked:
    """Call for help, because whoever came for a child may not be fit to take them. Nobody is named. Raises Hidden."""
    at = door.gate_for(by, school, now=now).school
    typed = {
        "text": "Somebody came for a child and seemed not to be fit to take them.\n\nWhat I saw and heard: ",
        "when": "today",
        "happened_at": f"{timezone.localtime(now):%H:%M}",
        "setting": Setting.PREMISES.value,
        "at_risk": "yes",
        "school": at.slug,
        "page": "tell",
    }
    alert = HelpAsked(school=at, why=HelpWhy.COLLECTOR)
    called = whom_to_call(at, {SAFEGUARDING_LEAD}, timezone.localdate(now), None)
    return _raised(alert, called, typed, by=by, now=now, operation_key=operation_key)


def whom_to_call(school: School, offices: Collection[str], on: date, person: Person | None) -> list[DeskContact]:
    """Who is called from that desk about that person: those whom a leader chose; and where none of them is there any
    more, who holds one of `offices` or leads the school. Never who stands aside from the person, nor who may not see
    the school's cases. Not stored where nobody chose them.
    """
    aside = Recusal.objects.on(on).filter(person__in=Person.objects.same_as(person)) if person is not None else None
    held = Holding.objects.on(on).at(school).filter(user__is_active=True, user__trust=F("trust"))
    sees: dict[int, tuple[User, set[str], bool]] = {}
    for row in held.select_related("user__trust"):
        bodies = door.bodies_of(row.user, on)
        if row.office not in (RECEPTION, DATA_LEAD) and row.office not in bodies:
            _, theirs, _ = sees.setdefault(row.user_id, (row.user, set(), False))
            theirs.add(row.office)
            if row.school_id is not None:
                sees[row.user_id] = (row.user, theirs, True)
    for number in aside.values_list("user", flat=True) if aside is not None else ():
        sees.pop(number, None)
    chosen = [one for one in DeskContact.objects.filter(school=school) if one.user_id in sees]
    if chosen:
        return chosen
    code = next((door.code_of(user, on) for user, _, _ in sees.values()), None)
    leads = set(code.findings.offices) if code is not None else set()
    near = [user for user, theirs, here in sees.values() if theirs & set(offices) or (here and theirs & leads)]
    anybody = [user for user, theirs, _ in sees.values() if theirs & leads]
    return [DeskContact(school=school, user=user) for user in near or anybody]


def _raised(
    alert: HelpAsked,
    called: Sequence[DeskContact],
    typed: dict[str, str],
    *,
    by: User | None,
    now: datetime,
    operation_key: str,
) -> HelpAsked:
    with transaction.atomic():
        # The same call sent twice at once waits here; SQLite has one writer anyway, and does not know the clause.
        # A tablet signs a visitor in once, in the transaction of this call.
        if by is not None:
            User.objects.select_for_update().get(pk=by.pk)
        done = HelpAsked.objects.filter(raised_by=by, operation_key=operation_key).first() if by is not None else None
        if done is not None:
            return done
        alert.raised_by, alert.raised_at, alert.operation_key, alert.draft = by, now, operation_key, uuid4()
        alert.save(force_insert=True)
        if by is not None:
            save_draft(by, alert.draft, DRAFT_PATH, urlencode(typed), typed["text"], now=now)
        texts = delivery.sends_texts(alert.school.trust.slug)
        for one in called:
            text = Reached.WAITING if texts and one.mobile else Reached.NOT_ASKED
            call = DeskCall.objects.create(alert=alert, user_id=one.user_id, text=text)
            work = partial(tell, call.pk, one.mobile if text else "")
            transaction.on_commit(partial(delivery.in_background, work))
    return alert


def tell(number: int, mobile: str) -> None:
    """Send somebody who is called their mail and their text message, and write down whether they left."""
    call = DeskCall.objects.select_related("user", "alert__school__trust").get(pk=number)
    school = call.alert.school
    mail = Reached.SENT if delivery.mailed(call.user.email, school.name) else Reached.FAILED
    DeskCall.objects.filter(pk=number).update(mail=mail)
    if mobile:
        sent = delivery.texted(school.trust.slug, mobile, school.name, f"desk-{number}")
        DeskCall.objects.filter(pk=number).update(text=Reached.SENT if sent else Reached.FAILED)


def answer_call(number: int, *, coming: bool, by: User, now: datetime) -> None:
    """Say whether one is coming; it may be said otherwise later. Raises Hidden for anybody who was not called."""
    call = door.open_desk_call(by, number, now=now)
    DeskCall.objects.filter(pk=call.pk).update(coming=coming, answered_at=now)


@dataclass(frozen=True)
class Chosen:
    """Somebody who is to be called, by their key, and the mobile that a text message goes to, if any."""

    user: int
    mobile: str = ""


def choose_contacts(school: str, chosen: Sequence[Chosen], *, by: User, now: datetime) -> None:
    """Choose who is called from the desk of that school; none: those who are called unless somebody chose.

    Raises Hidden for whoever does not lead it, and where somebody is chosen who may not see its cases.
    """
    on = timezone.localdate(now)
    at = door.leads_desk(by, school, on)
    known = {one.pk for one in may_be_called(at, on)}
    if not {one.user for one in chosen} <= known:
        raise Hidden("there is nobody of that number at the school")
    with transaction.atomic():
        School.objects.select_for_update().get(pk=at.pk)
        DeskContact.objects.filter(school=at).delete()
        DeskContact.objects.bulk_create(DeskContact(school=at, user_id=one.user, mobile=one.mobile) for one in chosen)


def may_be_called(school: School, on: date) -> list[User]:
    """Who sees the school's cases on that day, by name: reception, the data lead and a seat on a body do not."""
    held = Holding.objects.on(on).at(school).filter(user__is_active=True, user__trust=F("trust"))
    users = {row.user_id: row.user for row in held.select_related("user__trust")}
    found = [user for user in users.values() if door.sees_cases_at(user, school, on)]
    return sorted(found, key=lambda user: (user.name, user.pk))
