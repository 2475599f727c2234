"""Taking an account: what somebody tells of what happened, in their own words."""

from datetime import date

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.account import AccountTaken, Agreed, Part
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def take_account(
    act: Act,
    *,
    of: str,
    part: Part,
    text: str,
    teller: str = "",
    taken_on: date | None = None,
    taken_by: str = "",
    agreed: Agreed = Agreed.NOT_ASKED,
    corrects: str = "",
) -> LedgerEntry:
    """Enter what somebody told of the breach `of`. Raises as `perform`."""
    return perform(act, _proposal(of, part, text, teller, taken_on, taken_by, agreed, corrects))


def check_account(
    act: Act,
    *,
    of: str,
    part: Part,
    text: str,
    teller: str = "",
    taken_on: date | None = None,
    taken_by: str = "",
    agreed: Agreed = Agreed.NOT_ASKED,
    corrects: str = "",
) -> tuple[AnyEntry, ...]:
    """What the account would enter; nothing is written."""
    return check(act, _proposal(of, part, text, teller, taken_on, taken_by, agreed, corrects))


def _proposal(
    of: str,
    part: Part,
    text: str,
    teller: str,
    taken_on: date | None,
    taken_by: str,
    agreed: Agreed,
    corrects: str,
) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        return AccountTaken(
            ref=setting.ref,
            on=setting.on,
            by=setting.anyone(),
            of=of,
            part=part,
            text=text,
            teller="" if part is Part.SUBJECT else teller,
            taken_on=taken_on if taken_on != setting.on else None,
            taken_by=taken_by,
            agreed=agreed,
            corrects=corrects,
        )

    return propose
