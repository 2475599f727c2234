"""Who may collect this child: yes, no or call; and 'call' is the same whatever is behind it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings
from tests.barred import bar
from tests.house import NOW, TODAY, House
from tests.ties import capacity, order, tie

from fairgate.delivery import help_asked as delivery
from fairgate.records.models import CapacityKind, DayCollector, HelpAsked, IncidentDraft, Person, User

ORDER = "canary-order"


@pytest.fixture(autouse=True)
def _set_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW
    monkeypatch.setattr(delivery, "in_background", lambda work: work())


@pytest.fixture
def reception(house: House) -> User:
    return house.user("reception", house.prestfield)


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def adult(house: House, head: User, name: str, *kinds: CapacityKind, **fields: Any) -> Person:
    """Somebody tied to Tia Penrose, with what is on record of them."""
    person = house.person(name)
    related = tie(person, house.prestfield, "Tia Penrose")
    for kind in kinds:
        capacity(related, head, kind, **fields)
    return person


def asked(user: User, name: str, child: str = "Tia Penrose", **more: str) -> tuple[str, str]:
    """The verdict, and the answer's part of the page without the name that was typed."""
    said = {"school": "prestfield", "child": child, "adult": name, **more}
    page = signed_in(user).post("/collectors", said).content.decode()
    part = page[page.index('id="answer"') : page.index('class="govuk-hint fg-gate__note"')]
    found = re.search(r'id="verdict">(\w+)<', part)
    assert found
    return found[1], " ".join(re.sub(r"<[^>]*>", " ", part.replace(name, "NAME")).split())


def test_yes_no_or_call(house: House, reception: User, head: User) -> None:
    adult(house, head, "Jo Penrose", CapacityKind.RESPONSIBILITY)
    adult(house, head, "Ann Hall", CapacityKind.COLLECTS)
    adult(house, head, "Bob Reed", CapacityKind.COLLECTS, since=TODAY.replace(day=2))
    adult(house, head, "Cy Moss")
    assert asked(reception, "jo penrose")[0] == "Yes"
    assert asked(reception, "Ann Hall")[0] == "Yes"
    assert asked(reception, "Bob Reed")[0] == "Call"  # from tomorrow
    assert asked(reception, "Cy Moss")[0] == "Call"  # known, and nothing said of collecting
    assert asked(reception, "Anne Hall")[0] == "Call"  # only like
    assert asked(reception, "Sam Nobody")[0] == "No"
    assert asked(reception, "Ann Hall", "Tia Nobody")[0] == "Call"
    tie(house.person("Una Vane"), house.prestfield, "Tia Vane")
    assert asked(reception, "Ann Hall", "Tia")[0] == "Call"  # two children of that name
    said = asked(reception, "Sam Nobody")[1]
    assert "The child stays with staff." in said
    assert "Hand over at the gate while anybody is in doubt" in said


def test_call_is_the_same_to_the_byte_where_an_order_is_behind_it(house: House, reception: User, head: User) -> None:
    bound = adult(house, head, "Ann Hall", CapacityKind.COLLECTS)
    order(bound.relationships.get(), head, ORDER)
    adult(house, head, "Cy Moss")
    for user in (reception, house.user("class_teacher", house.prestfield)):
        assert asked(user, "Ann Hall") == asked(user, "Cy Moss")
    # Whoever may read orders is told that there is one; the control of the line above.
    verdict, said = asked(head, "Ann Hall")
    assert verdict == "Call"
    assert "An order of a court is on record." in said
    assert ORDER not in said
    assert "order" not in asked(head, "Cy Moss")[1].lower()


def test_somebody_barred_is_told_so_and_what_the_school_may_do(house: House, reception: User, head: User) -> None:
    jo = adult(house, head, "Jo Penrose", CapacityKind.RESPONSIBILITY)
    kit = adult(house, head, "Kit Marlowe")
    for person in (jo, kit):
        bar(house, person, reasons="canary-reason")
    verdict, said = asked(reception, "Jo Penrose")
    assert verdict == "Call"
    assert "They may still have parental responsibility" in said
    assert asked(reception, "Kit Marlowe")[0] == "No"
    assert "canary" not in said


