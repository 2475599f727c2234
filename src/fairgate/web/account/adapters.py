"""What django-allauth asks of the house that it works in. Its own pages, texts and mails are not used."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from fairgate.records.sealed import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; the only stage between a password and being signed in is our second step."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made by whoever looks after Fairgate in the trust."""
        return False

    def get_login_stages(self) -> list[str]:
        """Ours alone."""
        return ["fairgate.web.account.stage.SecondStep"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that a session was begun from, as far as the server knows one."""
        return get_client_ip(request) or "0.0.0.0"  # noqa: S104 (an address that is not known, not one to listen at)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail of allauth's is sent: ours are in delivery/account_mail.py."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """As above."""


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets are stored encrypted."""

    def encrypt(self, text: str) -> str:
        """What is put into the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was put there."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The name that the app shows over the code."""
        return "Fairgate"

    def _get_site_name(self) -> str:
        return "Fairgate"
