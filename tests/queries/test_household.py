"""Who else may open what is sent to somebody, told as far as the reader may know it."""

import pytest
from django.test import Client
from pytest_django import Settings
from tests.house import NOW, TODAY, House
from tests.told import bar, case_barred, incident, told

from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entry import Actor
from fairgate.engine.words import Method
from fairgate.queries.household import Sharer, sharers
from fairgate.queries.letter import letter_page
from fairgate.records.models import (
    Case,
    Child,
    CourtOrder,
    Incident,
    IncidentPerson,
    IssuedLetter,
    Person,
    Relationship,
    Role,
    User,
)
from fairgate.records.standing import standing

PLACE = "14 Invented Terrace\nUnsworth\nBury\nBL9 0ZZ"


class Home:
    """A case about Jo, and Kerra, who lives where Jo does and has a child at the same school."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.jo, self.kerra = house.person("Jo Penrose"), house.person("Kerra Penrose")
        self.case = case_barred(house, person=self.jo)
        for one in (self.jo, self.kerra):
            one.address = PLACE
            one.save()
        self.child = Child.objects.create(school=house.prestfield, name="Jory Penrose")
        self.of_jo, self.of_kerra = (
            Relationship.objects.create(child=self.child, person=one, relationship="parent")
            for one in (self.jo, self.kerra)
        )
        self.head, self.teacher = (
            house.user("headteacher", house.prestfield),
            house.user("class_teacher", house.prestfield),
        )

    def told(self, reader: User | None = None, case: Case | None = None) -> tuple[Sharer, ...]:
        case = Case.objects.select_related("subject", "school", "trust").get(pk=(case or self.case).pk)
        return sharers(reader or self.teacher, standing(case, TODAY), TODAY)


@pytest.fixture
def home(house: House, settings: Settings) -> Home:
    settings.FAIRGATE_CLOCK = lambda: NOW
    return Home(house)


@pytest.mark.parametrize("written", [PLACE, "14, INVENTED Terrace\nBury\nbl90zz", f"  {PLACE}\n"])
def test_the_same_house_is_known_however_it_is_written(home: Home, written: str) -> None:
    home.kerra.address = written
    home.kerra.save()
    assert home.told() == (Sharer("Kerra Penrose", False, False, False),)


@pytest.mark.parametrize("written", ["12 Invented Terrace\nBury\nBL9 0ZZ", "14 Invented Terrace\nBury\nBL9 1ZZ", ""])
def test_another_house_is_none(home: Home, written: str) -> None:
    home.kerra.address = written
    home.kerra.save()
    assert home.told() == ()


def test_who_reads_the_same_mails_is_told(home: Home) -> None:
    Person.objects.filter(pk__in=(home.jo.pk, home.kerra.pk)).update(email="home@example.net")
    Person.objects.filter(pk=home.kerra.pk).update(address="")
    assert home.told() == (Sharer("Kerra Penrose", True, False, False),)


def test_an_order_of_a_court_is_told_to_those_who_read_orders_and_to_nobody_else(home: Home) -> None:
    CourtOrder.objects.create(relationship=home.of_jo, says="No contact.", seen="order", by=home.head, at=NOW)
    assert home.told(home.head)[0].bound
    assert not home.told(home.teacher)[0].bound


def test_a_confidential_address_is_not_given_away_by_being_the_same(home: Home) -> None:
    home.kerra.address_protected = True
    home.kerra.save()
    assert home.told(home.teacher) == ()
    assert len(home.told(home.head)) == 1, "the control: whoever may see it is warned"


def test_who_is_known_at_another_school_alone_is_not_given_away(home: Home) -> None:
    home.of_kerra.delete()
    elsewhere = Child.objects.create(school=home.house.hollins, name="Tegen Penrose")
    Relationship.objects.create(child=elsewhere, person=home.kerra, relationship="parent")
    assert home.told(home.head) == ()


@pytest.mark.parametrize(
    ("role", "safeguarding", "named"),
    [
        (Role.AFFECTED, False, True),
        (Role.WITNESS, False, True),
        (Role.REPORTER, False, False),
        (Role.WITNESS, True, False),
    ],
)
def test_who_is_named_in_the_case_is_told_to_those_who_read_it(
    home: Home, role: Role, safeguarding: bool, named: bool
) -> None:
    report = Incident.objects.create(
        reference="R1",
        trust=home.house.oak,
        school=home.house.prestfield,
        by=home.teacher,
        at=NOW,
        happened_on=TODAY,
        operation_key="k",
    )
    IncidentPerson.objects.create(incident=report, role=role, person=home.kerra)
    breach = BreachRecorded(
        ref="e1",
        on=TODAY,
        by=Actor("headteacher", "user 0"),
        clauses=("threat",),
        incident="R1",
        safeguarding=safeguarding,
    )
    case = told(home.house.case(subject=home.jo), breach)
    assert home.told(home.teacher, case)[0].named is named


def test_the_page_of_sending_warns(home: Home) -> None:
    letter = IssuedLetter.objects.create(
        case=home.case, entry=home.case.entries.get(ref="e2"), letter="bar_notice", pdf=b"x",
        sha256="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", template_sha256="0" * 64,
        edition="2022-09", issued_at=NOW,
    )  # fmt: skip
    client = Client()
    client.force_login(home.teacher)
    for path in (f"letters/{letter.pk}/send", "service/e2"):
        text = client.get(f"/cases/{home.case.reference}/{path}").content.decode()
        assert "Kerra Penrose has the same address on record" in text
        assert "Whoever else lives at an address" in text


def test_where_a_letter_was_posted_is_shown_as_it_was_and_not_to_those_it_is_kept_from(home: Home) -> None:
    from fairgate.delivery.pdf import render
    from fairgate.delivery.samples import letters
    from fairgate.policy.pack import load_pack

    posted = LetterServed(
        ref="e3", on=TODAY, by=Actor("headteacher", "user 0"), of="e2", method=Method.POST, deemed_on=TODAY
    )
    case = told(home.house.case(subject=home.jo), incident("e1"), bar("e2", TODAY, TODAY), posted)
    letter = IssuedLetter.objects.create(
        case=case, entry=case.entries.get(ref="e2"), letter="bar_notice",
        pdf=render(load_pack("oak").folder, letters()["oak/bar_notice"]), sha256="0" * 64, template_sha256="0" * 64,
        edition="2022-09", issued_at=NOW,
    )  # fmt: skip
    Person.objects.filter(pk=home.jo.pk).update(address="9 Elsewhere\nBury\nBL9 9ZZ", address_protected=False)
    (service,) = letter_page(home.teacher, case.reference, letter.pk, NOW).services
    assert service.to.startswith("Mr Daniel Ashworth\n14 ")
    Person.objects.filter(pk=home.jo.pk).update(address_protected=True)
    assert letter_page(home.teacher, case.reference, letter.pk, NOW).services[0].to == ""
    assert letter_page(home.head, case.reference, letter.pk, NOW).services[0].to == service.to
