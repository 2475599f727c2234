"""What there is in a trust of the rig, by kind: rows that hold, by name, what the addresses of pages ask for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from fairgate.engine.acts.exception import ExceptionMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.words import Purpose
from fairgate.ops import rig_visitors
from fairgate.ops.rig_invented import cast, kinds_in
from fairgate.ops.rig_lines import COUNCIL, Told
from fairgate.policy.pack import editions

if TYPE_CHECKING:
    from fairgate.records.models import Case
    from fairgate.records.standing import Standing

Row = dict[str, Any]


def objects(told: Told) -> dict[str, list[Row]]:
    """Every object of that trust. `restricted`: for those alone who read what is marked safeguarding; `planted`: the
    kinds of planted strings that stand in it, or in the case, the person or the meeting that it belongs to.

    A row of a case says its `reference`, a row of a person its `number`; `ref` is an entry of the case.
    """
    kinds = {"schools": _schools(told), "editions": [{"edition": one} for one in editions(told.house.slug)]}
    for find in (_people, _cases, _files, _reports, _reads, _council, _desk):
        for kind, row in find(told):
            kinds.setdefault(kind, []).append(row)
    return kinds


def _schools(told: Told) -> list[Row]:
    return [
        {"id": site, "slug": one.slug, "name": one.name, "urn": one.urn} for site, one in told.house.schools.items()
    ]


def _people(told: Told) -> Iterator[tuple[str, Row]]:
    from fairgate.records.models import (
        Capacity,
        CourtOrder,
        Merge,
        Permission,
        Person,
        PersonLetter,
        Recusal,
        Relationship,
        Visitor,
    )

    house = told.house
    ids = {person.pk: name for name, person in house.people.items()}
    planted = {house.people[row.id].pk: kinds_in(msgspec.json.encode(row).decode()) for row in cast().people}
    of_trust = {"relationship__person__trust": house.trust}
    for person in Person.objects.filter(trust=house.trust).order_by("pk"):
        yield (
            "people",
            {
                "number": person.pk,
                "id": ids[person.pk],
                "name": person.name,
                "address_protected": person.address_protected,
                "shown_under": person.one_pk,
                "planted": planted[person.pk],
            },
        )
    for tie in Relationship.objects.filter(person__trust=house.trust).select_related("child__school").order_by("pk"):
        row = {"number": tie.person_id, "tie": tie.pk, "child": tie.child.name, "school": tie.child.school.slug}
        yield "ties", {**row, "planted": planted[tie.person_id]}
    for right in Capacity.objects.filter(**of_trust).select_related("relationship").order_by("pk"):
        row = {"number": right.relationship.person_id, "tie": right.relationship_id, "fact": right.pk}
        yield "rights", {**row, "kind": right.kind}
    for order in CourtOrder.objects.filter(**of_trust).select_related("relationship").order_by("pk"):
        row = {"number": order.relationship.person_id, "tie": order.relationship_id, "fact": order.pk}
        yield "orders", {**row, "restricted": True, "planted": planted[order.relationship.person_id]}
    for visit in Visitor.objects.filter(person__trust=house.trust).order_by("pk"):
        yield "visits", {"number": visit.person_id, "visit": visit.pk}
    for allowed in Permission.objects.filter(person__trust=house.trust).select_related("school").order_by("pk"):
        row = {"number": allowed.person_id, "permission": allowed.pk, "school": allowed.school.slug}
        yield "permissions", row
    for merge in Merge.objects.filter(kept__trust=house.trust).order_by("pk"):
        yield "decisions", {"number": merge.kept_id, "decision": merge.pk}
    for letter in PersonLetter.objects.filter(person__trust=house.trust).order_by("pk"):
        yield "person_letters", {"number": letter.person_id, "letter": letter.pk, "sha256": letter.sha256}
    for number in list(house.people.values())[:3]:
        for purpose in (Purpose.CONCERN_REPLY, Purpose.CODE):
            yield "writings", {"number": number.pk, "purpose": purpose.value}
    for recusal in Recusal.objects.filter(person__trust=house.trust).order_by("pk"):
        yield "recusals", {"number": recusal.pk, "person": recusal.person_id}
    for one in _alike(told):
        yield "pairs", one


def _alike(told: Told) -> Iterator[Row]:
    """Two records each that look alike and are not one yet."""
    people, who = told.house.people, cast()
    for adult in who.people:
        if adult.like and adult.id not in who.merged:
            yield {"number": people[adult.like].pk, "other": people[adult.id].pk}


_TO_ANOTHER_BODY = ("referred", "platform_reported")


def _cases(told: Told) -> Iterator[tuple[str, Row]]:
    from fairgate.delivery.reading import opened
    from fairgate.records.models import IssuedLetter, LetterEdition
    from fairgate.records.standing import standing

    for story in told.stories:
        case = told.cases[story.id]
        planted = kinds_in(msgspec.json.encode(story).decode())
        known: Row = {"reference": case.reference, "restricted": story.restricted, "planted": planted}
        yield (
            "cases",
            {
                **known,
                "id": story.id,
                "school": case.school.slug,
                "person": case.subject.one_pk,
                "stage": story.stage,
                "entries": case.entries.count(),
            },
        )
        for letter in IssuedLetter.objects.filter(case=case).select_related("entry").order_by("pk"):
            row = {**known, "number": letter.pk, "letter": letter.letter, "sha256": letter.sha256}
            if letter.entry.type in _TO_ANOTHER_BODY:
                yield "notes", {**row, "ref": letter.entry.ref}
                continue
            yield "letters", {**row, "ref": letter.entry.ref}
            for kind in letter.editions.order_by("pk").values_list("kind", flat=True):
                if kind != LetterEdition.PAGE:
                    yield "letter_editions", {**row, "kind": kind}
            page = letter.editions.filter(kind=LetterEdition.PAGE).first()
            for one in opened(bytes(page.body)).translations if page else ():
                yield "letter_languages", {**row, "code": one.language}
        yield from _in_case(case, standing(case, told.house.today), known)


def _in_case(case: "Case", stands: "Standing", known: Row) -> Iterator[tuple[str, Row]]:
    for ref, breach in stands.folded.breaches.items():
        yield "breaches", {**known, "ref": ref, "clauses": list(breach.clauses), "found": breach.counts}
    for ref, measure in stands.folded.measures.items():
        yield "measures", {**known, "ref": ref, "until": measure.until.isoformat()}
        for given in measure.overrides:
            yield "overrides", {**known, "ref": given.ref, "on": given.on.isoformat()}
    for ref, step in stands.folded.steps.items():
        yield "steps_taken", {**known, "ref": ref, "step": step.rule.id}
    for entry in stands.entries:
        if isinstance(entry, ExceptionMade):
            yield "exceptions", {**known, "ref": entry.ref, "of": entry.of}
        if isinstance(entry, LetterServed):
            yield "services", {**known, "ref": entry.ref, "of": entry.of, "method": entry.method.value}
    for file in stands.folded.evidence.values():
        for ref in file.masks:
            yield "masks", {**known, "ref": ref, "of": file.ref}
    for step_id in stands.code.steps:
        yield "steps", {**known, "step": step_id}


def _files(told: Told) -> Iterator[tuple[str, Row]]:
    from fairgate.records.models import Evidence
    from fairgate.records.standing import standing

    for story in told.stories:
        case = told.cases[story.id]
        held = standing(case, told.house.today).folded.evidence
        for item in Evidence.objects.filter(case=case).select_related("entry").order_by("pk"):
            row = {
                "number": item.pk,
                "reference": case.reference,
                "ref": item.entry.ref,
                "media_type": item.media_type,
                "sha256": item.sha256,
                "masked": bool(held[item.entry.ref].masked),
                "restricted": story.restricted,
                "planted": kinds_in(msgspec.json.encode(story).decode()),
            }
            yield "evidence", row
            for page in range(1, item.pages + 1):
                yield "evidence_pages", {**row, "page": page}


def _reports(told: Told) -> Iterator[tuple[str, Row]]:
    from fairgate.records.models import Incident, IncidentDraft

    roles = {user.pk: role for role, user in told.house.users.items()}
    waiting = set(Incident.objects.unsettled().values_list("pk", flat=True))
    strings = told.house.invented.planted.items()
    incidents = Incident.objects.filter(trust=told.house.trust).select_related("school").prefetch_related("people")
    for one in incidents.order_by("pk"):
        said = f"{one.text} {' '.join(person.who for person in one.people.all())}"
        row = {"reference": one.reference, "school": one.school.slug, "by": roles[one.by_id]}
        planted = [kind for kind, string in strings if string in said]
        yield "incidents", {**row, "waiting": one.pk in waiting, "restricted": one.child_at_risk, "planted": planted}
    for draft in IncidentDraft.objects.filter(user__trust=told.house.trust).order_by("pk"):
        yield "drafts", {"key": str(draft.key), "by": roles[draft.user_id], "planted": ["draft"]}


def _reads(told: Told) -> Iterator[tuple[str, Row]]:
    """One look that was let in, of whoever looked first; the data lead's own are none to ask about."""
    from fairgate.records.models import AccessLog

    mine = told.house.users["data_lead"]
    found = AccessLog.objects.filter(user__trust=told.house.trust, opened=True).exclude(user=mine)
    for read in found.order_by("pk")[:1]:
        yield "reads", {"number": read.pk}


