"""Making an exception to a bar, and taking one back."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.exception import ExceptionMade, ExceptionWithdrawn, competence
from fairgate.engine.entries import AnyEntry
from fairgate.engine.exceptions import BarException
from fairgate.records.models import LedgerEntry


def make_exception(act: Act, *, of: str, exception: BarException, reasons: str) -> LedgerEntry:
    """Leave something open under the bar `of`, from now on, with reasons for the file."""
    return perform(act, _making(of, exception, reasons))


def check_exception(act: Act, *, of: str, exception: BarException, reasons: str) -> tuple[AnyEntry, ...]:
    """What the exception would enter; nothing is written."""
    return check(act, _making(of, exception, reasons))


def withdraw_exception(act: Act, *, of: str, reasons: str) -> LedgerEntry:
    """Take back the exception that the entry `of` made."""
    return perform(act, _withdrawing(of, reasons))


def check_withdrawal(act: Act, *, of: str, reasons: str) -> tuple[AnyEntry, ...]:
    """What taking it back would enter; nothing is written."""
    return check(act, _withdrawing(of, reasons))


def _making(of: str, exception: BarException, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        case = setting.stands.folded
        measure = case.measures.get(of)
        offices = competence(case, measure, exception).offices if measure is not None else ()
        by = setting.actor(offices)
        return ExceptionMade(ref=setting.ref, on=setting.on, by=by, of=of, exception=exception, reasons=reasons)

    return propose


def _withdrawing(of: str, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        case = setting.stands.folded
        offices = [
            office
            for measure in case.measures.values()
            for one in measure.allowed
            if one.ref == of
            for office in competence(case, measure, one.exception).offices
        ]
        return ExceptionWithdrawn(ref=setting.ref, on=setting.on, by=setting.actor(offices), of=of, reasons=reasons)

    return propose
