"""A meeting of a body read as the engine's value, and what was decided at it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Prefetch, QuerySet

from fairgate.engine import phrases
from fairgate.engine.acts.body import must_step_out, naming
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import BodyMeeting as Sitting
from fairgate.engine.entry import MeasureDecided, SteppedOut
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Interest
from fairgate.records import door, read
from fairgate.records.door import AtBody
from fairgate.records.interests import Known, ledger_interests
from fairgate.records.models import AgendaItem, BodyMeeting, Case, DeclaredInterest, Seat, User
from fairgate.records.standing import Standing


def items_before(at: AtBody, case: Case) -> QuerySet[AgendaItem]:
    """The meetings of a body before which a case was put, the latest first, with who was there and who stepped out."""
    items = AgendaItem.objects.filter(meeting__body=at.body, case=case).select_related("meeting")
    return with_members(items).order_by("-meeting__on")


def sees_all_of(meeting: BodyMeeting, user: User, on: date) -> bool:
    """Whether `user` may see every case that was before the meeting, and so its minutes, which tell of all of them."""
    return not meeting.agenda.exclude(case__in=door.cases_for(user, on).values("pk")).exists()


def with_members(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The items with everything that `sitting` reads: the same three queries however many there are."""
    return items.prefetch_related(
        Prefetch("meeting__attended", Seat.objects.select_related("user")),
        Prefetch("interests", DeclaredInterest.objects.select_related("seat__user")),
    )


def sitting(at: AtBody, item: AgendaItem, votes: tuple[int, int, int] | None = None) -> Sitting:
    """The meeting of an agenda's item as the ledger keeps it with a decision on that case."""
    meeting = item.meeting
    return Sitting(
        ref=name_of(meeting),
        on=meeting.on,
        present=tuple(seat.person for seat in meeting.attended.all()),
        stepped_out=tuple(SteppedOut(one.seat.person, Interest(one.why)) for one in item.interests.all()),
        quorum=(at.body.quorum if at.body else None) or 0,
        votes=votes,
        entered_as="chair" if at.keeps == "chair" else "clerk",
        adjourned_to=meeting.adjourned_to,
    )


def why_unspoken(stands: Standing, at: AtBody, item: AgendaItem, records: Known) -> tuple[Reason, ...]:
    """Why those who were there could not decide, though the ledger alone does not show it: a witness did not step out.

    Who made the measure or reported what it rests on, the engine knows itself.
    """
    present = list(item.meeting.attended.all())
    out = {one.seat_id for one in item.interests.all()} | set(ledger_interests(stands, present))
    known = records.told(stands, present)
    name = phrases.office(at.code, at.office)
    against = [must_step_out(why, name, naming(at.code, at.office)) for seat, why in known.items() if seat not in out]
    return tuple(dict.fromkeys(against))


def name_of(meeting: BodyMeeting) -> str:
    """How a ledger refers to a meeting."""
    return f"meeting {meeting.pk}"


def decided_at(meeting: BodyMeeting, cases: Iterable[Case]) -> dict[int, list[MeasureDecided]]:
    """The decisions on those cases that were entered as taken at a meeting, by the primary key of the case."""
    return decided_in(meeting, {pk: ledger.entries for pk, ledger in read.ledgers(cases).items()})


def decided_in(meeting: BodyMeeting, ledgers: Mapping[int, Iterable[AnyEntry]]) -> dict[int, list[MeasureDecided]]:
    """The same, in ledgers that were read."""
    found = {
        pk: [
            entry
            for entry in entries
            if isinstance(entry, MeasureDecided) and entry.meeting and entry.meeting.ref == name_of(meeting)
        ]
        for pk, entries in ledgers.items()
    }
    return {pk: entries for pk, entries in found.items() if entries}