def _council(told: Told) -> Iterator[tuple[str, Row]]:
    from fairgate.records.models import AgendaItem, BodyMeeting, Seat

    roles = {user.pk: role for role, user in told.house.users.items()}
    meetings = BodyMeeting.objects.filter(body__trust=told.house.trust).order_by("on")
    if meetings:
        yield "bodies", {"office": COUNCIL}
    for seat in Seat.objects.filter(body__trust=told.house.trust).order_by("pk"):
        yield "seats", {"office": COUNCIL, "number": seat.pk, "persona": roles.get(seat.user_id or 0, "")}
    for meeting in meetings:
        row = {"office": COUNCIL, "number": meeting.pk, "on": meeting.on.isoformat()}
        yield "meetings", {**row, "file": bool(meeting.minutes_key), "planted": ["minutes"] if meeting.minutes else []}
    for item in AgendaItem.objects.filter(meeting__in=meetings).select_related("case").order_by("pk"):
        yield "agenda", {"office": COUNCIL, "number": item.meeting_id, "reference": item.case.reference}


def _desk(told: Told) -> Iterator[tuple[str, Row]]:
    from fairgate.records.models import DayCollector, DeskCall, GateKey, HelpAsked

    roles = {user.pk: role for role, user in told.house.users.items()}
    for alert in HelpAsked.objects.filter(school__trust=told.house.trust).select_related("school").order_by("pk"):
        yield (
            "help_asked",
            {"number": alert.pk, "school": alert.school.slug, "by": roles.get(alert.raised_by_id or 0, "")},
        )
    for call in DeskCall.objects.filter(alert__school__trust=told.house.trust).order_by("pk"):
        yield "desk_calls", {"number": call.pk, "to": roles[call.user_id]}
    for named in DayCollector.objects.filter(child__school__trust=told.house.trust).select_related("child__school"):
        yield "day_collectors", {"number": named.pk, "school": named.child.school.slug}

    for key in GateKey.objects.filter(school__trust=told.house.trust).select_related("school").order_by("pk"):
        yield "gate_keys", {"number": key.pk, "school": key.school.slug}
    yield from rig_visitors.rows(told.house)
