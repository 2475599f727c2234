"""Second steps for the tests: `force_login` signs in with one whoever needs one, as the pages would have it.

A test about the second step itself signs in by the pages, or with `by_password_alone`.
"""

import time
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE,
)
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as RECORDS,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from fairgate.actions.second_factor import code_of
from fairgate.records.door import RECEPTION
from fairgate.records.models import Holding, User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

by_password_alone = Client.force_login
"""Django's own: a session that took no second step."""


def give_app(user: User) -> Authenticator:
    """An app whose secret is SECRET, unless the user has one."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return held or TOTP.activate(user, SECRET).instance


def code(after: int = 0) -> str:
    """What that app shows now, or so many periods of thirty seconds later."""
    return code_of(SECRET, time.time() + 30 * after)


def force_login(client: Client, user: User, backend: str | None = None) -> None:
    """Signed in, with a second step for those who may open cases."""
    by_password_alone(client, user, backend)
    if Holding.objects.filter(user=user).exclude(office=RECEPTION).exists():
        app = give_app(user)
        session = client.session
        at: dict[str, Any] = {"at": time.time()}
        session[RECORDS] = [{"method": "password", **at}, {"method": "mfa", "type": app.type, "id": app.pk, **at}]
        session[WHOSE] = str(user.pk)
        session.save()


@pytest.fixture(autouse=True)
def _signed_in_with_a_second_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Client, "force_login", force_login)
