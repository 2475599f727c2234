"""Whose account belongs to what an identity provider says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from allauth.socialaccount.models import SocialAccount

from fairgate.records.known import here
from fairgate.records.models import User


@dataclass(frozen=True)
class Connection:
    """A connection with a provider: its primary key, the provider's name in words, since when, when last used."""

    number: int
    label: str
    since: datetime
    used: datetime


def connected(provider: str, uid: str, trust: str) -> User | None:
    """The user of that trust (its slug) who is `uid` to the provider, whether they hold an office still or not."""
    return User.objects.filter(socialaccount__provider=provider, socialaccount__uid=uid, trust__slug=trust).first()


def taken(provider: str, user: User) -> bool:
    """Whether the user is connected with somebody at that provider."""
    return bool(SocialAccount.objects.filter(provider=provider, user=user).exists())


def owner(email: str, trust: str, on: date) -> User | None:
    """Whose account of that trust has this address, of those who hold an office on that day."""
    return here(on).filter(email__iexact=email, trust__slug=trust).first() if email else None


def connections(user: User, labels: Mapping[str, str]) -> list[Connection]:
    """All of the user's, oldest first: one query. `labels` are the words for the providers that are set up still."""
    return [
        Connection(one.pk, labels.get(one.provider, "A provider that is used no more"), one.date_joined, one.last_login)
        for one in SocialAccount.objects.filter(user=user).order_by("date_joined", "pk")
    ]