def test_a_parent_names_somebody_for_one_day(house: House, reception: User, head: User, settings: Settings) -> None:
    adult(house, head, "Jo Penrose", CapacityKind.RESPONSIBILITY)
    desk = signed_in(reception)
    given = {
        "school": "prestfield",
        "child": "Tia Penrose",
        "parent": "jo  penrose",
        "proved": "rang_back",
        "name": "Pat Green",
        "day-day": "1",
        "day-month": "10",
        "day-year": "2024",
        "word": "Blue Kite",
    }
    assert desk.post("/collectors/named", given).status_code == 302
    row = DayCollector.objects.get()
    assert (row.taken_by, row.day, row.at) == (reception, TODAY, NOW)
    assert "kite" not in str(vars(row)).lower()
    assert asked(reception, "Pat Green")[0] == "Call"
    assert asked(reception, "Pat Green", word="red kite")[0] == "Call"
    verdict, said = asked(reception, "Pat Green", word=" blue  KITE")
    assert (verdict, "Jo Penrose named them" in said) == ("Yes", True)
    settings.FAIRGATE_CLOCK = lambda: NOW.replace(day=2)
    assert asked(reception, "Pat Green", word="blue kite")[0] == "No"
    settings.FAIRGATE_CLOCK = lambda: NOW
    # Named, and barred here all the same: never a yes.
    bar(house, house.person("Pat Green"))
    assert asked(reception, "Pat Green", word="blue kite")[0] == "Call"
    desk.post(f"/collectors/named/{row.pk}/taken-back")
    assert asked(reception, "Pat Green", word="blue kite")[0] == "No"
    assert DayCollector.objects.get().taken_back_by == reception


def test_who_may_not_name_is_refused_alike_whatever_is_behind_it(house: House, reception: User, head: User) -> None:
    bound = adult(house, head, "Jo Penrose", CapacityKind.RESPONSIBILITY)
    order(bound.relationships.get(), head, ORDER)
    adult(house, head, "Ann Hall", CapacityKind.COLLECTS)
    desk, said = signed_in(reception), {"school": "prestfield", "proved": "rang_back", "name": "Pat Green"}
    day = {"day-day": "1", "day-month": "10", "day-year": "2024"}
    pages = []
    for parent, child in (("Jo Penrose", "Tia Penrose"), ("Ann Hall", "Tia Penrose"), ("Sam Nobody", "Tia Nobody")):
        page = desk.post("/collectors/named", {**said, **day, "parent": parent, "child": child}).content.decode()
        page = page.replace(parent, "PARENT").replace(child, "CHILD")
        pages.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", page))
    assert len(set(pages)) == 1
    assert "It is not on record that they may name somebody" in pages[0]
    late = desk.post("/collectors/named", {**said, **day, "day-year": "2025", "parent": "x", "child": "y"})
    assert b"within two weeks" in late.content
    assert not DayCollector.objects.exists()


def test_whoever_is_not_fit_to_take_a_child_brings_the_safeguarding_lead(house: House, reception: User) -> None:
    lead, desk = house.user("dsl", house.prestfield), signed_in(reception)
    page = desk.get("/collectors/impaired").content.decode()
    assert lead.name in page
    assert "2.5.12" in page  # the paragraph of Oak's code
    answer = desk.post("/collectors/impaired", {"school": "prestfield", "operation": str(uuid4())}, follow=True)
    assert "Do not hand the child over" in answer.content.decode()
    assert [one.user for one in HelpAsked.objects.get().calls.all()] == [lead]
    draft = IncidentDraft.objects.get()
    assert "at_risk=yes" in draft.fields
    assert f"/report/for-review?draft={draft.key}" in answer.content.decode()
