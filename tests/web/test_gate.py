"""The gate page: what reception reads, and how it is sent."""

import re
from datetime import UTC, datetime, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.barred import UNTIL, bar, barred, child
from tests.house import NOW, TODAY, House, add, breach

from fairgate.engine.acts.channel import ChannelRestricted
from fairgate.engine.acts.exception import ExceptionMade
from fairgate.engine.acts.override import BarOverridden
from fairgate.engine.entry import Actor
from fairgate.engine.exceptions import BarException, Hours
from fairgate.engine.words import Occasion
from fairgate.records.models import AccessLog, User


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW


@pytest.fixture
def reception(house: House) -> User:
    return house.user("reception", house.prestfield)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(client: Client, name: str, school: str = "prestfield", **more: str) -> str:
    """The text of the answer's part of the page, in one line."""
    response = client.post("/gate", {"name": name, "school": school, **more})
    assert response.status_code == 200
    page = response.content.decode()
    part = page[page.index('id="gate-answer"') : page.index('<template id="gate-failed"')]
    return " ".join(re.sub(r"<[^>]*>", " ", part.partition(">")[2]).split())


# --- what is read -------------------------------------------------------------------------------------------------


def test_barred_says_until_when_what_is_allowed_what_to_say_and_whom_to_call(house: House, reception: User) -> None:
    house.prestfield.phone = "01632 960100"
    house.prestfield.save()
    manager = house.user("school_business_manager", house.prestfield)
    bar(house, house.person("Jo Penrose"), exceptions=("bringing your child to the gate",))
    page = told(signed_in(reception), "jo penrose")
    assert page.startswith("Barred here Jo Penrose must not come onto the premises of Prestfield School")
    assert "until the end of Friday 15 November 2024" in page
    assert (
        "Only if they come for In the words of their letter, in which “you” is this person: bringing your child" in page
    )
    assert f"“I cannot let you in, so please leave the premises and speak to {manager.name} about it.”" in page
    assert "Call 01632 960100" in page
    assert f"Call {manager.name} , School Business Manager, through the school office on 01632 960100" in page
    assert "You asked about “jo penrose”" in page


def test_what_was_agreed_is_told_at_its_time_and_not_before(house: House, reception: User, settings: Settings) -> None:
    hours = (Hours(time(14), time(14, 30)),)
    agreed = BarException(
        kind=Occasion.APPOINTMENT, whom="Mrs Shah", where="the office", since=TODAY, until=TODAY, hours=hours
    )
    case = bar(house, house.person("Jo Penrose"))
    by = Actor("school_business_manager", "user 0")
    add(case, ExceptionMade(ref="x1", on=TODAY, by=by, of="bar1", exception=agreed, reasons="canary-reasons"), seq=2)
    client = signed_in(reception)
    settings.FAIRGATE_CLOCK = lambda: datetime(2024, 10, 1, 12, 50, tzinfo=UTC)  # ten to two in London
    before = told(client, "Jo Penrose")
    settings.FAIRGATE_CLOCK = lambda: datetime(2024, 10, 1, 13, 10, tzinfo=UTC)
    now = told(client, "Jo Penrose")
    assert "Not now, but An appointment with Mrs Shah, at the office, from 14:00 to 14:30" in before
    assert "I cannot let you in" in before
    assert "Open now, and only for this: An appointment with Mrs Shah" in now
    assert "Agreed by the School Business Manager. They leave by 14:30." in now
    assert "You may come for what was agreed and for nothing else" in now
    assert "canary" not in before + now


def test_through_whom_contact_goes_is_told_barred_or_not_and_never_which_way_or_why(
    house: House, reception: User
) -> None:
    case = house.case(house.prestfield, house.person("Kit Marlowe"))
    closed = ChannelRestricted(
        ref="c1",
        on=TODAY,
        by=Actor("headteacher", "user 0"),
        step="channel_restriction",
        until=UNTIL,
        sites=("prestfield",),
        channels=("email",),
        contact="school_business_manager",
        reasons="canary-reasons",
        rests_on=("b1",),
    )
    add(case, breach("b1", TODAY), closed, seq=0)
    client = signed_in(reception)
    page = told(client, "Kit Marlowe")
    assert page.startswith("Not barred here Kit Marlowe is not barred at Prestfield School today. Keep to this")
    assert "All contact goes through the School Business Manager." in page
    assert not re.search("canary|mail", page)
    assert "Keep to this" not in told(client, "Kate Marlow")


