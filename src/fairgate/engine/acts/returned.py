"""Return: a letter that was sent has come back, or bounced, so that it never reached the person (law.md 23)."""

from fairgate.engine import phrases
from fairgate.engine.acts.service import take_service
from fairgate.engine.case import Case
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import refuse


class LetterReturned(Entry, frozen=True, kw_only=True, tag="letter_returned"):
    """The service `of` failed. What was deemed from it is undone from the first day: the letter has to be served anew.

    `text` says what came back, such as 'addressee gone away'.
    """

    of: str
    text: str = ""


def return_letter(case: Case, proposed: LetterReturned) -> LetterReturned:
    """The return as it may stand in the ledger: of a service that still counts, with what came back."""
    if proposed.of not in case.services:
        raise refuse(
            f"No service of this case that still counts is called {proposed.of!r}.",
            case.code.service_paragraphs,
            f"There are: {', '.join(case.services) or 'none'}.",
        )
    if not proposed.text.strip():
        sent = case.services[proposed.of]
        raise refuse(
            f"What came back of the letter sent on {phrases.day(sent.on)} is not said.",
            case.code.service_paragraphs,
            "Say what came back, and how it was noticed: an envelope marked 'gone away', a bounced e-mail.",
        )
    return proposed


def apply(case: Case, entry: LetterReturned) -> None:
    """Fold the return in: what is left of the letter's services counts, as if this one had never been."""
    lost = case.services.pop(entry.of)
    if lost.of in case.decisions:
        decision, _ = case.decisions[lost.of]
        decision.posted_on = decision.served_on = None
    elif lost.of in case.letters:
        letter = case.letters[lost.of]
        letter.posted_on = letter.served_on = None
    else:
        step = case.steps[lost.of]
        step.posted_on = step.served_on = None
        step.served_seq, step.served_later = 0, False
    for sent in case.services.values():
        if sent.of == lost.of:
            take_service(case, sent)
