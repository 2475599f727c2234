"""The page of a return: which service of which letter came back, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime

from fairgate.engine import phrases
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.queries.acting import Asked, actor, next_ref, opened, why_shut
from fairgate.records.door import Hidden
from fairgate.records.models import User

A_RETURN = "What came back is told on the page."


@dataclass(frozen=True)
class ReturnAsked(Asked):
    """`letter` is what the letter is about; `service` how it was sent."""

    letter: str = ""
    service: LetterServed | None = None
    received: date | None = None


def returned(user: User, reference: str, ref: str, *, now: datetime) -> ReturnAsked:
    """The service `ref` of a case; Hidden where it is none."""
    stands, held = opened(user, reference, now=now)
    service = next((one for one in stands.entries if isinstance(one, LetterServed) and one.ref == ref), None)
    if service is None:
        raise Hidden("there is no such service")
    folded = stands.folded
    if service.of in folded.steps:
        about = folded.steps[service.of].rule.name
    elif service.of in folded.letters:
        about = folded.letters[service.of].name
    else:
        about = f"Decision about the {phrases.lowered(folded.decisions[service.of][1].rule.name)}"
    # What came back is asked on the page; whether anything can is asked of the engine with that left open.
    by = actor(stands, user, held)
    proposed = LetterReturned(ref=next_ref(stands), on=stands.on, by=by, of=ref, text=A_RETURN)
    shut = why_shut(stands, proposed)
    return ReturnAsked(stands, user, held, shut, about, service, service.deemed_on)