def test_leave_for_today_is_said_and_why_it_was_given_is_not(house: House, reception: User) -> None:
    case = bar(house, house.person("Jo Penrose"))
    given = {"of": "bar1", "site": "prestfield", "terms": "To fetch Sam, who is ill.", "reasons": "canary-why"}
    add(case, BarOverridden(ref="o1", on=TODAY, by=Actor("headteacher", "user 0"), **given), seq=2)
    page = told(signed_in(reception), "Jo Penrose")
    assert page.startswith("Barred here Jo Penrose must not come onto the premises of Prestfield School")
    assert "Leave for today They may come in today, for this and for nothing else: To fetch Sam, who is ill." in page
    assert "canary" not in page


def test_to_come_in_is_trespass_and_is_called_nothing_worse(house: House, reception: User) -> None:
    """law.md trap 1: entry alone is a civil matter, and reception is not told otherwise."""
    barred(house, "Jo Penrose")
    page = told(signed_in(reception), "Jo Penrose")
    assert "They are trespassing, which is a civil matter. Do not touch or block them" in page
    assert "Call 999 if anyone is in danger." in page
    assert not re.search(r"crim|offence|police|arrest|illegal|prosecut|547", page, re.IGNORECASE)


def test_not_barred_says_no_more_than_that(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    page = told(signed_in(reception), "Amy Green")
    assert page.startswith("Not barred here Nobody called Amy Green , or anything like it, is barred at Prestfield")
    assert "Penrose" not in page


def test_check_asks_one_question_and_the_answer_to_it_settles(house: House, reception: User) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Jo Penrose"))
    client = signed_in(reception)
    page = told(client, "J Penrose")
    assert page.startswith("Check Somebody of this name, or of one like it, is barred at Prestfield School.")
    assert "Which child do they collect?" in page
    assert "Do not say that anybody is barred" in page
    # The one who is barred is not named yet, nor is the child.
    assert "Jo Penrose" not in page
    assert "Poppy" not in page
    assert told(client, "J Penrose", clue="Poppy").startswith("Barred here Jo Penrose must not come")
    assert "That does not settle it. Do not guess: call." in told(client, "J Penrose", clue="Alfie")
    assert "Write what they say. If they do not say, call." in told(client, "J Penrose", clue=" ")
    assert "120 characters or fewer" in told(client, "J Penrose", clue="Poppy " * 30)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Write the name of the person."),
        ("   ", "Write the name of the person."),
        ("Penrose", "Write the first name, or its initial, and the surname."),
        ("4711", "Write the name in letters."),
        (" ".join(["Jo Penrose"] * 20), "120 characters or fewer"),
        ("Jo\x00 Penrose", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_looked_up_comes_back_as_it_was_typed(
    house: House, reception: User, name: str, says: str
) -> None:
    barred(house, "Jo Penrose")
    response = signed_in(reception).post("/gate", {"name": name, "school": "prestfield"})
    page = response.content.decode()
    assert response.status_code == 200
    assert says in page
    assert "<title>Error: Gate" in page
    assert "fg-answer" not in page.partition('id="gate-answer"')[2].partition("<template")[0]
    if name.strip() and name.isprintable():
        assert f'value="{name}"' in page


def test_who_works_at_several_schools_chooses_and_at_one_does_not(house: House, reception: User) -> None:
    barred(house, "Jo Penrose", at=house.hollins)
    several = signed_in(house.user("ceo", house.oak))
    assert re.search(r'<select [^>]*name="school"[^>]* autofocus', several.get("/gate").content.decode())
    assert told(several, "Jo Penrose", school="hollins").startswith("Barred here")
    assert told(several, "Jo Penrose", school="prestfield").startswith("Not barred here")
    without = several.post("/gate", {"name": "Jo Penrose", "school": ""}).content.decode()
    assert "Choose the school whose gate this is." in without
    one = signed_in(reception).get("/gate").content.decode()
    assert "<select" not in one
    assert re.search(r'<input [^>]*name="name"[^>]* autofocus', one)
    assert 'name="school" value="prestfield"' in one


@pytest.mark.parametrize("school", ["hollins", "carn", "nowhere"])
def test_a_school_that_is_not_theirs_does_not_exist(house: House, reception: User, school: str) -> None:
    """Nor does one where they worked when the page was opened."""
    response = signed_in(reception).post("/gate", {"name": "Jo Penrose", "school": school})
    assert response.status_code == 404
    assert list(AccessLog.objects.values_list("asked", "opened")) == [(school, False)]


def test_without_an_office_there_is_no_gate(house: House) -> None:
    assert signed_in(house.user()).get("/gate").headers["Location"] == "/sign-in?next=/gate"


# --- how it is sent -----------------------------------------------------------------------------------------------


def test_a_name_in_the_address_is_not_read_and_none_is_ever_put_there(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    client = signed_in(reception)
    page = client.get("/gate", {"name": "Jo Penrose", "school": "prestfield"}).content.decode()
    assert "Penrose" not in page
    assert not AccessLog.objects.exists()
    answered = client.post("/gate", {"name": "Jo Penrose", "school": "prestfield"}).content.decode()
    assert set(re.findall(r'<form[^>]* action="([^"]*)"', answered)) == {"/gate", "/gate/here", "/sign-out"}
    assert not re.search(r'(?:href|src|action)="[^"]*Penrose', answered)


def test_no_cache_keeps_an_answer(house: House, reception: User) -> None:
    client = signed_in(reception)
    assert client.get("/gate").headers["Cache-Control"] == "no-store"
    assert client.post("/gate", {"name": "Jo Penrose", "school": "prestfield"}).headers["Cache-Control"] == "no-store"


def test_the_browser_is_told_to_keep_no_name_and_send_none_away(house: House, reception: User) -> None:
    field = re.search(r'<input[^>]*id="id_name"[^>]*>', signed_in(reception).get("/gate").content.decode())
    assert field is not None
    assert 'autocomplete="off"' in field[0]
    assert 'spellcheck="false"' in field[0]


def test_an_ended_session_and_a_strangers_form_get_no_answer(house: House) -> None:
    response = Client().post("/gate", {"name": "Jo Penrose", "school": "prestfield"})
    assert (response.status_code, response.headers["Location"]) == (302, "/sign-in?next=/gate&unsent=1")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house.user("reception", house.prestfield))
    assert strict.post("/gate", {"name": "Jo Penrose", "school": "prestfield"}).status_code == 403


def test_a_ledger_that_cannot_be_read_gives_no_answer_at_all(house: House, reception: User) -> None:
    """Better none than 'not barred here': the page says that it could not answer."""
    barred(house, "Jo Penrose")
    client = signed_in(reception)
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fairgate.records.read.decode_many", _unreadable)
        response = client.post("/gate", {"name": "Jo Penrose", "school": "prestfield"})
    assert response.status_code == 500
    assert b"arred here" not in response.content


def _unreadable(_: object) -> object:
    from fairgate.engine.entries import LedgerError

    raise LedgerError("not an entry")


# The session; the user, their trust and what they hold; the knock is noted; the names; and whether they hold it still.
# Where a name is like one of somebody who is barred: their ledgers, and all else that is told, in two more.
CLEAR, BARRED = 5, 7


def test_as_many_queries_for_fifty_as_for_one(house: House, reception: User) -> None:
    client = signed_in(reception)

    def count(name: str, **more: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            told(client, name, **more)
        return len(queries)

    def counts() -> tuple[int, ...]:
        asked = [count(name) for name in ("Jo Penrose", "J Penrose", "Amy Green")]
        return (*asked, count("J Penrose", clue="Child 0"), count("J Penrose", clue="AB12 CDE"))

    child(house.prestfield, "Child", barred(house, "Jo Penrose", vehicle="red van, AB12 CDE"))
    counts()
    assert counts() == (BARRED, BARRED, CLEAR, BARRED, BARRED)
    for number in range(49):
        name = f"Jo Penrose{'abcdefghij'[number % 10]}" if number < 20 else f"Person {'abcdefg'[number % 7]}bell"
        child(house.prestfield, f"Child {number}", barred(house, name))
    assert counts() == (BARRED, BARRED, CLEAR, BARRED, BARRED)


def test_while_somebody_types_a_beginning_of_a_name_is_answered_by_nothing(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    client = signed_in(reception)
    for beginning in ("Jo Pen", "Pen"):
        assert told(client, beginning, typing="1").startswith("No reasons are given here"), beginning
    assert told(client, "Amy Green", typing="1").startswith("Not barred here")
    assert told(client, "Jo Penrose", typing="1").startswith("Barred here")
