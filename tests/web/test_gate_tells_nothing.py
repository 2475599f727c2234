"""No byte of a case reaches reception: not its reasons, accounts, findings or witnesses, nor that there is one."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.barred import bar, child
from tests.house import NOW, TODAY, House, add, talk

from fairgate.actions.incident import Allegation, Report
from fairgate.actions.review import accept_incident
from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.evidence import EvidenceAdded
from fairgate.engine.acts.exception import ExceptionMade
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.entries import LedgerError
from fairgate.engine.entry import Actor, MeasureDecided
from fairgate.engine.exceptions import BarException, Hours
from fairgate.engine.words import Decision, Occasion, Setting
from fairgate.records.models import Case, Evidence, Holding, Incident, IssuedLetter, LedgerEntry, Person, Scan, User


@pytest.fixture(autouse=True)
def _clock(settings: pytest.FixtureRequest) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW


@pytest.fixture
def reception(house: House) -> User:
    return house.user("reception", house.prestfield)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


ALLOWED = "canary-allowed"


@pytest.fixture
def planted(house: House) -> Case:
    """A case with a word of its own in everything that was ever written about it, and in nothing else.

    Somebody is barred, with another case elsewhere; the one text that the gate may show says ALLOWED.
    """
    hidden = (f"canary-{number}" for number in range(1000))
    jo = Person.objects.create(
        trust=house.oak,
        name="Jo Penrose",
        address=next(hidden),
        email=f"{next(hidden)}@example.org",
        phone=next(hidden),
        languages=next(hidden),
        adjustments=next(hidden),
    )
    case = bar(house, jo, exceptions=(ALLOWED,), reasons=next(hidden), text=next(hidden), arrangements=next(hidden))
    elsewhere = bar(house, jo, house.hollins, reasons=next(hidden), exceptions=(next(hidden),))
    other_trust = bar(house, house.person("Jo Penrose", house.aspire), house.carn, reasons=next(hidden))
    head = Actor("headteacher", next(hidden))
    for number, each in enumerate((case, elsewhere, other_trust)):
        incident = BreachRecorded(
            ref="b2",
            on=TODAY,
            by=head,
            clauses=("threat",),
            setting=Setting.PREMISES,
            serious=next(hidden),
            text=next(hidden),
            place=next(hidden),
            witnesses=next(hidden),
        )
        found = BreachFound(ref="f1", on=TODAY, by=head, of="b2", reasons=next(hidden))
        said = RepresentationsMade(ref="r1", on=TODAY, by=head, of="bar1", text=next(hidden))
        decided = MeasureDecided(
            ref="d1",
            on=TODAY,
            by=head,
            of="bar1",
            decision=Decision.CONFIRM,
            until=date(2024, 11, 15),
            reasons=next(hidden),
        )
        add(each, incident, found, said, decided, talk("t1", text=next(hidden)), seq=2, key=f"planted-{number}")
    IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(ref="bar1"),
        letter="bar_notice",
        pdf=next(hidden).encode(),
        sha256="0" * 64,
        template_sha256="1" * 64,
        edition="2022-09",
        issued_at=NOW,
    )
    handed_in = EvidenceAdded(
        ref="ev1",
        on=TODAY,
        by=head,
        name="Picture ev1",
        media_type="image/jpeg",
        size=1,
        sha256="0" * 64,
    )
    (row,) = add(case, handed_in, seq=7, key="planted-evidence")
    Evidence.objects.create(
        case=case,
        entry=row,
        key="0" * 32,
        text=next(hidden),
        sha256="0" * 64,
        media_type="image/jpeg",
        size=1,
        given_name=next(hidden),
        pages=1,
        notes=next(hidden),
        scan=Scan.CLEAN,
    )
    return case


def addresses(case: Case) -> list[str]:
    """Every address of the house: where it takes one, that of this case, its person, letter, evidence or bar."""
    letter = case.letters.get()
    given = {
        "reference": case.reference,
        "step": "bar",
        "slug": "prestfield",
        "kind": "court",
        "code": "1234-5678",
        "ref": "bar1",
        "office": "hub_council",
        "page": "1",
        "edition": "2022-09",
        "name": "microsoft",
        "why": "cancelled",
        "school": "prestfield",
        "purpose": "code",
        **dict.fromkeys(("other", "tie", "fact", "visit", "decision", "letter", "permission"), "1"),
        "number": (case.subject_id, letter.pk, case.evidence.get().pk),
    }

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, address)
                continue
            for number in given["number"]:
                yield re.sub(
                    r"<(?:\w+:)?(\w+)>",
                    lambda hole, number=number: str(number if hole[1] == "number" else given[hole[1]]),
                    address,
                )

    return sorted({f"/{address}" for address in walk(get_resolver().url_patterns, "")})


# Of signing in and of one's own account: each asks who one is, and tells nothing else.
OWN = ("/sign-in", "/sign-out", "/password/", "/account")
# Calls for help from one's own desk; that of any other is as an address below the gate that does not exist (who_may).
OWN = (*OWN, "/gate/help/")
RECEPTIONS = (
    "/arrivals/1/sign-out",
    "/",
    "/accessibility",
    "/api/v1/",
    "/api/v1/gate/check",
    "/api/v1/openapi.json",
    "/collectors",
    "/collectors/impaired",
    "/collectors/named",
    "/code",
    "/code/2022-09",
    "/desk-alerts",
    "/gate",
    "/gate/list/prestfield",
    "/gate/offline",
    "/gate/offline/copy",
    "/gate/offline/shell",
    "/gate/offline/state",
    "/gate/worker.js",
    "/gate/here",
    "/letter-check",
    "/your-letter",
    "/report",
    "/report/for-review",
    "/report/recorded",
    "/reports",
    "/sign-in",
    "/sign-out",
    "/tablet",
    "/tablet/done",
    "/theme.css",
    "/visitors",
    "/visitors/prestfield",
    "/visitors/prestfield/roll-call",
    "/visitors/prestfield/sign-in",
    "/visitors/prestfield/tablets",
)


def everything(client: Client, case: Case) -> dict[str, bytes]:
    """Every byte that comes back: every address, by GET and by POST; every kind of answer; every kind of error."""
    found = {}
    for address in addresses(case):
        for method in (client.get, client.post):
            response = method(address, follow=True) if address != "/sign-out" else method("/gate")
            headers = str(dict(response.headers)).encode()
            found[f"{method.__name__} {address} {response.status_code}"] = headers + response.content
    for name in ("Jo Penrose", "J Penrose", "Amy Green", "Jo", "", "\x00"):
        for clue in ("", "Poppy", "Alfie"):
            asked = client.post("/gate", {"name": name, "school": "prestfield", **({"clue": clue} if clue else {})})
            found[f"{name!r} {clue!r} {asked.status_code}"] = asked.content
    for school in ("hollins", "carn", "nowhere"):
        found[school] = client.post("/gate", {"name": "Jo Penrose", "school": school}).content
    return found


REPORT = {
    "text": "Shouted at me",
    "known": "name",
    "name": "Jo Penrose",
    "when": "today",
    "setting": "premises",
    "at_risk": "yes",
    "behalf": "no",
    "counts": "yes",
}


def a_report(client: Client, case: Case) -> dict[str, bytes]:
    """Every byte of a report about that very person: from its first page to what is said when a leader has taken it."""
    found, draft = {}, str(uuid4())
    given = {**REPORT, "draft": draft}
    found["report tell"] = client.post("/report", {**given, "at": "tell", "stage": "next"}).content
    given["person"] = str(case.subject_id)
    found["report person"] = client.post("/report", {**given, "at": "person", "stage": "next"}).content
    assert b"Check before it is sent" in found["report person"], "the report did not come to its last page"
    done = client.post("/report", {**given, "stage": "confirm"}, follow=True)
    incident = Incident.objects.get()
    assert incident.reference.encode() in done.content
    allegation = Allegation(clauses=("threat",), setting=Setting.PREMISES, text="canary-8001")
    into = Report(case.school, case.subject_id, allegation, case.reference)
    head = User.objects.create_user("head@oak.example", name="A. Head", trust=case.trust)
    Holding.objects.create(user=head, trust=case.trust, school=case.school, office="headteacher", since=TODAY)
    accept_incident(incident.reference, into, by=head, now=NOW, operation_key="taken", seen=0)
    assert LedgerEntry.objects.filter(case=case, payload__contains=incident.reference).exists()
    own = f"/reports/{incident.reference}"
    return found | {
        "reported": done.content,
        "reported again": client.get("/report/recorded").content,
        "own reports": client.get("/reports").content,
        "own report": client.get(own).content,
        "added to it": client.post(own, {"text": "canary-8002", "seen": "1"}, follow=True).content,
        "its review": client.get(f"{own}/review").content + client.get(f"{own}/acceptance").content,
    }


def hidden_in(pages: dict[str, bytes]) -> dict[str, list[bytes]]:
    """The pages that hold a planted word that nobody at the gate may read."""
    words = {page: re.findall(rb"canary-[0-9]+", content) for page, content in pages.items()}
    return {page: found for page, found in words.items() if found}


def test_nothing_of_a_case_reaches_reception(house: House, reception: User, planted: Case) -> None:
    child(house.prestfield, "Poppy Penrose", planted.subject)
    client = signed_in(reception)
    pages = everything(client, planted) | a_report(client, planted)
    assert hidden_in(pages) == {}
    # Nor that there is a case: what was reported has a reference of its own.
    assert {page for page, content in pages.items() if planted.reference.encode() in content} == set()
    # The search does find: what the gate may show, and, where somebody may read it, what was planted.
    assert ALLOWED.encode() in pages["'Jo Penrose' '' 200"]
    assert ALLOWED.encode() in pages["'J Penrose' 'Poppy' 200"]


MANY = 200


@pytest.fixture
def crowd(house: House) -> list[Case]:
    """Two hundred people barred at one school; who complained of each, and why it was done, are words of their own."""
    people = Person.objects.bulk_create(Person(trust=house.oak, name=_named(n)) for n in range(MANY))
    head = Actor("headteacher", "user 0")
    cases = []
    for n, person in enumerate(people):
        told = BreachRecorded(
            ref="b1",
            on=TODAY,
            by=head,
            clauses=("threat",),
            setting=Setting.PREMISES,
            affected=f"canary-complainant-{n}",
        )
        imposed = BarImposed(
            ref="bar1", on=TODAY, by=head, step="bar", until=date(2024, 11, 15), sites=("prestfield",),
            contact="school_business_manager", reasons=f"canary-reason-{n}", rests_on=("b1",),
        )  # fmt: skip
        agreed = ExceptionMade(
            ref="x1", on=TODAY, by=head, of="bar1", exception=_AGREED, reasons=f"canary-why-agreed-{n}"
        )
        cases.append(house.case(house.prestfield, person))
        add(cases[-1], told, imposed, agreed, seq=0, key=f"crowd-{n}")
    return cases


def _named(number: int) -> str:
    return f"Jo{chr(97 + number // 26)}{chr(97 + number % 26)} Penrose"


_HOURS = (Hours(time(10), time(11)), Hours(time(14), time(15)))
_AGREED = BarException(kind=Occasion.APPOINTMENT, since=TODAY, until=TODAY, hours=_HOURS)


@pytest.mark.one_database
def test_of_two_hundred_reasons_and_complainants_no_byte_and_no_log_tells_one(
    house: House, reception: User, crowd: list[Case], caplog: pytest.LogCaptureFixture
) -> None:
    """Bodies and headers of every kind of answer, of the script's own request and of an error; and what is logged."""
    caplog.set_level(logging.DEBUG)
    client = signed_in(reception)
    client.raise_request_exception = False
    said = [_named(0), _named(MANY - 1), "J Penrose", "Penrose", "AB12 CDE", "x" * 500]
    answers = [client.post("/gate", {"name": name, "school": "prestfield"}) for name in said]
    for more in ({"typing": "1"}, {"clue": "Poppy"}):
        answers += [client.post("/gate", {"name": "J Penrose", "school": "prestfield", **more})]
    with patch("fairgate.queries.gate.door.gate_for", side_effect=LedgerError("canary-in-an-error: the ledger")):
        answers.append(client.post("/gate", {"name": _named(1), "school": "prestfield"}))
    assert answers[-1].status_code == 500
    answers += [client.get("/gate"), client.get("/gate.json"), client.get("/cases")]
    assert b"Barred here" in answers[0].content
    assert b"An appointment" in answers[0].content
    every = b"".join(str(dict(one.headers)).encode() + one.content for one in answers)
    assert b"canary" not in every
    assert "canary-reason" not in caplog.text
    assert "canary-complainant" not in caplog.text
    assert [case.reference for case in crowd if case.reference.encode() in every] == []
    # The control: the same search finds each of them where somebody may read it.
    head = signed_in(house.user("headteacher", house.prestfield)).get(f"/cases/{crowd[7].reference}").content
    for planted_there in (b"canary-reason-7", b"canary-complainant-7", b"canary-why-agreed-7"):
        assert planted_there in head


