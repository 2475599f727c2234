"""Connecting a staff account with who its owner is to an identity provider, and taking that away again."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from fairgate.delivery import account_mail
from fairgate.records.models import User


def connect(user: User, provider: str, uid: str) -> bool:
    """From now on whoever is `uid` to that provider is this user; its owner is told by mail.

    False, and nothing is changed, when the user is somebody else there, or that somebody is another user. Nothing else
    of what the provider said is kept. Whoever calls this has made sure that the account is theirs.
    """
    try:
        with transaction.atomic():
            # One at a time: two first sign-ins at once would connect two people with one account.
            User.objects.select_for_update().get(pk=user.pk)
            if SocialAccount.objects.filter(user=user, provider=provider).exclude(uid=uid).exists():
                return False
            held, made = SocialAccount.objects.get_or_create(provider=provider, uid=uid, defaults={"user": user})
            if held.user_id != user.pk:
                return False
    except IntegrityError:
        return False
    if made:
        account_mail.changed(user.email, account_mail.Change.PROVIDER_ADDED)
    return True


def used(provider: str, uid: str) -> None:
    """Note that the connection was used just now."""
    for held in SocialAccount.objects.filter(provider=provider, uid=uid):
        held.save(update_fields=["last_login"])


def disconnect(user: User, number: int) -> bool:
    """Take the user's connection with this primary key away; False when they have no such thing."""
    gone, _ = SocialAccount.objects.filter(user=user, pk=number).delete()
    if gone:
        account_mail.changed(user.email, account_mail.Change.PROVIDER_REMOVED)
    return bool(gone)
