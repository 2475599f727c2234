"""The pages about a person, filled in right and wrong, by those who may and by those who find nothing there."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings
from tests.acts import on
from tests.house import NOW, TODAY, House
from tests.ties import capacity, order, tie

from fairgate.records.merging import state_of
from fairgate.records.models import (
    Capacity,
    CapacityKind,
    CourtOrder,
    KeptApart,
    Merge,
    OtherName,
    Person,
    Relationship,
    Vehicle,
    Visitor,
    VisitorKind,
)
from fairgate.records.search.keep import keep_person


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings, tmp_path: Path) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    settings.STATE = tmp_path
    return house


@pytest.fixture
def jo(oak: House) -> Person:
    return oak.person()


@pytest.fixture
def row(oak: House, jo: Person) -> Relationship:
    return tie(jo, oak.prestfield)


def client(oak: House, office: str = "headteacher", at: Any = None) -> Client:
    signed_in = Client()
    signed_in.force_login(oak.user(office, at or oak.prestfield))
    return signed_in


def posted(by: Client, page: str, /, *args: int, **fields: Any) -> str:
    """What comes back, from wherever it leads."""
    return str(by.post(reverse(page, args=args), fields, follow=True).content.decode())


def shown(by: Client, name: str, *args: int) -> str:
    return str(by.get(reverse(name, args=args)).content.decode())


def test_a_name_is_entered_and_taken_away(oak: House, jo: Person) -> None:
    head = client(oak)
    assert "Joan Green" in posted(head, "names", jo.pk, name=" Joan  Green ", kind="maiden")
    [kept] = OtherName.objects.all()
    assert (kept.name, kept.kind) == ("Joan Green", "maiden")
    assert "Write another name, or tick one to take away." in posted(head, "names", jo.pk, name="", kind="known_as")
    assert "Write the name in letters." in posted(head, "names", jo.pk, name="123", kind="known_as")
    posted(head, "names", jo.pk, name="", kind="known_as", wrong=[kept.pk])
    assert not OtherName.objects.exists()


def test_a_vehicle_is_entered_and_taken_away(oak: House, jo: Person) -> None:
    head = client(oak)
    page = posted(head, "vehicles", jo.pk, registration="ab12-cde", description="red van")
    assert "AB12 CDE" in page
    [kept] = Vehicle.objects.all()
    assert (kept.registration, kept.description) == ("AB12CDE", "red van")
    assert "Write the registration or what the vehicle looks like" in posted(head, "vehicles", jo.pk, description="")
    assert "Write the registration in letters and figures" in posted(head, "vehicles", jo.pk, registration="-")
    posted(head, "vehicles", jo.pk, wrong=[kept.pk])
    assert not Vehicle.objects.exists()


def test_a_child_is_added_or_a_visit(oak: House, jo: Person) -> None:
    head = client(oak)
    child = {"what": "child", "child": "Tia Penrose", "year": "Year 4", "relationship": "grandmother"}
    page = posted(head, "add_tie", jo.pk, **child)
    assert "Grandmother of <strong>Tia Penrose</strong>" in page
    assert "This is on record already" in posted(head, "add_tie", jo.pk, **child)
    assert "Enter name of the child" in posted(head, "add_tie", jo.pk, what="child", relationship="aunt")
    assert "Contractor, Bray Roofs" in posted(head, "add_tie", jo.pk, what="contractor", firm="Bray Roofs")
    visit = Visitor.objects.get()
    assert "They come no more to Prestfield School" in shown(head, "end_visit", jo.pk, visit.pk)
    posted(head, "end_visit", jo.pk, visit.pk)
    assert not Visitor.objects.exists()


def test_the_school_is_asked_only_of_who_has_several(oak: House, jo: Person) -> None:
    assert "At which school?" not in shown(client(oak), "add_tie", jo.pk)
    chief = client(oak, "ceo", oak.oak)
    assert "At which school?" in shown(chief, "add_tie", jo.pk)
    fields = {"what": "visitor", "purpose": "Governor"}
    assert "Choose an answer: At which school?" in posted(chief, "add_tie", jo.pk, **fields)
    posted(chief, "add_tie", jo.pk, **fields, school="carn")
    assert not Visitor.objects.exists()
    posted(chief, "add_tie", jo.pk, **fields, school="hollins")
    assert Visitor.objects.get().school == oak.hollins


def test_somebody_new_is_entered(oak: House) -> None:
    page = posted(client(oak), "add_person", name=" Al  Bray ", phone="01632 960001", what="visitor", purpose="Plumber")
    assert "Al Bray" in page
    made = Person.objects.get(name="Al Bray")
    assert made.visits.get().kind == VisitorKind.VISITOR
    assert client(oak, "reception").get(reverse("add_person")).status_code == 404


def test_what_the_school_saw_is_kept_ended_and_not_twice(oak: House, jo: Person, row: Relationship) -> None:
    head = client(oak)
    said = {"kind": "parent", "seen": "birth", "note": "Seen at admission"}
    page = posted(head, "capacity", jo.pk, row.pk, **said)
    assert "Is a parent" in page
    assert "Birth certificate: Seen at admission" in page
    assert "This is on record already." in posted(head, "capacity", jo.pk, row.pk, **said)
    assert "Choose what the school saw" in posted(head, "capacity", jo.pk, row.pk, kind="care")
    fact = Capacity.objects.get()
    assert "Is a parent" in shown(head, "end_capacity", jo.pk, row.pk, fact.pk)
    assert "Write why it is ended" in posted(head, "end_capacity", jo.pk, row.pk, fact.pk, why="")
    posted(head, "end_capacity", jo.pk, row.pk, fact.pk, why="A mistake.")
    fact.refresh_from_db()
    assert fact.ended_why == "A mistake."
    assert head.get(reverse("end_capacity", args=(jo.pk, row.pk, fact.pk))).status_code == 404


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"days": "always"}, (None, None)),
        ({"days": "one", **on(TODAY, "day")}, (TODAY, TODAY)),
        ({"days": "span", **on(TODAY, "since"), **on(TODAY.replace(day=9), "until")}, (TODAY, TODAY.replace(day=9))),
    ],
)
def test_a_collector_on_days(
    oak: House, jo: Person, row: Relationship, fields: dict[str, str], days: tuple[Any, Any]
) -> None:
    said = {**fields, "agreed_by": "Her mother", "seen": "told", "note": "By telephone"}
    assert "May collect the child" in posted(client(oak), "collecting", jo.pk, row.pk, **said)
    kept = Capacity.objects.get()
    assert (kept.kind, kept.since, kept.until, kept.agreed_by) == (CapacityKind.COLLECTS, *days, "Her mother")


def test_days_that_cannot_be_are_refused(oak: House, jo: Person, row: Relationship) -> None:
    head, rest = client(oak), {"agreed_by": "Her mother", "seen": "told"}
    wrong = {"days": "span", **on(TODAY.replace(day=9), "since"), **on(TODAY.replace(day=8), "until")}
    assert "The last day must not be before the first." in posted(head, "collecting", jo.pk, row.pk, **wrong, **rest)
    past = {"days": "one", **on(TODAY.replace(month=9), "day")}
    assert "must be today or later" in posted(head, "collecting", jo.pk, row.pk, **past, **rest)
    assert "Write who agreed" in posted(head, "collecting", jo.pk, row.pk, days="always", seen="told")
    assert not Capacity.objects.exists()


def test_an_order_is_kept_by_those_who_read_it_and_is_nowhere_for_others(
    oak: House, jo: Person, row: Relationship
) -> None:
    lead, teacher = client(oak, "dsl"), client(oak, "class_teacher")
    page = posted(lead, "order", jo.pk, row.pk, says="May not collect Tia.", seen="order", note="Truro")
    assert "May not collect Tia." in page
    kept = CourtOrder.objects.get()
    seen_by_teacher = shown(teacher, "person", jo.pk)
    for secret in ("May not collect", "ourt order", reverse("order", args=(jo.pk, row.pk))):
        assert secret in page
        assert secret not in seen_by_teacher
    for name, args in (("order", (jo.pk, row.pk)), ("end_order", (jo.pk, row.pk, kept.pk))):
        for method in (teacher.get, teacher.post):
            assert method(reverse(name, args=args), {"says": "x", "seen": "order", "why": "x"}).status_code == 404
    assert "It is ended." in posted(lead, "end_order", jo.pk, row.pk, kept.pk, why="Discharged.")


def test_a_confidential_address_does_not_reach_who_may_not_see_it(oak: House, jo: Person, row: Relationship) -> None:
    lead, teacher = client(oak, "dsl"), client(oak, "class_teacher")
    case = oak.case(oak.prestfield, jo)
    fields = {"name": "Jo Penrose", "where": "address", "address": "9 Tern Court\nTR1 2BB", "address_protected": "on"}
    form = lead.get(reverse("change_person", args=(jo.pk,))).context["form"]
    posted(lead, "change_person", jo.pk, **fields, seen=form.initial["seen"])
    for address in (
        *(reverse(name, args=(jo.pk,)) for name in ("person", "change_person")),
        f"/cases/{case.reference}",
    ):
        assert "9 Tern Court" in lead.get(address).content.decode(), address
        assert "Tern Court" not in teacher.get(address).content.decode(), address
        assert "onfidential" in teacher.get(address).content.decode(), address
    form = teacher.get(reverse("change_person", args=(jo.pk,))).context["form"]
    moved = {"name": "Jo Penrose", "phone": "01632 960009", "where": "nowhere", "address": "1 Elsewhere\nTR1 1AA"}
    posted(teacher, "change_person", jo.pk, **moved, seen=form.initial["seen"])
    kept = Person.objects.get(pk=jo.pk)
    assert (kept.address, kept.address_protected, kept.phone) == ("9 Tern Court\nTR1 2BB", True, "01632 960009")


def test_no_fixed_abode(oak: House, jo: Person) -> None:
    head = client(oak)
    form = head.get(reverse("change_person", args=(jo.pk,))).context["form"]
    page = posted(head, "change_person", jo.pk, name="Jo Penrose", where="nowhere", seen=form.initial["seen"])
    assert "No fixed abode" in page
    assert "No postal address is known" not in page


def test_a_photograph_is_kept_shown_and_removed(oak: House, jo: Person) -> None:
    head = client(oak)
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "red").save(out, "PNG")
    page = posted(head, "photograph", jo.pk, picture=SimpleUploadedFile("jo.png", out.getvalue(), "text/html"))
    address = reverse("photograph_picture", args=(jo.pk,))
    assert address in page
    answer = head.get(address)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/png", "no-store")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "This is plain text." in posted(head, "photograph", jo.pk, picture=SimpleUploadedFile("a.txt", b"hello"))
    assert "Choose a picture" in posted(head, "photograph", jo.pk)
    posted(head, "photograph", jo.pk, stage="remove")
    assert head.get(address).status_code == 404


# --- one person or two ----------------------------------------------------------------------------------------------


@pytest.fixture
def joan(oak: House, jo: Person) -> Person:
    Person.objects.filter(pk=jo.pk).update(email="jo@example.org")
    person = Person.objects.create(trust=oak.oak, name="Joanna Penrose", email="jo@example.org")
    keep_person(person)
    return person


def test_the_pair_is_proposed_compared_made_one_and_parted(oak: House, jo: Person, joan: Person) -> None:
    lead = client(oak, "dsl", oak.oak)
    assert reverse("same", args=(jo.pk, joan.pk)) in shown(lead, "duplicates")
    assert "On record twice?" in shown(lead, "person", joan.pk)
    page = shown(lead, "same", joan.pk, jo.pk)
    assert "names that are near and the same e-mail address" in page
    seen = state_of(jo, joan)
    assert "Write how you know" in posted(lead, "same", jo.pk, joan.pk, seen=seen, decision="one", why=" ")
    assert "Choose what you have found" in posted(lead, "same", jo.pk, joan.pk, seen=seen, why="Asked.")
    page = posted(lead, "same", jo.pk, joan.pk, seen=seen, decision="other", why="Asked.")
    assert "They are shown as one person from now on." in page
    assert "Also on record as" in page
    assert lead.get(reverse("person", args=(jo.pk,))).headers["Location"] == reverse("person", args=(joan.pk,))
    assert lead.get(reverse("same", args=(jo.pk, joan.pk))).headers["Location"] == reverse("person", args=(joan.pk,))
    decision = Merge.objects.get()
    assert (decision.merged, decision.kept) == (jo, joan)
    address = reverse("parting", args=(joan.pk, decision.pk))
    assert "Write how you know" in lead.post(address, {"why": ""}).content.decode()
    assert "They are two people again" in lead.post(address, {"why": "Twins."}, follow=True).content.decode()
    assert lead.post(address, {"why": "Twins."}).status_code == 409
    assert lead.get(address).headers["Location"] == reverse("person", args=(joan.pk,))
    assert "Nobody at your schools looks like anybody else." in shown(lead, "duplicates")


def test_two_people_are_kept_apart(oak: House, jo: Person, joan: Person) -> None:
    lead = client(oak, "dsl", oak.oak)
    page = posted(lead, "same", jo.pk, joan.pk, seen=state_of(jo, joan), decision="apart", why="Mother and daughter.")
    assert "They are two people, and are not proposed again." in page
    assert KeptApart.objects.count() == 1
    assert "Mother and daughter." in shown(lead, "same", jo.pk, joan.pk)


def test_who_decides_second_is_told(oak: House, jo: Person, joan: Person) -> None:
    lead, chief = client(oak, "dsl", oak.oak), client(oak, "ceo", oak.oak)
    address, said = reverse("same", args=(jo.pk, joan.pk)), {"seen": state_of(jo, joan), "why": "Asked."}
    assert chief.post(address, {**said, "decision": "one"}).status_code == 302
    answer = lead.post(address, {**said, "decision": "apart"})
    assert answer.status_code == 409
    assert "Somebody else decided about one of these two people" in answer.content.decode()
    assert (Merge.objects.count(), KeptApart.objects.count()) == (1, 0)


def test_who_may_not_decide_reads_who_does_and_finds_no_list(oak: House, jo: Person, joan: Person) -> None:
    teacher = client(oak, "class_teacher")
    assert teacher.get(reverse("duplicates")).status_code == 404
    page = shown(teacher, "same", jo.pk, joan.pk)
    assert "Records are brought together by somebody who reads everything in both" in page
    assert "What have you found?" not in page
    assert "On record twice?" not in shown(teacher, "person", jo.pk)
    said = {"seen": state_of(jo, joan), "decision": "one", "why": "Asked."}
    assert teacher.post(reverse("same", args=(jo.pk, joan.pk)), said).status_code == 403
    assert not Merge.objects.exists()


# --- nobody else ------------------------------------------------------------------------------------------------------

PAGES = ("person", "change_person", "names", "vehicles", "photograph", "photograph_picture", "add_tie")
OF_TIE = ("change_tie", "capacity", "collecting", "order")


def test_others_find_none_of_these_pages(oak: House, jo: Person, row: Relationship) -> None:
    head = oak.user("headteacher", oak.prestfield)
    fact, kept = capacity(row, head), order(row, head)
    visit = Visitor.objects.create(person=jo, school=oak.prestfield, kind=VisitorKind.VISITOR)
    other = tie(oak.person("Al Bray"), oak.prestfield, "Kit Bray").person
    addresses = [
        *(reverse(name, args=(jo.pk,)) for name in PAGES),
        *(reverse(name, args=(jo.pk, row.pk)) for name in OF_TIE),
        reverse("end_capacity", args=(jo.pk, row.pk, fact.pk)),
        reverse("end_order", args=(jo.pk, row.pk, kept.pk)),
        reverse("end_visit", args=(jo.pk, visit.pk)),
        reverse("same", args=(jo.pk, other.pk)),
        reverse("parting", args=(jo.pk, 1)),
    ]
    own = client(oak)
    nowhere = {reverse("photograph_picture", args=(jo.pk,)), reverse("parting", args=(jo.pk, 1))}
    assert {one for one in addresses if own.get(one).status_code != 200} == nowhere
    for office, at in (("reception", oak.prestfield), ("headteacher", oak.hollins), ("ceo", oak.aspire)):
        by = client(oak, office, at)
        for address in addresses:
            assert by.get(address).status_code == 404, (office, address)
            posting = by.post(address)
            assert posting.status_code in (404, 405), (office, address)
    anybody = Client()
    assert {anybody.get(address).status_code for address in addresses} == {302}


@pytest.mark.parametrize("huge", [10**18, 10**30])
def test_a_number_too_large_for_any_table_is_nobody(oak: House, jo: Person, row: Relationship, huge: int) -> None:
    head = client(oak)
    for address in (
        f"/people/{huge}",
        f"/people/{jo.pk}/ties/{huge}",
        f"/people/{jo.pk}/ties/{row.pk}/rights/{huge}/end",
        f"/people/{jo.pk}/visits/{huge}/end",
        f"/people/{jo.pk}/same-as/{huge}",
        f"/people/{jo.pk}/decisions/{huge}",
    ):
        for method in (head.get, head.post):
            assert method(address).status_code in (404, 405), address
        assert head.get(address).status_code == 404, address
