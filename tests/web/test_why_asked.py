"""The data lead asks why somebody looked, they answer in a line, and both stand in the list of reads."""

import re
import time
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.house import NOW, House

from fairgate.records.models import AccessLog, User, WhyAsked


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW


@pytest.fixture
def lead(house: House) -> User:
    return house.user("data_lead", house.oak)


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def looked(user: User, **fields: object) -> AccessLog:
    return AccessLog.objects.create(
        user=user, kind="case", asked="K7PQ2MVR", **{"opened": True, "at": NOW, "why": "", **fields}
    )


def sent() -> list[mail.EmailMessage]:
    """The mails, which leave in the background."""
    for _ in range(100):
        if mail.outbox:
            break
        time.sleep(0.02)
    return list(mail.outbox)


def test_it_is_asked_once_answered_once_and_both_are_shown(
    lead: User, head: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    read = looked(head)
    data, theirs = signed_in(lead), signed_in(head)
    assert f"/reads/{read.pk}/why" in data.get("/reads").content.decode()
    assert head.name in data.get(f"/reads/{read.pk}/why").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert data.post(f"/reads/{read.pk}/why").status_code == 302
        data.post(f"/reads/{read.pk}/why")
    (told,) = sent()
    assert told.to == [head.email]
    assert not re.search(f"K7PQ2MVR|{head.name}|{lead.name}", told.subject + str(told.body))
    assert "/account/why" in str(told.body)
    assert "The data lead asks why you looked" in theirs.get("/worklist").content.decode()
    question = WhyAsked.objects.get(read=read)
    shown = theirs.get("/account/why").content.decode()
    assert "Case K7PQ2MVR" in shown
    assert "Say why you looked" in theirs.post("/account/why", {f"why_{question.pk}": "  "}).content.decode()
    assert theirs.post("/account/why", {f"why_{question.pk}": "<b>She</b> rang me."}).status_code == 302
    theirs.post("/account/why", {f"why_{question.pk}": "Another."})
    assert "They say: &lt;b&gt;She&lt;/b&gt; rang me." in data.get("/reads").content.decode()
    assert "You are asked nothing" in theirs.get("/account/why").content.decode()
    assert data.get(f"/reads/{read.pk}/why").status_code == 404


@pytest.mark.parametrize(
    "who",
    [
        lambda house, head, lead: looked(head, opened=False),
        lambda house, head, lead: looked(lead),
        lambda house, head, lead: looked(house.user("head_of_school", house.carn)),
    ],
    ids=["who was kept out", "oneself", "another trust"],
)
def test_of_what_nobody_asks(
    house: House, head: User, lead: User, who: Callable[[House, User, User], AccessLog]
) -> None:
    read = who(house, head, lead)
    assert signed_in(lead).get(f"/reads/{read.pk}/why").status_code == 404
    assert signed_in(lead).post(f"/reads/{read.pk}/why").status_code == 404
    assert not WhyAsked.objects.exists()


def test_nobody_answers_for_somebody_else(house: House, head: User, lead: User) -> None:
    question = WhyAsked.objects.create(read=looked(head), by=lead, at=NOW)
    other = signed_in(house.user("reception", house.prestfield))
    assert "You are asked nothing" in other.get("/account/why").content.decode()
    other.post("/account/why", {f"why_{question.pk}": "Not me."})
    question.refresh_from_db()
    assert question.answer == ""
