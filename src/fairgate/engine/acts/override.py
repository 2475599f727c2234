"""The override: somebody who is barred may come in on one day, and for what; and somebody else looks at it afterwards.

The bar stays as it is. Reception never gives it: it sees the person, and has nobody to ask but those it calls.
"""

from fairgate.engine import phrases
from fairgate.engine.acts.finding import require_reasons
from fairgate.engine.authority import same_person, why_not_competent
from fairgate.engine.case import Case, CaseMeasure, CaseOverride
from fairgate.engine.code import Code, Competence
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import Reason, Refused, refuse
from fairgate.engine.words import Kind, OfficeKind

AT_THE_DESK = "reception"
"""The office that alone never lets anybody in, even where contact goes through it."""


class BarOverridden(Entry, frozen=True, kw_only=True, tag="bar_overridden"):
    """The person may come onto the premises `site` on the day of the entry, in spite of the bar `of`.

    `terms` says for what, in the words that reception reads; `reasons` are for the record alone.
    """

    of: str
    site: str
    terms: str = ""
    reasons: str = ""


class OverrideReviewed(Entry, frozen=True, kw_only=True, tag="override_reviewed"):
    """Somebody else looked at the override `of`, and what they found."""

    of: str
    reasons: str = ""


def may_override(code: Code, measure: CaseMeasure) -> Competence:
    """Who may let the person in: the office through which contact goes, whoever imposes such a bar, and whoever
    decides on it; never reception, anybody at all, or a body, which would have to meet."""
    contact = measure.measure.contact
    offices = (measure.entry.contact, *measure.rule.by.offices, *measure.measure.decision.owners)
    paragraphs = (*(contact.paragraphs if contact else ()), *measure.rule.paragraphs)
    return Competence(_by_themselves(code, offices), tuple(dict.fromkeys(paragraphs)))


def may_review_override(code: Code, measure: CaseMeasure) -> Competence:
    """Who looks at it: whoever decides on the bar; where that is a body, the owner of the code and whoever imposes such
    a bar (one who did not give it)."""
    rule = measure.measure.decision
    owners = _by_themselves(code, rule.owners)
    return Competence(owners or _by_themselves(code, (code.owner, *measure.rule.by.offices)), rule.paragraphs)


def override_bar(case: Case, proposed: BarOverridden) -> BarOverridden:
    """The override as it may stand in the ledger: of a bar that holds there that day, for something, with reasons."""
    measure = case.measures.get(proposed.of)
    if measure is None or measure.rule.kind is not Kind.BAR:
        raise refuse(f"This case has no bar called {proposed.of!r}.", (), "Choose the bar on the case page.")
    competence = may_override(case.code, measure)
    reasons = []
    if not measure.holds(case.on, case.calendar):
        what = phrases.lowered(measure.rule.name)
        reasons.append(Reason(f"This {what} does not hold today.", competence.paragraphs, "Nothing more is needed."))
    if proposed.site not in measure.sites:
        change = "Name premises that it covers."
        reasons.append(Reason("The bar does not cover these premises.", competence.paragraphs, change))
    reason = why_not_competent(case.code, proposed.by, competence, "let somebody in who is barred")
    if reason:
        reasons.append(reason)
    if reasons:
        raise Refused(*reasons)
    if not proposed.terms.strip():
        raise refuse("Reception must know for what they may come in.", competence.paragraphs, "Write it in a line.")
    require_reasons(proposed.reasons, "Letting in somebody who is barred", competence.paragraphs)
    return proposed


def review_override(case: Case, proposed: OverrideReviewed) -> OverrideReviewed:
    """The review as it may stand in the ledger: once, by somebody who did not give it, with what they found."""
    found = next(((m, one) for m in case.measures.values() for one in m.overrides if one.ref == proposed.of), None)
    if found is None:
        raise refuse(f"This case has no override called {proposed.of!r}.", (), "Choose it on the case page.")
    measure, override = found
    if override.reviewed_on is not None:
        day = phrases.day(override.reviewed_on)
        raise refuse(f"Somebody looked at this already, on {day}.", (), "Nothing more is needed.")
    competence = may_review_override(case.code, measure)
    reason = why_not_competent(case.code, proposed.by, competence, "look at why somebody was let in")
    if reason:
        raise Refused(reason)
    if same_person(override.by.person, proposed.by.person):
        raise refuse(
            "The same person let them in: nobody looks at what they did themselves.",
            competence.paragraphs,
            f"Ask another holder of one of these offices: {phrases.offices(case.code, competence.offices)}.",
        )
    require_reasons(proposed.reasons, "Looking at why somebody was let in", competence.paragraphs)
    return proposed


def apply_override(case: Case, entry: BarOverridden) -> None:
    """Fold the override in."""
    case.measures[entry.of].overrides.append(CaseOverride(entry.ref, entry.on, entry.by, entry.site, entry.terms))


def apply_review(case: Case, entry: OverrideReviewed) -> None:
    """Fold the review in."""
    overrides = {one.ref: one for measure in case.measures.values() for one in measure.overrides}
    overrides[entry.of].reviewed_on = entry.on


def _by_themselves(code: Code, offices: tuple[str, ...]) -> tuple[str, ...]:
    kinds = {one: code.offices[one].kind for one in offices if one in code.offices and one != AT_THE_DESK}
    return tuple(one for one, kind in kinds.items() if kind not in (OfficeKind.BODY, OfficeKind.ANYONE))
