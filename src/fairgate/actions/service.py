"""Recording that a letter reached the person, or was sent to them."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entries import AnyEntry
from fairgate.engine.words import Method
from fairgate.records.models import LedgerEntry


def serve_letter(act: Act, *, of: str, method: Method, text: str = "") -> LedgerEntry:
    """Record the service of the letter of the step or decision `of`."""
    return perform(act, _proposal(of, method, text))


def check_service(act: Act, *, of: str, method: Method, text: str = "") -> tuple[AnyEntry, ...]:
    """What the service would enter, its deemed day worked out; nothing is written."""
    return check(act, _proposal(of, method, text))


def _proposal(of: str, method: Method, text: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        return LetterServed(ref=setting.ref, on=setting.on, by=setting.anyone(), of=of, method=method, text=text)

    return propose
