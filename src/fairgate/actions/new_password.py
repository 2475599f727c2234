"""Setting a new password: by a link sent to the address of the account, or by whoever is signed in."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.utils.http import base36_to_int, int_to_base36

from fairgate.delivery import account_mail
from fairgate.records.known import here
from fairgate.records.models import User


def ask(email: str, link: Callable[[str], str], on: date) -> None:
    """Send the owner of this address, if there is one who holds an office on that day, a link to set a password.

    `link` makes the address of the page from a ticket. Returns at once, before anything is looked up: neither the
    answer nor its time tells whether there is such an account.
    """

    def sent() -> None:
        user = here(on).filter(email__iexact=email).first()
        if user is not None:
            ticket = f"{int_to_base36(user.pk)}-{default_token_generator.make_token(user)}"
            account_mail.new_password(user.email, link(ticket), settings.PASSWORD_RESET_TIMEOUT // 60)

    account_mail.in_background(sent)


def holder(ticket: str, on: date) -> User | None:
    """The user to whom a ticket was sent: None when it is none of ours, too old, or was used."""
    number, _, token = ticket.partition("-")
    try:
        user = here(on).filter(pk=base36_to_int(number)).first()
    except (ValueError, OverflowError):
        return None
    return user if user is not None and default_token_generator.check_token(user, token) else None


def change(user: User, password: str) -> None:
    """The new password counts from now on; every session that was begun with the old one ends by itself."""
    user.set_password(password)
    user.save(update_fields=["password"])
    account_mail.changed(user.email, account_mail.Change.PASSWORD)
