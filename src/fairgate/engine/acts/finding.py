"""Finding: an office concludes, with reasons, that an alleged breach happened."""

from fairgate.engine import phrases
from fairgate.engine.account import accounts_of
from fairgate.engine.authority import why_not_competent
from fairgate.engine.case import Case, CaseBreach
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import Refused, refuse


class BreachFound(Entry, frozen=True, kw_only=True, tag="breach_found"):
    """An office found that the alleged breach `of` happened. `weighed` refers to the accounts that it looked at.

    `instead` says why the office that the code names does not act, where another stands in for it.
    """

    of: str
    reasons: str = ""
    weighed: tuple[str, ...] = ()
    instead: str = ""


def find_breach(case: Case, proposed: BreachFound) -> BreachFound:
    """The finding as it may stand in the ledger: by a competent office, with reasons, on what is still alleged."""
    breach = breach_named(case, proposed.of)
    if not breach.is_live:
        raise refuse("This breach was struck and counts no longer.", (), "Record the conduct again if it happened.")
    if breach.found_on is not None:
        raise refuse(f"This was found already, on {phrases.day(breach.found_on)}.", (), "Nothing more is needed.")
    known = [one.ref for one in accounts_of(case.accounts, breach)]
    unknown = [ref for ref in proposed.weighed if ref not in known]
    if unknown:
        raise refuse(
            f"There is no account of this called {phrases.either(repr(ref) for ref in unknown)}.",
            case.code.findings.paragraphs,
            f"There are: {', '.join(known) or 'none yet'}.",
        )
    require_reasons(proposed.reasons, "A finding", case.code.findings.paragraphs)
    what = "find that a breach happened"
    reason = why_not_competent(case.code, proposed.by, case.code.findings, what, proposed.instead)
    if reason:
        raise Refused(reason)
    return proposed


def breach_named(case: Case, ref: str) -> CaseBreach:
    """The breach of that reference, or a refusal that lists those there are."""
    if ref not in case.breaches:
        raise refuse(
            f"This case has no breach called {ref!r}.",
            (),
            f"It has: {', '.join(case.breaches) or 'none yet'}.",
        )
    return case.breaches[ref]


def require_reasons(reasons: str, what: str, paragraphs: tuple[str, ...]) -> None:
    """Refuse a decision without written reasons (law.md I23)."""
    if not reasons.strip():
        raise refuse(f"{what} needs written reasons.", paragraphs, "Write the reasons; the person may read them.")


def apply(case: Case, entry: BreachFound) -> None:
    """Fold the finding in."""
    breach = case.breaches[entry.of]
    breach.found_on, breach.found_seq, breach.found_by = entry.on, case.seq, entry.by