def test_the_search_finds_what_is_planted_where_it_may_be_read(house: House, planted: Case) -> None:
    head = signed_in(house.user("headteacher", house.prestfield))
    assert hidden_in({"the case": head.get(f"/cases/{planted.reference}").content})
    bar(house, house.person("Kit Marlowe"), exceptions=("canary-7",))
    gate = signed_in(house.user("reception", house.prestfield))
    assert hidden_in({"the gate": gate.post("/gate", {"name": "Kit Marlowe", "school": "prestfield"}).content})


def test_cases_people_and_letters_are_not_there_for_reception(reception: User, planted: Case) -> None:
    """Every address but reception's own is answered as one that does not exist, whatever it may come to be."""
    client = signed_in(reception)
    asked = [address for address in addresses(planted) if address not in RECEPTIONS and not address.startswith(OWN)]
    nowhere = _page_of(client.get, "/no-such-place")
    for wanted in (f"/cases/{planted.reference}", f"/people/{planted.subject_id}", "/worklist", "/cases"):
        assert wanted in asked
    answers = {address: client.get(address) for address in asked}
    # What takes a POST alone says so of every reference, with nothing on the page.
    told = {address: answer for address, answer in answers.items() if answer.status_code != 405 or answer.content}
    assert [(address, answer.status_code) for address, answer in told.items() if answer.status_code != 404] == []
    assert [address for address in told if _page_of(client.get, address) != nowhere] == []
    assert {client.post(address).status_code for address in asked} <= {404, 405}


def _page_of(get: Callable[[str], object], address: str) -> str:
    """The page, without the token that differs each time."""
    text = get(address).content.decode()  # type: ignore[attr-defined]  # the test client's response
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)
