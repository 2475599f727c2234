"""Who a person is, at a glance: the names, how they are reached, what they have asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairgate.records.models import NameKind, Person


@dataclass(frozen=True)
class Address:
    """Where post reaches somebody. `is_hidden`: it is confidential, and this reader may not see it.

    `lines` is empty when it is hidden, not known, or there is none (`no_fixed_abode`).
    """

    lines: tuple[str, ...] = ()
    is_protected: bool = False
    is_hidden: bool = False
    no_fixed_abode: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is on record: no address, and not that there is none."""
        return not (self.lines or self.is_hidden or self.no_fixed_abode)


@dataclass(frozen=True)
class AnotherName:
    """Another name of the person. `kind` is '' where it is the name of a record found to be of the same person."""

    name: str
    kind: str

    @property
    def told(self) -> str:
        """What it is, in words: 'maiden name'."""
        return NameKind(self.kind).label.lower() if self.kind else "recorded under this name too"


@dataclass(frozen=True)
class Card:
    """What is told of a person on every page about them."""

    number: int
    name: str
    others: tuple[AnotherName, ...]
    address: Address
    phone: str
    email: str
    email_service_agreed: bool
    languages: str
    adjustments: str


def card_of(person: Person, *, cleared: bool, others: tuple[AnotherName, ...] | None = None) -> Card:
    """The card of the person under whom this one is shown: one query, none where `others` are known already.

    `cleared`: the reader reads what is restricted about them.
    """
    kept = person.kept
    return Card(
        number=kept.pk,
        name=kept.name,
        others=_others(kept) if others is None else others,
        address=address_of(kept, cleared=cleared),
        phone=kept.phone,
        email=kept.email,
        email_service_agreed=kept.email_service_agreed,
        languages=kept.languages,
        adjustments=kept.adjustments,
    )


def address_of(person: Person, *, cleared: bool) -> Address:
    """The person's own address, for somebody who reads what is restricted, or does not."""
    is_hidden = person.address_protected and not cleared
    lines = () if is_hidden else tuple(line for line in person.address.splitlines() if line.strip())
    return Address(lines, person.address_protected, is_hidden, person.no_fixed_abode)


def other_names(kept: Person, rows: Iterable[tuple[str, str | None, str | None]]) -> tuple[AnotherName, ...]:
    """From rows of a name, another name and its kind, of all records of the person: every name but the one kept."""
    found: dict[str, str] = {}
    for name, other, kind in rows:
        found.setdefault(name, "")
        if other is not None:
            found[other] = found.get(other) or kind or ""
    found.pop(kept.name, None)
    return tuple(AnotherName(name, kind) for name, kind in found.items())


def _others(kept: Person) -> tuple[AnotherName, ...]:
    same = Person.objects.same_as(kept).order_by("pk", "other_names__pk")
    return other_names(kept, same.values_list("name", "other_names__name", "other_names__kind"))
