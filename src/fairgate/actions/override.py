"""Letting in for one day somebody who is barred, and looking at that afterwards."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.override import BarOverridden, OverrideReviewed, may_override, may_review_override
from fairgate.engine.case import CaseMeasure
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def override_bar(act: Act, *, of: str, site: str, terms: str, reasons: str) -> LedgerEntry:
    """Let the person onto that site today, in spite of the bar `of`, for what `terms` says."""
    return perform(act, _overriding(of, site, terms, reasons))


def check_override(act: Act, *, of: str, site: str, terms: str, reasons: str) -> tuple[AnyEntry, ...]:
    """What it would enter; nothing is written."""
    return check(act, _overriding(of, site, terms, reasons))


def review_override(act: Act, *, of: str, reasons: str) -> LedgerEntry:
    """Enter what was found when somebody looked at the override `of`."""
    return perform(act, _reviewing(of, reasons))


def check_override_review(act: Act, *, of: str, reasons: str) -> tuple[AnyEntry, ...]:
    """What the review would enter; nothing is written."""
    return check(act, _reviewing(of, reasons))


def _overriding(of: str, site: str, terms: str, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        measure = setting.stands.folded.measures.get(of)
        by = setting.actor(may_override(setting.stands.code, measure).offices if measure else ())
        return BarOverridden(ref=setting.ref, on=setting.on, by=by, of=of, site=site, terms=terms, reasons=reasons)

    return propose


def _reviewing(of: str, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        measure = _measure_of(setting, of)
        by = setting.actor(may_review_override(setting.stands.code, measure).offices if measure else ())
        return OverrideReviewed(ref=setting.ref, on=setting.on, by=by, of=of, reasons=reasons)

    return propose


def _measure_of(setting: Setting, ref: str) -> CaseMeasure | None:
    measures = setting.stands.folded.measures.values()
    return next((measure for measure in measures if any(one.ref == ref for one in measure.overrides)), None)
