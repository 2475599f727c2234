"""Accounts as they stand in a case: what each person told of a breach. Nothing is worked out from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class CaseAccount:
    """An account in the case: whose, of what, and the later one that puts it right, if there is one."""

    __slots__ = ("corrected_by", "of", "part", "ref", "teller")

    def __init__(self, ref: str, of: str, part: str, teller: str) -> None:
        self.ref = ref
        self.of = of
        self.part = part
        self.teller = teller
        self.corrected_by = ""


class Told(Protocol):
    """What an account can be of."""

    ref: str
    incident: str


def is_of(account: CaseAccount, breach: Told) -> bool:
    """Whether an account is of that breach: by its reference, or by that of the incident it was recorded from."""
    return account.of == breach.ref or (bool(breach.incident) and account.of == breach.incident)


def accounts_of(accounts: Mapping[str, CaseAccount], breach: Told) -> list[CaseAccount]:
    """The accounts of one breach, as they were entered; those that a later one puts right too."""
    return [one for one in accounts.values() if is_of(one, breach)]
