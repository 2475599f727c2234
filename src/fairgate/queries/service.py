"""The page of a service: one letter that was issued, how it can be served, and when it would count as received."""

from dataclasses import dataclass
from datetime import date, datetime

from fairgate.engine import phrases
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.words import Method
from fairgate.queries.acting import Asked, actor, counted, next_ref, opened, why_shut
from fairgate.queries.household import Sharer, sharers
from fairgate.records.door import Hidden
from fairgate.records.models import IssuedLetter, User
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class MethodAsked:
    """One way to serve it. `deemed_on`, done today; None where it cannot be worked out, and `how` says why."""

    method: Method
    deemed_on: date | None
    how: str


@dataclass(frozen=True)
class ServiceAsked(Asked):
    """`letter` is what the letter is about; `number` the issued letter's, if there is one; `before` how it was
    served already."""

    letter: str = ""
    number: int | None = None
    issued_on: date | None = None
    methods: tuple[MethodAsked, ...] = ()
    before: tuple[LetterServed, ...] = ()
    sharers: tuple[Sharer, ...] = ()

    @property
    def email_agreed(self) -> bool:
        """Whether the person has agreed to letters by e-mail (law.md 24)."""
        return self.subject.email_service_agreed


def service(user: User, reference: str, ref: str, *, now: datetime) -> ServiceAsked:
    """The letter of the entry `ref`; or Hidden."""
    stands, held = opened(user, reference, now=now)
    folded = stands.folded
    if ref in folded.steps:
        step = folded.steps[ref]
        about, sends = step.rule.name, step.rule.letter is not None
    elif ref in folded.decisions:
        _, measure = folded.decisions[ref]
        about, sends = f"Decision about the {phrases.lowered(measure.rule.name)}", True
    elif ref in folded.letters:
        about, sends = folded.letters[ref].name, True
    else:
        raise Hidden("there is no such letter")
    if not sends:
        raise Hidden("there is no such letter")
    issued = IssuedLetter.objects.filter(case=stands.record, entry__ref=ref).order_by("-issued_at").first()
    first = next(iter(stands.code.service), Method.HAND)
    proposed = LetterServed(ref=next_ref(stands), on=stands.on, by=actor(stands, user, held), of=ref, method=first)
    return ServiceAsked(
        stands,
        user,
        held,
        why_shut(stands, proposed),
        about,
        issued.pk if issued else None,
        issued.entry.on if issued else None,
        tuple(_method(stands, method) for method in stands.code.service),
        tuple(entry for entry in stands.entries if isinstance(entry, LetterServed) and entry.of == ref),
        sharers(user, stands, stands.on),
    )


def _method(stands: Standing, method: Method) -> MethodAsked:
    span = stands.code.service[method]
    if span is None:
        return MethodAsked(method, stands.on, "the same day")
    try:
        return MethodAsked(method, stands.calendar.after(stands.on, span), counted(span, "it is sent"))
    except BeyondCalendar as beyond:
        return MethodAsked(method, None, str(beyond))
