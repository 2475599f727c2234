"""Recording that a letter which was sent has come back, or bounced."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def return_letter(act: Act, *, of: str, text: str) -> LedgerEntry:
    """Record that the service `of` failed; the letter is then owed again. `text`: what came back."""
    return perform(act, _proposal(of, text))


def check_return(act: Act, *, of: str, text: str) -> tuple[AnyEntry, ...]:
    """What the return would enter; nothing is written."""
    return check(act, _proposal(of, text))


def _proposal(of: str, text: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        return LetterReturned(ref=setting.ref, on=setting.on, by=setting.anyone(), of=of, text=text)

    return propose
