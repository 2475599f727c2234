"""What there is at one school of the house: people, a case that has come to everything at once, and the rest."""

import hashlib
import json
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from tests.evidence.files import picture, wav
from tests.house import NOW, TODAY, House, add
from tests.ties import capacity, order, tie

from fairgate.actions.acting import Act
from fairgate.actions.arrival import Signed, sign_in
from fairgate.actions.bundle import bundle_files
from fairgate.actions.evidence import Upload, add_evidence
from fairgate.actions.evidence_mask import Passage, mask_evidence
from fairgate.actions.minutes import minutes_store
from fairgate.actions.person import Details
from fairgate.actions.person_photograph import take_photograph
from fairgate.delivery.evidence.store import new_key
from fairgate.delivery.reading import Paragraph, Reading, Run, Translation, kept
from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.bundle import Audience
from fairgate.engine.acts.closing import CaseClosed
from fairgate.engine.acts.conversation import ConversationHeld
from fairgate.engine.acts.exception import ExceptionMade
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.meeting import MeetingCalled
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.override import BarOverridden
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.countersigning import digest
from fairgate.engine.entries import encode
from fairgate.engine.entry import SUBJECT, Actor, Entry, StepTaken
from fairgate.engine.exceptions import BarException, Hours
from fairgate.engine.words import Method, Occasion, Setting
from fairgate.records.merging import settle, state_of
from fairgate.records.models import (
    AccessLog,
    AgendaItem,
    Alerted,
    Body,
    BodyMeeting,
    Bundle,
    BundleEnd,
    CapacityKind,
    Case,
    DayCollector,
    DeskCall,
    DraftedAct,
    EditedCopy,
    Evidence,
    GateKey,
    HelpAsked,
    HelpWhy,
    Incident,
    IncidentDraft,
    IncidentPerson,
    IssuedLetter,
    LetterEdition,
    LetterLink,
    Merge,
    OfflineDevice,
    OfflineKind,
    OtherName,
    Permission,
    PermissionKind,
    Person,
    PersonLetter,
    Proved,
    Recusal,
    Role,
    School,
    Seat,
    Sending,
    SendingEnd,
    SendingWay,
    Trust,
    User,
    Vehicle,
    Visitor,
    VisitorKind,
    WhyAsked,
)
from fairgate.records.search.keep import keep_person

KINDS = ("name", "reasons", "safeguarding", "witness", "report", "draft", "order", "address")
"""What stands in one place alone: the surname of the people there; why a measure was made; what is marked safeguarding;
who saw it; what somebody reported, and began to; what a court ordered; where somebody lives in hiding."""

BEFORE = TODAY - timedelta(days=20)


def planted(kind: str, place: str) -> str:
    """The word that stands for `kind` of the things of that place, and nowhere else."""
    return f"Canary{kind}{place}"


