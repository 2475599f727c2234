"""The photograph of a person: painted anew, kept apart from cases, shown to those who may see the person."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.house import NOW, House

from fairgate.actions.person_photograph import photograph_store, remove_photograph, take_photograph
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.queries.person_photograph import photograph
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Person, Photograph, User

SECRET = b"taken at 50.2632 N, 5.0510 W"


@pytest.fixture(autouse=True)
def state(settings: Settings, tmp_path: Path) -> Path:
    settings.STATE = tmp_path
    settings.FAIRGATE_CLAMAV = ""
    return tmp_path


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


@pytest.fixture
def jo(house: House) -> Person:
    return house.person()


def picture(kind: str = "JPEG", colour: str = "red", **given: Any) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 50), colour).save(out, kind, **given)
    return io.BytesIO(out.getvalue())


def files() -> list[bytes]:
    root = photograph_store().root
    return [path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()]


def test_only_what_is_painted_anew_is_kept_and_nothing_else_of_the_file(head: User, jo: Person) -> None:
    given = picture(comment=SECRET)
    assert SECRET in given.getvalue()
    take_photograph(jo.pk, given, "jo at home.jpg", by=head, now=NOW)
    [kept] = files()
    assert SECRET not in kept
    assert Image.open(io.BytesIO(kept)).size == (40, 50)
    assert photograph(head, jo.pk, NOW) == (kept, "image/jpeg")
    assert "home" not in str(list(photograph_store().root.rglob("*")))
    row = Photograph.objects.get()
    assert (row.by, row.at, row.media_type) == (head, NOW, "image/jpeg")
    assert "changed: photograph" in AccessLog.objects.values_list("why", flat=True)


def test_another_takes_its_place_and_the_first_is_gone(
    head: User, jo: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for kind, colour in (("JPEG", "red"), ("PNG", "blue")):
        with django_capture_on_commit_callbacks(execute=True):
            take_photograph(jo.pk, picture(kind, colour), f"x.{kind.lower()}", by=head, now=NOW)
    assert photograph(head, jo.pk, NOW)[1] == "image/png"
    assert (len(files()), Photograph.objects.count()) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photograph(jo.pk, by=head, now=NOW)
        remove_photograph(jo.pk, by=head, now=NOW)
    assert (files(), Photograph.objects.count()) == ([], 0)
    with pytest.raises(Hidden):
        photograph(head, jo.pk, NOW)


@pytest.mark.parametrize("body", [b"%PDF-1.4 x", b"hello", b"", b"\xff\xd8\xff broken", b"GIF89a"])
def test_what_is_no_picture_is_refused_and_not_kept(head: User, jo: Person, body: bytes) -> None:
    with pytest.raises(EvidenceRefused):
        take_photograph(jo.pk, io.BytesIO(body), "jo.jpg", by=head, now=NOW)
    assert (files(), Photograph.objects.count()) == ([], 0)


def test_it_is_for_those_who_may_see_the_person(house: House, head: User, jo: Person) -> None:
    house.case(house.prestfield, jo)
    take_photograph(jo.pk, picture(), "jo.jpg", by=head, now=NOW)
    for user in (
        house.user("reception", house.prestfield),
        house.user("headteacher", house.hollins),
        house.user("ceo", house.aspire),
    ):
        with pytest.raises(Hidden):
            photograph(user, jo.pk, NOW)
        with pytest.raises(Hidden):
            take_photograph(jo.pk, picture(colour="blue"), "jo.jpg", by=user, now=NOW)
        with pytest.raises(Hidden):
            remove_photograph(jo.pk, by=user, now=NOW)
    assert Photograph.objects.count() == 1
