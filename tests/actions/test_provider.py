"""Connecting an account with who its owner is at a provider: one person there, one account here."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.db import connection
from tests.house import House

from fairgate.actions import provider
from fairgate.delivery import account_mail
from fairgate.queries.provider import connected, connections


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_mail, "in_background", lambda work: work())


def test_one_there_is_one_here(house: House) -> None:
    head, other = house.user("headteacher", house.prestfield), house.user("headteacher", house.prestfield)
    assert provider.connect(head, "oak-entra", "1")
    assert provider.connect(head, "oak-entra", "1"), "once more is nothing new"
    assert [sent.to for sent in mail.outbox] == [[head.email]]
    assert not provider.connect(other, "oak-entra", "1"), "somebody else's"
    assert not provider.connect(head, "oak-entra", "2"), "somebody else there"
    assert connected("oak-entra", "1", "oak") == head
    assert connected("oak-google", "1", "oak") is None
    assert provider.connect(other, "oak-google", "1"), "at another provider the same name is another person"
    (mine,) = connections(head, {"oak-entra": "Microsoft"})
    assert mine.label == "Microsoft"
    assert connections(head, {})[0].label == "A provider that is used no more"
    assert not provider.disconnect(other, mine.number)
    assert provider.disconnect(head, mine.number)
    assert connected("oak-entra", "1", "oak") is None
    assert connected("oak-google", "1", "oak") == other


@pytest.mark.django_db(transaction=True)
def test_two_first_sign_ins_at_once_connect_one(house: House) -> None:
    head = house.user("headteacher", house.prestfield)
    together = Barrier(6)

    def first(number: int) -> bool:
        try:
            connection.ensure_connection()
            together.wait()
            return provider.connect(head, "oak-entra", str(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(first, range(6))) == 1
    assert SocialAccount.objects.count() == 1
