"""Entering what the person said about a measure, or about the notice that one is intended."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def make_representations(act: Act, *, of: str, text: str) -> LedgerEntry:
    """Enter the person's representations about `of`, in their own words."""
    return perform(act, _proposal(of, text))


def check_representations(act: Act, *, of: str, text: str) -> tuple[AnyEntry, ...]:
    """What the representations would enter; nothing is written."""
    return check(act, _proposal(of, text))


def _proposal(of: str, text: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        return RepresentationsMade(ref=setting.ref, on=setting.on, by=setting.subject(), of=of, text=text)

    return propose