def things(house: House, school: School, place: str, head: str) -> dict[str, Any]:
    """Everything at one school, by the name under which an address or a form of the table can name it."""
    _reached(school)
    keeper = house.user(head, school)
    surname = planted("name", place)
    person = _person(school, f"Jo {surname}", "1 Fore Street\nTruro\nTR1 1AA")
    related = tie(person, school, f"Sam {surname}", "mother")
    right = capacity(related, keeper)
    collects = capacity(related, keeper, CapacityKind.COLLECTS)
    ordered = order(related, keeper, planted("order", place))
    visit = Visitor.objects.create(person=person, school=school, kind=VisitorKind.VISITOR, note="Governor")
    name = OtherName.objects.create(person=person, name=f"Joanna {surname}")
    vehicle = Vehicle.objects.create(person=person, registration="AB12CDE", description="red van")
    take_photograph(person.pk, BytesIO(picture()), "jo.jpg", by=keeper, now=NOW)

    hiding = _person(school, f"Alex {surname}", f"9 {planted('address', place)} Road\nTruro\nTR1 1AA", hidden=True)
    tie(hiding, school, f"Sam {surname}", "aunt")
    twin = _person(school, f"Joe {surname}", "1 Fore Street\nTruro\nTR1 1AA")
    capacity(tie(twin, school, f"Sam {surname}", "step-father"), keeper, CapacityKind.CARE)
    double = _person(school, f"Josephine {surname}", "")
    tie(double, school, f"Kim {surname}", "mother")
    decision = Merge.objects.create(
        merged=double, kept=person, together=True, turn=1, why="She said so.", by=keeper, at=NOW
    )
    settle([double.pk, person.pk])

    case = _told(house.case(school, person), _everything(head, school, place, keeper))
    settled = _told(house.case(school, person), _settled(head, school.trust.slug))
    closed = _told(house.case(school, person), _closed(head, school.trust.slug))
    evidence = [
        _evidence(case, keeper, picture(), "gate.jpg", "e1"),
        _evidence(case, keeper, picture(size=(30, 30)), "note.jpg", "e2"),
        _evidence(case, keeper, wav(), "call.wav", "e1"),
        _evidence(case, keeper, picture(size=(50, 50)), "masked.jpg", "e1"),
    ]
    old = Evidence.objects.get(pk=_evidence(settled, keeper, picture(size=(60, 60)), "old.jpg", "e1")).entry
    refs = [Evidence.objects.get(pk=number).entry.ref for number in evidence]
    act = Act(case.reference, keeper, NOW, "mask", case.entries.count())
    mask = mask_evidence(act, of=refs[3], passage=Passage(page=1, box=(0, 0, 5000, 5000)), reasons="Her number.")
    signed = Signed(f"Vi {surname}", "A friend", "", "2022-09", "en", accepted=True, found=Alerted.CHECK)
    photo = BytesIO(picture(size=(40, 40)))
    arrival = sign_in(signed, school, by=keeper, now=NOW, operation_key="1", picture=photo, picture_name="v.jpg")
    return {
        "school": school.slug,
        "arrival": arrival.pk,
        "device": OfflineDevice.objects.create(
            school=school, kind=OfflineKind.COPY, name="Front desk", asked_by=keeper, asked_at=NOW
        ).pk,
        "name": person.name,
        "child": f"Sam {surname}",
        "carer": twin.name,
        "day_collector": _named_for_today(school, keeper),
        "gate_key": GateKey.objects.create(
            school=school,
            name="Tablet",
            sha256=hashlib.sha256(place.encode()).hexdigest(),
            ends_with="abcd",
            made_by=keeper,
            made_at=NOW,
        ).pk,
        "person": person.pk,
        "written": _written(person, school, keeper),
        "stamp": Details.of(person).stamp,
        "hiding": hiding.pk,
        "twin": twin.pk,
        "two": state_of(Person.objects.get(pk=person.pk), twin),
        "double": double.pk,
        "decision": decision.pk,
        "tie": related.pk,
        "right": right.pk,
        "collects": collects.pk,
        "order": ordered.pk,
        "visit": visit.pk,
        "permission": _allowed(person, school, keeper),
        "other_name": name.pk,
        "vehicle": vehicle.pk,
        "stands_aside_from": [person.pk, hiding.pk, twin.pk],
        "case": case.reference,
        "seen": case.entries.count(),
        "settled": settled.reference,
        "settled_seen": settled.entries.count(),
        "closed": closed.reference,
        "closed_seen": closed.entries.count(),
        "found": "e1",
        "alleged": "e2",
        "meeting": "e3",
        "measure": "e4",
        "excepted": "e6",
        "override": "e7",
        "step": "meeting" if school.trust.slug == "aspire" else "conversation",
        "drafted": _drafted(case, _talk("e9", Actor(head, f"user {keeper.pk}"), school.trust.slug), keeper),
        "served": "e4",
        "letter": _letter(case, "e4").pk,
        "bundle": _bundle(case, keeper),
        "letter_of_closed": _letter(closed, "e2").pk,
        "copied": _copied(closed, keeper),
        "letter_of_settled": _letter(settled, "e2").pk,
        "word": _link(_letter(settled, "e3"), keeper, place),
        **dict(zip(("evidence", "safeguarding_evidence", "sound", "masked"), evidence, strict=True)),
        "file": refs[0],
        "mask": mask.ref,
        "old_file": old.ref,
        "old_file_name": json.loads(old.payload)["name"],
    }


def _allowed(person: Person, school: School, by: User) -> int:
    """What the school allows the person, until the day on which everything happens."""
    allowed = {"kind": PermissionKind.ANIMAL, "words": "bring the dog Rex to the gate", "office": "headteacher"}
    row = Permission.objects.create(
        person=person, school=school, since=BEFORE, until=TODAY, by=by, at=NOW - timedelta(days=20), **allowed
    )
    return int(row.pk)


