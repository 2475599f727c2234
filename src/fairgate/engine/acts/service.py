"""Service: a letter reaches the person, by hand, by e-mail or by post, on the day the code deems it to."""

from datetime import date

import msgspec

from fairgate.engine import phrases
from fairgate.engine.acts.taking import beyond_calendar
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import refuse
from fairgate.engine.service import CaseService
from fairgate.engine.words import Method


class LetterServed(Entry, frozen=True, kw_only=True, tag="letter_served"):
    """The letter of the step or decision `of` was handed over, e-mailed or posted on the day of the entry.

    `deemed_on` is the day on which it counts as received (law.md I21); deadlines run from that day.
    """

    of: str
    method: Method
    deemed_on: date | None = None
    text: str = ""


def serve_letter(case: Case, proposed: LetterServed) -> LetterServed:
    """The service as it may stand in the ledger, the deemed day filled in from the code's own clause."""
    if proposed.of in case.steps:
        rule = case.steps[proposed.of].rule
        if rule.cover_note is not None:
            raise refuse(
                f"What goes with the {phrases.lowered(rule.name)} is for the body that it went to, not for the person.",
                rule.paragraphs,
                "Nothing of it is served on them.",
            )
        if rule.letter is None:
            raise refuse(
                f"{rule.name} sends no letter, so there is nothing to serve.",
                rule.paragraphs,
                "Nothing has to be served.",
            )
    elif proposed.of not in case.decisions and proposed.of not in case.letters:
        raise refuse(
            f"This case has no letter called {proposed.of!r}.",
            (),
            f"There are: {', '.join((*case.steps, *case.decisions, *case.letters)) or 'none yet'}.",
        )
    if proposed.method not in case.code.service:
        known = ", ".join(method.value for method in case.code.service)
        raise refuse(f"The code does not serve letters by {proposed.method.value}.", (), f"It serves by: {known}.")
    span = case.code.service[proposed.method]
    try:
        deemed = proposed.on if span is None else case.calendar.after(proposed.on, span)
    except BeyondCalendar as beyond:
        raise beyond_calendar(beyond, case.code.service_paragraphs) from beyond
    return msgspec.structs.replace(proposed, deemed_on=deemed)


def apply(case: Case, entry: LetterServed) -> None:
    """Fold the service in."""
    sent = case.services[entry.ref] = CaseService(entry.of, entry.on, entry.deemed_on or entry.on, case.seq)
    take_service(case, sent)


def take_service(case: Case, sent: CaseService) -> None:
    """Let a service count; of several, the first that has arrived by the day of the fold does."""
    arrived = sent.deemed_on <= case.on
    if sent.of in case.decisions:
        decision, _ = case.decisions[sent.of]
        decision.posted_on = decision.posted_on or sent.on
        if arrived and (decision.served_on is None or sent.deemed_on < decision.served_on):
            decision.served_on = sent.deemed_on
        return
    if sent.of in case.letters:
        letter = case.letters[sent.of]
        letter.posted_on = letter.posted_on or sent.on
        if arrived and (letter.served_on is None or sent.deemed_on < letter.served_on):
            letter.served_on = sent.deemed_on
        return
    step = case.steps[sent.of]
    step.posted_on = step.posted_on or sent.on
    if arrived and (step.served_on is None or sent.deemed_on < step.served_on):
        step.served_on, step.served_seq, step.served_later = sent.deemed_on, sent.seq, sent.deemed_on > sent.on
