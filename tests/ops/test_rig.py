"""The rig as somebody from outside finds it: everybody signs in, and what is planted is seen by those who may alone."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings
from tests.ops.outsider import NOT_HERE, PUBLIC, File, Outsider, planted, sign_in

from fairgate.ops import rig as command
from fairgate.ops.cli import main
from fairgate.ops.rig_invented import invent
from fairgate.ops.rig_told import addresses
from fairgate.records.models import School, User

SEED = 7
BASE = "http://127.0.0.1:8000"
FAST = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
WITHIN = {"mfa", "new_password", "add_app", "add_passkey", "confirm", "change_password", "recovery_codes"}
"""Pages that open in the midst of something: of signing in, of a new password, of setting up a second step."""
THROUGHOUT = ("ceo", "council_clerk")
"""Who reaches furthest in each trust."""
SHALLOW = {
    *("aspire.acting_head", "aspire.second_reception", "aspire.council_chair", "aspire.head", "aspire.leader"),
    *("aspire.dsl", "oak.acting_head", "oak.second_reception", "oak.head", "oak.leader", "oak.dsl", "oak.ceo"),
}
"""Whose place somebody else has too, and who may read all of each case they see: the pages within are left out."""


@pytest.fixture(scope="module")
def _in_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One transaction for the whole file, undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def file(_in_database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[File]:
    """The rig, built once; what its file says."""
    logging.disable(logging.WARNING)  # thousands of pages answer that there is no such thing
    with FAST, override_settings(STATE=tmp_path_factory.mktemp("state")):
        yield json.loads(json.dumps(command.build(SEED, timezone.localdate(), BASE)))
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def clients(file: File) -> dict[str, Client]:
    """Whoever signs in, signed in by the pages with a password and a code."""
    signed_in = {}
    for persona, row in file["personas"].items():
        answer = sign_in(file, persona)
        if row["signs_in"]:
            assert answer.status_code == 302, f"{persona}: {answer.content!r}"
            assert answer.client.get(file["pages"]["your_sign_in"]["url"]).status_code == 200, persona
            signed_in[persona] = answer.client
        else:
            assert answer.status_code == 403, persona
            assert answer.client.get(file["pages"]["your_sign_in"]["url"]).status_code == 302, persona
    return signed_in


# -- the file ------------------------------------------------------------------------------------------------------


def test_every_address_of_the_house_is_a_page_of_the_file(file: File) -> None:
    named = {row["name"] for row in file["pages"].values()}
    missed = {name for name, _ in addresses()} - named
    assert not missed, f"rig_data/pages.yaml does not name: {', '.join(sorted(missed))}"


def test_every_page_has_something_to_be_filled_in_with(file: File) -> None:
    for page, row in file["pages"].items():
        if row["over"] and row["over"] not in NOT_HERE:
            rows = [one for kinds in file["objects"].values() for one in kinds.get(row["over"], [])]
            assert rows, page
            row["url"].format(**rows[0])


def test_the_same_seed_invents_the_same_and_another_another() -> None:
    assert invent(SEED) == invent(SEED)
    ours, theirs = invent(SEED), invent(SEED + 1)
    for trust, one in ours.items():
        others = theirs[trust]
        assert all(row.email != others.personas[role].email for role, row in one.personas.items())
        assert not set(one.planted.values()) & set(others.planted.values())
    secrets = [row.secret for one in ours.values() for row in one.personas.values()]
    assert len(set(secrets)) == len(secrets)


# -- who sees what -------------------------------------------------------------------------------------------------


def crawled(file: File, clients: dict[str, Client], persona: str, *only: str) -> Outsider:
    """The persona after every page of their own trust, or after those named."""
    one = Outsider(file, clients[persona], persona)
    one.everything([one.trust], only, shallow=persona in SHALLOW)
    return one


@pytest.fixture(scope="module")
def everybody(file: File, clients: dict[str, Client]) -> list[Outsider]:
    """Every persona who signs in, after every page."""
    return [crawled(file, clients, persona) for persona in clients]


def amiss(file: File, one: Outsider) -> list[str]:
    """What a persona saw and may not, or may see and did not."""
    kinds = {row["string"]: f"{row['trust']}: {row['kind']}" for row in file["canaries"]}
    may = planted(file, one.persona)
    leaks = [f"{one.persona} saw {kinds[each]} at {where}" for each, where in one.told.items() if each not in may]
    return leaks + [f"{one.persona} did not see {kinds[each]}" for each in may - set(one.told)]


def test_what_is_planted_is_seen_by_those_who_may_and_by_none_who_may_not(
    file: File, everybody: list[Outsider]
) -> None:
    assert [wrong for one in everybody for wrong in amiss(file, one)] == []


def test_every_field_is_asked_by_a_form(file: File, clients: dict[str, Client], everybody: list[Outsider]) -> None:
    more = {f"{trust}.{role}" for trust in file["objects"] for role in ("head", "second_head", "council_clerk", "ceo")}
    wrong = []
    for page, row in file["pages"].items():
        left = set(row.get("fields", ())) if page not in WITHIN else set()
        left -= {name for one in everybody for name in one.fields.get(page, ())}
        for one in everybody:
            if left and one.persona in more:
                again = Outsider(file, Client() if page in PUBLIC else one.client, one.persona)
                for each in file["objects"][one.trust].get(row["over"], []) if row["over"] else [{}]:
                    again.ask(page, each)
                    left -= again.fields.get(page, set())
                    if not left:
                        break
        wrong += [f"{page}: {name}" for name in sorted(left)]
    assert not wrong, f"no form asks what rig_data/pages.yaml says: {wrong}"


def test_nothing_of_one_trust_is_seen_from_the_other(file: File, clients: dict[str, Client]) -> None:
    trusts = set(file["objects"])
    for persona in (f"{trust}.{role}" for trust in trusts for role in THROUGHOUT):
        one = Outsider(file, clients[persona], persona)
        one.everything(trusts - {one.trust})
        assert not [each for each in one.told if each not in planted(file, persona)], persona


@pytest.mark.parametrize("on_a_tablet", [False, True])
def test_without_an_account_nothing_is_seen(file: File, on_a_tablet: bool) -> None:
    """Nor on a visitors' tablet, whoever signs in on it."""
    nobody = Outsider(file, Client(), "aspire.nobody")
    if on_a_tablet:
        tablet = file["objects"]["aspire"]["tablets"][0]
        nobody.client = sign_in(file, "aspire.reception").client
        nobody.client.cookies[tablet["cookie"]] = tablet["token"]
        assert b"Sign in, in your language" in nobody.ask("tablet").content
    for page, row in file["pages"].items():
        if "GET" in row["method"] and page not in PUBLIC:
            for one in file["objects"]["aspire"].get(row["over"], [])[:1] if row["over"] else [{}]:
                answer = nobody.ask(page, one)
                assert answer.status_code == 302, page
                assert answer.headers["Location"].startswith(file["pages"]["login"]["url"]), page
    assert nobody.told == {}


