"""What other systems are told at the gate: three answers and no more, by a key of the school and by nothing else."""

import json
import random
import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from tests.barred import bar, barred
from tests.house import NOW, House

from fairgate.actions.gate_keys import make_gate_key, revoke_gate_key
from fairgate.queries import gate_check
from fairgate.queries.gate_check import Checked
from fairgate.records.gate_keys import MOST
from fairgate.records.models import GateKey, GateKeyUse
from fairgate.web.api.gate_check import view
from fairgate.web.api.openapi.document import ADDRESS, ERRORS, LONGEST_BODY, document

CLIENT = Path(__file__).parents[2] / "docs/examples/gate_check.py"
REASON = "canary-reason"


@pytest.fixture(autouse=True)
def _clock(settings: pytest.FixtureRequest) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW


@pytest.fixture
def key(house: House) -> str:
    """The key of Prestfield, where Jo Penrose is barred."""
    house.prestfield.phone = "01632 960100"
    house.prestfield.save()
    jo = house.person("Jo Penrose")
    bar(house, jo, exceptions=(REASON,), reasons=REASON, text=REASON, arrangements=REASON)
    return make_gate_key("prestfield", "Tablet", by=house.user("data_lead", house.oak), now=NOW)


def ask(key: str, body: Any, client: Client | None = None, **more: Any) -> Any:
    """What is answered to that body, sent as JSON unless it is bytes."""
    sent = body if isinstance(body, bytes) else json.dumps(body)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    told = {"content_type": "application/json", "headers": headers, **more}
    return (client or Client(enforce_csrf_checks=True)).post(ADDRESS, sent, **told)


def fits(schema: Any, value: Any, whole: Any) -> bool:
    """Whether a value is as a schema says, of the words that ours use; a word that is not known fits nothing."""
    rest = {one: told for one, told in schema.items() if one not in ("description", "examples")}
    if "$ref" in rest:
        return fits(whole["components"]["schemas"][rest.pop("$ref").rpartition("/")[2]], value, whole) and not rest
    if "oneOf" in rest:
        return sum(fits(one, value, whole) for one in rest.pop("oneOf")) == 1 and not rest
    if "const" in rest or "enum" in rest:
        return value in (rest.pop("enum") if "enum" in rest else [rest.pop("const")]) and not rest
    kind = rest.pop("type")
    if kind == "string":
        rest.pop("format", None)
        return isinstance(value, str) and not rest
    assert kind == "object"
    assert rest.pop("additionalProperties") is False
    known, needed = rest.pop("properties"), rest.pop("required")
    return (
        isinstance(value, dict)
        and set(needed) <= set(value) <= set(known)
        and all(fits(known[one], told, whole) for one, told in value.items())
        and not rest
    )


def as_documented(answer: Any) -> bool:
    """Whether the answer is one of those that the document has for its status."""
    whole = document("https://fairgate.example.org")
    told = whole["paths"][ADDRESS]["post"]["responses"][str(answer.status_code)]
    return fits(told["content"]["application/json"]["schema"], answer.json(), whole)


# -- what is answered ----------------------------------------------------------------------------------------------


def test_the_three_answers_and_no_more(house: House, key: str) -> None:
    barred(house, "Amy Green")
    house.person("Amy Green")
    told = [ask(key, {"name": name}) for name in ("Sam Nobody", "jo penrose", "Amy Green")]
    assert [one.json() for one in told] == [
        {"answer": "not_barred_here"},
        {
            "answer": "barred_here",
            "until": "2024-11-15",
            "say": "They must not come onto the premises. Ask them to wait or to leave, and call.",
            "call": "the School Business Manager, through the school office on 01632 960100",
        },
        {"answer": "check"},
    ]
    assert all(as_documented(one) and one.status_code == 200 for one in told)
    for one in told:
        assert not one.cookies
        assert one.headers["Cache-Control"] == "no-store"
        assert REASON.encode() not in one.content
        assert b"enrose" not in one.content


def test_no_answer_can_carry_a_reason(monkeypatch: pytest.MonkeyPatch, house: House, key: str) -> None:
    """The schema names every member, and none is free; what a fault would put there beside does not fit it."""
    schemas = document("")["components"]["schemas"]
    for one in schemas["Answer"]["oneOf"]:
        assert one["additionalProperties"] is False
        assert set(one["properties"]) <= {"answer", "until", "say", "call"}
    # The control: a member more, and a sentence more about somebody who is not barred.
    whole = document("")
    assert fits(schemas["Answer"], {"answer": "check"}, whole)
    assert not fits(schemas["Answer"], {"answer": "check", "reasons": "He shouted."}, whole)
    assert not fits(schemas["Answer"], {"answer": "check", "say": "He shouted."}, whole)
    monkeypatch.setattr(view, "_told", lambda checked: {**vars(checked), "until": "2024-11-15", "reasons": REASON})
    assert not as_documented(ask(key, {"name": "Jo Penrose"}))