def _bundle(case: Case, by: User) -> int:
    """A copy of the case for the panel that hears it."""
    pdf = f"%PDF-1.7 {case.reference}".encode()
    row = Bundle.objects.create(
        case=case,
        audience=Audience.PANEL.value,
        reference=uuid4(),
        asked_by=by,
        asked_at=NOW,
        became=BundleEnd.MADE,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        pages=1,
        kept_until=NOW + timedelta(days=1),
    )
    bundle_files().keep(row.sha256, pdf)
    return row.pk


def _written(person: Person, school: School, by: User) -> int:
    """A letter that belongs to the person and to no case."""
    pdf = f"%PDF {person.pk}".encode()
    row = PersonLetter.objects.create(
        person=person,
        school=school,
        purpose="code",
        letter="code_of_conduct",
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        template_sha256="1" * 64,
        edition="2022-09",
        code=hashlib.sha256(f"code {person.pk}".encode()).hexdigest(),
        office="head_of_school",
        by=by,
        issued_at=NOW,
        operation_key=f"written {person.pk}",
    )
    return int(row.pk)


def nothing() -> dict[str, Any]:
    """What an address names that leads nowhere."""
    numbers = (
        *("person", "hiding", "twin", "double", "decision", "tie", "right", "collects", "order", "visit", "recusal"),
        "permission",
        *("letter", "letter_of_closed", "letter_of_settled", "evidence", "safeguarding_evidence", "sound", "masked"),
        "bundle",
        "written",
        *("app", "arrival", "device", "colleague", "connection", "gate_key", "read", "seat", "session", "sitting"),
        *("alert", "call", "day_collector"),
    )
    refs = ("served", "file", "old_file", "mask", "found", "alleged", "meeting", "measure")
    refs += ("excepted", "override", "step")
    return {
        **dict.fromkeys(numbers, 99_999_999),
        **dict.fromkeys(refs, "nothing"),
        **dict.fromkeys(("case", "settled", "closed"), "ZZZZZZZZ"),
        **dict.fromkeys(("incident", "risk"), "R-ZZZZZZZ"),
        "draft": uuid4(),
        "school": "nowhere",
        "body": "no_such_body",
    }


def reported(school: School, place: str, person: int, by: User) -> dict[str, Any]:
    """Two reports that nobody has read: one, and one in which a child could be at risk."""
    return {
        "incident": _incident(school, place, person, by, "it", at_risk=False),
        "risk": _incident(school, place, person, by, "that", at_risk=True),
    }


def draft(by: User, place: str) -> str:
    """A report that somebody has begun and not sent."""
    key = uuid4()
    told = planted("draft", place)
    IncidentDraft.objects.create(
        user=by, key=key, fields=f"text={told}", path="/report/for-review", begins=told, saved_at=NOW
    )
    return str(key)


def stand_aside(user: User, person: int) -> None:
    """From long ago, and without an end."""
    Recusal.objects.create(
        user=user, person_id=person, since=date(2020, 1, 1), why="sister", entered_by=user, entered_at=NOW
    )


def session(user: User) -> int:
    """Another browser in which somebody is signed in, by the number that their own page gives it."""
    kept = SessionStore()
    kept.create()
    return int(UserSession.objects.create(user=user, session_key=kept.session_key, ip="192.0.2.1").pk)


def looked(user: User, by: User | None) -> dict[str, Any]:
    """Two looks of somebody: one about which nobody has asked, and one about which they are asked why."""
    read, other = (AccessLog.objects.create(user=user, kind="case", asked="it", opened=True, at=NOW) for _ in range(2))
    assert by is not None
    return {"read": read.pk, "question": WhyAsked.objects.create(read=other, by=by, at=NOW).pk}


def council(trust: Trust, office: str, case: str, caller: User, member: User | None) -> dict[str, Any]:
    """A body with a member and a meeting today, before which a case is put."""
    body = Body.objects.create(trust=trust, office=office)
    seat = Seat.objects.create(body=body, user=member, name="" if member else "Somebody", since=BEFORE)
    named = [Seat.objects.create(body=body, name=name, since=BEFORE) for name in ("Ada T", "Bea T")]
    meeting = BodyMeeting.objects.create(
        body=body, on=TODAY, called_by=caller, called_at=NOW, attendance_by=caller, attendance_at=NOW
    )
    meeting.attended.set([seat, *named])
    _minutes(meeting)
    AgendaItem.objects.create(meeting=meeting, case=Case.objects.get(reference=case))
    return {"body": office, "seat": seat.pk, "sitting": meeting.pk}