def every_school(trust: int, *_: object) -> Any:
    """The schools of the trust, whoever asks."""
    return School.objects.filter(trust=trust)


BROKEN = {
    "who reads what is marked safeguarding": (
        ("fairgate.queries.reader.Reader.reads_safeguarding", True),
        ("oak.teacher", "safeguarding", "letter_pdf"),
    ),
    "who stands aside": (
        ("fairgate.records.door._recused", lambda *_: []),
        ("aspire.business_manager", "relative", "finding"),
    ),
    "whose a case is": (("fairgate.records.door._schools", every_school), ("oak.second_head", "reasons", "letter_pdf")),
    "who reads a masked original": (
        ("fairgate.queries.evidence.may_save", lambda *_: True),
        ("aspire.teacher", "masked", "file_original"),
    ),
    "who reads what a court has ordered": (
        ("fairgate.records.clearance.Clearance.at", lambda *_: True),
        ("oak.business_manager", "court_orders", "person"),
    ),
}
"""A check, what it is put out of force by, and who would then see what, on which page."""


@pytest.mark.parametrize("check", BROKEN)
def test_a_check_that_is_taken_away_is_found_out(
    file: File, clients: dict[str, Client], monkeypatch: pytest.MonkeyPatch, check: str
) -> None:
    """The control: the same crawl, over a door with one lock less."""
    (target, instead), (persona, kind, page) = BROKEN[check]
    monkeypatch.setattr(target, instead)
    found = amiss(file, crawled(file, clients, persona, page))
    assert any(f"{persona} saw {persona.partition('.')[0]}: {kind} at" in one for one in found), found


# -- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def state(file: File, db: None, settings: Settings, tmp_path: Path) -> Path:
    """A state folder in which nothing is kept of how the database was filled."""
    settings.STATE = tmp_path
    return tmp_path


def test_a_database_that_somebody_else_filled_is_left_alone(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = state / "out.json"
    assert main(["rig", f"--seed={SEED}", f"--out={out}"]) == 2
    assert "holds a trust that the rig has not made" in capsys.readouterr().err
    assert not out.exists()


def test_its_own_database_is_told_again_for_the_same_seed_alone(
    file: File, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (state / command.KEPT).write_text(json.dumps(file))
    out, url = state / "out.json", "https://rig.example.org"
    assert main(["rig", f"--seed={SEED}", f"--out={out}", f"--base-url={url}/"]) == 0
    assert json.loads(out.read_text()) == {**file, "base_url": url}
    assert out.stat().st_mode & 0o077 == 0
    assert main(["rig", f"--seed={SEED + 1}", f"--out={out}"]) == 2
    assert f"the rig of seed {SEED} is in the database" in capsys.readouterr().err
    User.objects.create_user("somebody@else.example", name="Somebody Else")
    assert main(["rig", f"--seed={SEED}", f"--out={out}"]) == 2
    assert "holds accounts that the rig has not made" in capsys.readouterr().err


@pytest.mark.parametrize("setting", ["FAIRGATE_DEMO", "DEBUG"])
def test_it_is_not_built_on_other_settings_than_those_shipped(
    setting: str, state: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    setattr(settings, setting, True)
    assert main(["rig", "--seed=1", f"--out={state / 'out.json'}"]) == 2
    assert "Unset FAIRGATE_DEMO" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--seed=-1"], ["--seed=x"], ["--seed=1", "--base-url=rig"]])
def test_what_is_typed_wrongly_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["rig", "--out=out.json", *wrong])
    assert ended.value.code == 2
    assert "--seed" in capsys.readouterr().err