def test_of_whom_is_not_barred_nothing_is_said_whatever_the_gate_says(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(view, "check_at_gate", lambda *_, **__: Checked("check", None, REASON, REASON))
    assert ask(key, {"name": "Jo Penrose"}).json() == {"answer": "check"}


def test_a_key_opens_the_gate_of_its_school_alone(house: House, key: str) -> None:
    hollins = make_gate_key("hollins", "Tablet", by=house.user("data_lead", house.oak), now=NOW)
    carn = make_gate_key("carn", "Tablet", by=house.user("data_lead", house.aspire), now=NOW)
    assert [ask(one, {"name": "Jo Penrose"}).json()["answer"] for one in (key, hollins, carn)] == [
        "barred_here",
        "not_barred_here",
        "not_barred_here",
    ]


# -- who is answered -----------------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_told_not_even_what_is_wrong(house: House, key: str) -> None:
    number = GateKey.objects.get().pk
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(house.user("headteacher", house.prestfield))
    revoke_gate_key(number, by=house.user("data_lead", house.oak), now=NOW)
    wrong = [
        ask(key, {"name": "Jo Penrose"}),  # revoked
        ask("", {"name": "Jo Penrose"}, signed_in),
        ask("fg_" + "x" * 43, {"name": "Jo Penrose"}),
        ask("\udcff é", {"name": "Jo Penrose"}),
        ask(GateKey.objects.get().sha256, {"name": "Jo Penrose"}),  # the hash is no key
        ask(key.upper(), {"name": "Jo Penrose"}),
        ask("fg_x", b"\xff{"),
        ask("fg_x", b"x" * (LONGEST_BODY + 1)),
        ask("", {"name": "Jo Penrose"}, headers={"Authorization": f"Basic {key}"}),
    ]
    assert {(one.status_code, one.content) for one in wrong} == {(401, wrong[0].content)}
    assert wrong[0].json()["error"] == "key"
    assert "Bearer" in wrong[0].headers["WWW-Authenticate"]
    assert GateKeyUse.objects.count() == 0


def test_the_key_is_kept_as_its_hash_and_shown_once(house: House) -> None:
    lead = Client()
    lead.force_login(house.user("data_lead", house.oak))
    made = lead.post("/keys", {"school": "prestfield", "name": "Tablet"})
    (row,) = GateKey.objects.all()
    (key,) = [one for one in made.content.decode().replace("<", " ").replace(">", " ").split() if one[:3] == "fg_"]
    assert ask(key, {"name": "Jo Penrose"}).status_code == 200
    assert key not in str(vars(row))
    later = lead.get("/keys").content.decode()
    assert key not in later
    assert f'ends with <span class="fg-code">{key[-4:]}</span>' in later
    assert "1 look-up in 30 days" in later
    again = lead.post("/keys", {"school": "prestfield", "name": "Tablet"}).content.decode()
    assert "Revoke that one first" in again
    assert lead.post(f"/keys/{row.pk}/revoke", follow=True).redirect_chain == [("/keys", 302)]
    assert ask(key, {"name": "Jo Penrose"}).status_code == 401
    assert b"No system has a key" in lead.get("/keys").content


def test_nobody_but_their_own_data_lead_reaches_a_key(house: House, key: str) -> None:
    number = GateKey.objects.get().pk
    for office, at in (("headteacher", house.prestfield), ("ceo", house.oak), ("data_lead", house.aspire)):
        other = Client()
        other.force_login(house.user(office, at))
        assert other.post(f"/keys/{number}/revoke").status_code == 404
        assert b"Tablet" not in other.get("/keys").content
    assert GateKey.objects.get().revoked_at is None


# -- how often, and what is noted ----------------------------------------------------------------------------------


def test_a_key_asks_so_often_and_no_more_and_each_look_up_is_noted(
    house: House, key: str, settings: pytest.FixtureRequest
) -> None:
    other = make_gate_key("prestfield", "Turnstile", by=house.user("data_lead", house.oak), now=NOW)
    assert {ask(key, {"name": "Sam Nobody"}).status_code for _ in range(MOST)} == {200}
    refused = ask(key, {"name": "Sam Nobody"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert as_documented(refused)
    assert ask(other, {"name": "Sam Nobody"}).status_code == 200
    assert GateKeyUse.objects.filter(key__name="Tablet").count() == MOST
    settings.FAIRGATE_CLOCK = lambda: NOW + timedelta(seconds=61)
    assert ask(key, {"name": "Sam Nobody"}).status_code == 200


# -- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "length"),
        (b"{", "json"),
        (b"\xff\xfe", "json"),
        (b"[" * 2000, "json"),
        ([], "shape"),
        ({}, "shape"),
        ({"name": None}, "shape"),
        ({"name": ["Jo Penrose"]}, "shape"),
        ({"name": "Jo Penrose", "school": "hollins"}, "shape"),
        ({"name": ""}, "name"),
        ({"name": "Jo"}, "name"),
        ({"name": "Jo\x00Penrose"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"name": "x" * 121}, "name"),
        (b'{"name": "' + b"x" * LONGEST_BODY + b'"}', "size"),
    ],
)
def test_what_is_asked_wrongly_is_told_what_to_do(key: str, body: Any, error: str) -> None:
    answer = ask(key, body)
    assert (answer.status_code, answer.json()["error"], answer.json()["do"]) == (
        ERRORS[error][0],
        error,
        ERRORS[error][1],
    )
    assert as_documented(answer)


def test_another_method_another_type_and_plain_http(key: str, settings: pytest.FixtureRequest) -> None:
    got = Client().get(ADDRESS)
    assert (got.status_code, got.headers["Allow"]) == (405, "POST")
    assert ask(key, {"name": "Jo Penrose"}, content_type="text/plain").status_code == 415
    settings.HTTPS = True
    assert ask(key, {"name": "Jo Penrose"}).json()["error"] == "https"
    assert ask(key, {"name": "Jo Penrose"}, secure=True).status_code == 200
    unsized = RequestFactory().post(ADDRESS, "{}", content_type="application/json")
    del unsized.META["CONTENT_LENGTH"]
    assert view._name(unsized) == ("", "length")


def test_whatever_is_sent_the_answer_is_one_of_those_documented(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nonsense of every kind, drawn alike each time: never a fault, and nothing that the document does not have."""
    monkeypatch.setattr("fairgate.records.gate_keys.MOST", 10_000)
    draw = random.Random(7)
    pieces = ["name", "Jo Penrose", "\x00", "é", "\\ud800", "null", "1e999", "-0", *"'\"{}[]:,"]
    for _ in range(150):
        text = "".join(draw.choice(pieces) for _ in range(draw.randrange(12)))
        body = draw.choice([text.encode(), json.dumps({"name": text}).encode(), draw.randbytes(draw.randrange(40))])
        answer = ask(key, body)
        assert answer.status_code < 500, body
        assert as_documented(answer), body


# -- the document, the page, the client --------------------------------------------------------------------------------


def test_the_document_and_the_page_say_the_same() -> None:
    told = Client().get("/api/v1/openapi.json")
    assert told.json()["openapi"].startswith("3.1")
    assert set(told.json()["paths"]) == {ADDRESS}
    page = Client().get("/api/v1/").content.decode()
    for error, (status, _) in ERRORS.items():
        assert f"<code>{error}</code>" in page
        assert str(status) in told.json()["paths"][ADDRESS]["post"]["responses"]


@pytest.fixture
def example() -> dict[str, Any]:
    return runpy.run_path(str(CLIENT))


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_the_example_client_asks_a_server_that_runs(
    live_server: Any, example: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house = House()
    bar(house, house.person("Jo Penrose"))
    key = make_gate_key("prestfield", "Tablet", by=house.user("data_lead", house.oak), now=NOW)
    monkeypatch.setenv("FAIRGATE_KEY", key)
    assert [example["main"]([live_server.url, name]) for name in ("Sam Nobody", "Jo Penrose", "Jo")] == [0, 1, 3]
    told = capsys.readouterr()
    assert "barred_here\nUntil the end of 2024-11-15." in told.out
    assert "Send the first name, or its initial, and the surname" in told.err
    monkeypatch.setenv("FAIRGATE_KEY", "fg_wrong")
    assert example["main"]([live_server.url, "Jo Penrose"]) == 3
    with pytest.raises(example["NoAnswer"], match="https"):
        example["check"]("http://fairgate.example.org", key, "Jo Penrose")


def test_what_the_queries_say_is_what_is_promised() -> None:
    assert {one.name for one in Checked.__dataclass_fields__.values()} == {"answer", "until", "say", "call"}
    assert "enter" not in gate_check.SAY
