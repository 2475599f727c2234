"""What the worklist shows beside what the code makes due: letters that did not leave, reports begun and not sent, and
whether what works in the background has stopped."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.queries.case import letter_name
from fairgate.records.models import Case, DraftedAct, IncidentDraft, Sending, SendingEnd, User, WhyAsked, Worker
from fairgate.records.one_query import QueryPart, Rows, instant, part
from fairgate.records.standing import Standing

SENDER, NOTIFIER = "send", "notify"
"""The workers, by the names under which they leave word that they are at work (models/sending.py)."""

_QUIET = {SENDER: timedelta(minutes=10), NOTIFIER: timedelta(hours=26)}
"""For how long each may be silent. The sender looks every few seconds; mails that say what is due are sent daily."""


@dataclass(frozen=True)
class Unsent:
    """A letter that somebody asked to be sent and that did not leave, or of which nobody can tell; not served since."""

    what: str
    why: str
    reference: str
    number: int
    person: str
    school: str
    by: str
    on: date
    yours: bool


@dataclass(frozen=True)
class Draft:
    """A report that the reader began: its first words, the address of its page and its key there, when it was kept."""

    begins: str
    path: str
    key: str
    saved_on: date


def beside(user: User, cases: Sequence[Case], now: datetime | None) -> dict[str, QueryPart]:
    """The rows that all of this is made from, for `in_one_query`; `cases` are those that are shown."""
    ended = Sending.objects.filter(became__in=(SendingEnd.FAILED, SendingEnd.UNSURE))
    parts = {
        "unsigned": part(
            DraftedAct.objects.filter(case__in=[case.pk for case in cases]),
            *("step", "drafted_at"),
            case="case_id",
            by="by_id",
        ),
        "asked": part(WhyAsked.objects.filter(read__user=user, answered_at=None), "pk"),
        "drafts": part(IncidentDraft.objects.filter(user=user), "begins", "path", "key", "saved_at"),
        "unsent": part(
            ended.filter(letter__case__in=[case.pk for case in cases]),
            *("why", "became_at"),
            number="letter_id",
            letter="letter__letter",
            of="letter__entry__ref",
            case="letter__case_id",
            by="asked_by_id",
            by_name="asked_by__name",
        ),
    }
    if now is not None:
        late = Sending.objects.waiting().filter(letter__case__trust=user.trust_id, next_try_at__lt=now - _QUIET[SENDER])
        parts |= {"workers": part(Worker.objects.all(), "name", "seen_at"), "late": part(late, "pk")}
    return parts


def drafts(rows: Rows) -> tuple[Draft, ...]:
    """What the reader began to report, the newest first."""
    newest = sorted(rows["drafts"], key=lambda row: instant(row["saved_at"]), reverse=True)
    return tuple(
        Draft(row["begins"], row["path"], str(UUID(row["key"])), timezone.localdate(instant(row["saved_at"])))
        for row in newest
    )


def unsent(rows: Rows, shown: Iterable[Standing], user: User) -> tuple[Unsent, ...]:
    """The letters that did not leave and have not been served since, the oldest first; of each, the last try."""
    cases = {one.record.pk: one for one in shown}
    last = {row["number"]: row for row in sorted(rows["unsent"], key=lambda row: instant(row["became_at"]))}
    return tuple(
        Unsent(
            what=letter_name(row["letter"]),
            why=row["why"],
            reference=cases[row["case"]].record.reference,
            number=row["number"],
            person=cases[row["case"]].record.subject.kept.name,
            school=cases[row["case"]].record.school.name,
            by=row["by_name"],
            on=timezone.localdate(instant(row["became_at"])),
            yours=row["by"] == user.pk,
        )
        for row in last.values()
        if cases[row["case"]].folded.sent(row["of"]) is None
    )


def stopped(rows: Rows, now: datetime) -> Iterator[str]:
    """A sentence for each worker that was at work once and has fallen silent, or never was while letters wait."""
    seen = {row["name"]: instant(row["seen_at"]) for row in rows["workers"]}
    late = len(rows["late"])
    last = seen.get(SENDER)
    if (last is None and late) or (last is not None and now - last > _QUIET[SENDER]):
        waits = f" {late} {'letter waits' if late == 1 else 'letters wait'}." if late else ""
        yield f"Letters are not being sent{_since(last)}.{waits} {_TELL}"
    last = seen.get(NOTIFIER)
    if last is not None and now - last > _QUIET[NOTIFIER]:
        yield f"Nobody is told by e-mail what is due{_since(last)}. {_TELL}"


_TELL = "Tell whoever looks after Fairgate: what does it in the background has stopped."


def _since(last: datetime | None) -> str:
    return f", since {phrases.day(timezone.localdate(last))}" if last is not None else ""