def _minutes(meeting: BodyMeeting) -> None:
    """The file of its minutes."""
    store, meeting.minutes_key, meeting.minutes_file = minutes_store(), new_key(), "minutes.txt"
    with store.received(BytesIO(f"{meeting.pk} met".encode())) as (path, meeting.minutes_sha256, _):
        store.keep(meeting.minutes_sha256, meeting.minutes_key, path, {})
    meeting.save()


# -- the ledgers -------------------------------------------------------------------------------------------------------


def _everything(head: str, school: School, place: str, keeper: User) -> list[Entry]:
    """A breach found, one alleged and marked safeguarding, a meeting called, somebody barred who has answered."""
    by = Actor(head, f"user {keeper.pk}")
    barred = BarImposed(
        ref="e4",
        on=BEFORE,
        by=Actor("trust_slt", "user 0") if school.trust.slug == "aspire" else by,
        step="ban" if school.trust.slug == "aspire" else "bar",
        reasons=planted("reasons", place),
        until=TODAY + timedelta(days=30),
        sites=(school.slug,),
        contact="school_business_manager",
        rests_on=("e1",),
    )
    return [
        _breach("e1", text="She shouted.", serious="She meant it.", witnesses=planted("witness", place)),
        _breach("e2", text=f"A lantern, and {planted('safeguarding', place)}.", safeguarding=True, alleged=True),
        _talk("e3", by, school.trust.slug),
        barred,
        RepresentationsMade(ref="e5", on=BEFORE, by=Actor(SUBJECT, "subject 1"), of="e4", text="I am sorry."),
        ExceptionMade(ref="e6", on=BEFORE, by=by, of="e4", exception=_appointment(), reasons="She asked."),
        BarOverridden(
            ref="e7",
            on=BEFORE,
            by=Actor("school_business_manager", "user 0"),
            of="e4",
            site=school.slug,
            terms="To fetch her child, who is ill.",
            reasons="Nobody else could come.",
        ),
    ]


def _appointment() -> BarException:
    day = TODAY + timedelta(days=1)
    return BarException(kind=Occasion.APPOINTMENT, since=day, until=day, hours=(Hours(time(14), time(15)),))


def _settled(head: str, trust: str) -> list[Entry]:
    """A breach, the first step, and how it ended; its letter was served."""
    by = Actor(head, "user 0")
    outcome = "attended" if trust == "aspire" else "sufficient"
    told = [
        _breach("e1", text="She shouted."),
        _talk("e2", by, trust),
        StepEnded(ref="e3", on=BEFORE, by=by, of="e2", outcome=outcome),
    ]
    if trust == "aspire":  # whose first step is a letter
        told.append(LetterServed(ref="e4", on=BEFORE, by=by, of="e2", method=Method.HAND, deemed_on=BEFORE))
    return told


def _closed(head: str, trust: str) -> list[Entry]:
    settled = _settled(head, trust)
    return [*settled, CaseClosed(ref=f"e{len(settled) + 1}", on=BEFORE, by=Actor(head, "user 0"), outcome="resolved")]


def _talk(ref: str, by: Actor, trust: str) -> StepTaken:
    """The first step of each code: a meeting, or a conversation."""
    if trust == "aspire":
        return MeetingCalled(ref=ref, on=BEFORE, by=by, step="meeting", text="To talk about it.")
    return ConversationHeld(ref=ref, on=BEFORE, by=by, step="conversation", text="We talked.")


def _breach(ref: str, **fields: Any) -> BreachRecorded:
    by = Actor("reception", "user 0")
    return BreachRecorded(ref=ref, on=BEFORE, by=by, clauses=("threat",), setting=Setting.PREMISES, **fields)


def _told(case: Case, entries: list[Entry]) -> Case:
    for seq, entry in enumerate(entries):
        add(case, entry, seq=seq, key=f"told {entry.ref}")
    return case


def _drafted(case: Case, entry: StepTaken, by: User) -> str:
    """A step that one person drafted, for another to sign."""
    text = digest(entry)
    DraftedAct.objects.create(case=case, step=entry.step, payload=encode(entry), digest=text, by=by, drafted_at=NOW)
    return text


