"""Bundle: a copy of the case file was made to be handed over: to a panel, a court, or the person it is about."""

import re
from enum import StrEnum

from fairgate.engine.authority import why_not_competent
from fairgate.engine.case import Case
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import Refused, refuse

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Audience(StrEnum):
    """For whom a copy of the case file is made: what is in it follows from that (queries/bundle_rules.py)."""

    PANEL = "panel"
    COURT = "court"
    PARENT = "parent"  # the person whom the case is about: their own copy (UK GDPR art. 15)

    @property
    def called(self) -> str:
        """In words: 'the panel'."""
        return {"panel": "the panel", "court": "the court", "parent": "the person it is about"}[self.value]


class BundleMade(Entry, frozen=True, kw_only=True, tag="bundle_made"):
    """A copy was made for the `audience`: `pages` pages whose bytes have that SHA-256, of the first `upto` entries.

    `confirmed` refers to what other people told that whoever asked for it read and found fit to be given.
    """

    audience: Audience
    sha256: str
    pages: int
    upto: int
    confirmed: tuple[str, ...] = ()


def make_bundle(case: Case, proposed: BundleMade) -> BundleMade:
    """The copy as it may stand in the ledger: by an office that makes findings, which reads all that is in the file."""
    if not _SHA256.fullmatch(proposed.sha256) or proposed.pages < 1:
        raise refuse("A copy is known by its SHA-256 and its pages.", (), "Ask for it again.")
    if proposed.confirmed and proposed.audience is not Audience.PARENT:
        raise refuse("Only for the person's own copy is anything confirmed.", (), "Leave it out.")
    reason = why_not_competent(case.code, proposed.by, case.code.findings, "have the case file copied")
    if reason:
        raise Refused(reason)
    return proposed


def apply(case: Case, entry: BundleMade) -> None:
    """Fold the copy in: it changes nothing."""