def _letter(case: Case, ref: str) -> IssuedLetter:
    pdf = f"%PDF {case.reference} {ref}".encode()
    letter = IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(ref=ref),
        letter="ban_notice",
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        template_sha256="1" * 64,
        edition="2022-09",
        issued_at=NOW,
    )
    said = (Paragraph(runs=(Run("What it says."),)),)
    polish = Translation(language="pl", name="polski", english_name="Polish", direction="ltr", blocks=said)
    page = kept(Reading(title="Ban", blocks=said, translations=(polish,)))
    for kind, body in (("page", page), ("large", pdf)):
        sha256 = hashlib.sha256(body).hexdigest()
        LetterEdition.objects.create(letter=letter, kind=kind, body=body, sha256=sha256)
    return letter


def _copied(case: Case, by: User) -> str:
    """A copy edited outside that waits for the case's letter to be approved by somebody else."""
    letter, pdf = case.letters.get(), b"%PDF edited"
    sha256 = hashlib.sha256(pdf).hexdigest()
    EditedCopy.objects.create(letter=letter, pdf=pdf, sha256=sha256, seq=case.entries.count(), by=by, at=NOW)
    return sha256


def _link(letter: IssuedLetter, by: User, place: str) -> str:
    """The word of a link that was mailed, behind which that letter lies."""
    word = f"word of {place}"
    sent = Sending.objects.create(
        letter=letter,
        way=SendingWay.EMAIL,
        to="jo@example.org",
        reference=uuid4(),
        asked_by=by,
        asked_at=NOW,
        next_try_at=NOW,
        became=SendingEnd.SENT,
        became_at=NOW,
    )
    digest = hashlib.sha256(word.encode()).hexdigest()
    LetterLink.objects.create(sending=sent, token_sha256=digest, ends_at=NOW + timedelta(days=30))
    return word


def _evidence(case: Case, by: User, body: bytes, name: str, about: str) -> int:
    act = Act(case.reference, by, NOW, f"evidence {name}", case.entries.count())
    row = add_evidence(act, Upload(BytesIO(body), name), about=(about,), text="What was handed in")
    return int(Evidence.objects.get(entry=row).pk)


def called(school: School, place: str, person: int, by: User, to: User) -> dict[str, Any]:
    """Help was called for at the desk today, about the person who is barred, and somebody has not answered yet."""
    alert = HelpAsked.objects.create(
        school=school,
        why=HelpWhy.BARRED,
        person_id=person,
        raised_by=by,
        raised_at=NOW,
        draft=uuid4(),
        operation_key=f"called {place}",
    )
    return {"alert": alert.pk, "call": DeskCall.objects.create(alert=alert, user=to).pk}


def _named_for_today(school: School, by: User) -> int:
    """A child whose mother has named somebody for today; nothing is planted in their names."""
    mother = Person.objects.create(trust=school.trust, name=f"Tamsin Rowe-{school.slug}")
    child = tie(mother, school, f"Robin Rowe-{school.slug}", "mother").child
    named = DayCollector.objects.create(
        child=child, name="Pat Hall", day=TODAY, named_by=mother, proved=Proved.RANG_BACK, taken_by=by, at=NOW
    )
    return int(named.pk)


# -- people and reports ------------------------------------------------------------------------------------------------


def _reached(school: School) -> None:
    """Where post reaches the school and its trust, so that letters can be made."""
    place = {"postcode": "TR1 1AA", "phone": "01632 960000", "email": f"office@{school.slug}.example"}
    School.objects.filter(pk=school.pk).update(street="1 School Lane", town="Truro", **place)
    Trust.objects.filter(pk=school.trust_id).update(address="1 Trust Lane\nTruro", **place)


def _person(school: School, name: str, address: str, *, hidden: bool = False) -> Person:
    email = {"email": "jo@example.org", "email_service_agreed": True}
    person = Person.objects.create(trust=school.trust, name=name, address=address, address_protected=hidden, **email)
    keep_person(person)
    return person


def _incident(school: School, place: str, person: int, by: User, key: str, *, at_risk: bool) -> str:
    incident = Incident.objects.create(
        trust=school.trust,
        school=school,
        by=by,
        at=NOW,
        happened_on=TODAY,
        setting=Setting.PREMISES,
        text=f"She shouted: {planted('report', place)}.",
        child_at_risk=at_risk,
        operation_key=key,
    )
    IncidentPerson.objects.create(incident=incident, role=Role.SUBJECT, person_id=person)
    IncidentPerson.objects.create(incident=incident, role=Role.REPORTER, user=by)
    return incident.reference
