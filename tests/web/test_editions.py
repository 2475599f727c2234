"""Conduct is judged by the edition in force on its day, a new case's first too; every edition has its own page."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from tests.acts import on
from tests.editions import FIRST, FROM, NEW, OLD, SECOND, one_edition, two_editions
from tests.visit import Visit
from tests.world import World

from fairgate.records.models import Case, LedgerEntry

WHAT = {"setting": "premises", "place": "", "text": "He shouted.", "witnesses": ""}
FINDER = {"asked_safeguarding": "no", "is_serious": "no", "is_found": "no"}


@pytest.fixture
def world(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """1 October 2024: the second edition has been in force for six days."""
    two_editions(tmp_path, monkeypatch)
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    yield made
    one_edition()


def reported(world: World, happened: date, address: str = "/report") -> Visit:
    """A leader's report, as far as the paragraphs that are offered for that day."""
    visit = Visit(world.client(world.staff("headteacher")), address).open()
    if address == "/report":
        visit.send("next", known="unknown", description="Tall, grey coat")
    return visit.send("next", **on(happened, "happened_on"), **WHAT)


def entered(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LedgerEntry.objects.filter(case=case).latest("seq").payload)
    return found


@pytest.mark.parametrize(
    ("happened", "edition", "name"),
    [(FROM, SECOND, NEW), (FROM - timedelta(days=1), FIRST, OLD), (date(2022, 9, 1), FIRST, OLD)],
)
def test_a_new_case_is_judged_by_the_edition_of_the_incident_s_day(
    world: World, happened: date, edition: str, name: str
) -> None:
    visit = reported(world, happened)
    assert name in visit.words
    assert (NEW if name == OLD else OLD) not in visit.words, "what is offered is of one edition"
    visit.send("next", clauses=["threat"]).send("next", **FINDER)
    assert f"“{name}”" in visit.words, "what will be entered is told in its words"
    visit.send("confirm")
    case = Case.objects.get()
    assert entered(case)["edition"] == edition
    page = Visit(world.client(world.staff("headteacher")), f"/cases/{case.reference}").open()
    assert f"edition {edition}" in page.words
    cited = f'href="/code/{FIRST}#p-' if edition == FIRST else 'href="/code#p-'
    assert cited in page.answer.content.decode(), "a citation leads to the words by which it is judged"


def test_a_later_incident_in_an_old_case_is_judged_by_the_later_edition(world: World) -> None:
    case = world.case(world.breach("e1", 30, "threat"))
    visit = reported(world, world.day(1), f"/cases/{case.reference}/incident")
    assert NEW in visit.words
    visit.send("next", clauses=["threat"]).send("next", **FINDER).send("confirm")
    assert entered(case)["edition"] == SECOND


def test_an_older_incident_goes_into_no_case_of_the_newer_edition(world: World) -> None:
    case = world.case(world.breach("e1", 2, "threat"))
    visit = reported(world, world.day(30), f"/cases/{case.reference}/incident")
    visit.send("next", clauses=["threat"]).send("next", **FINDER)
    assert "conduct on 1 September 2024 is not judged by it" in visit.words
    assert case.entries.count() == 1


# --- the pages of the code ------------------------------------------------------------------------------------------


def test_each_edition_has_its_page_with_its_days(world: World, settings: Settings) -> None:
    client = world.client(world.staff("reception"))

    def page(address: str) -> Visit:
        return Visit(client, address).open()

    today = page("/code")
    assert "Edition 2024-09, in force since 25 September 2024" in today.words
    assert "Edition 2022-09 , in force from 1 September 2022 until 24 September 2024" in today.words
    assert f'href="/code/{FIRST}"' in today.answer.content.decode()
    earlier = page(f"/code/{FIRST}")
    assert "Earlier edition Conduct of those days is judged by it." in earlier.words
    assert (OLD in earlier.words, NEW in earlier.words) == (True, False)
    html = earlier.answer.content.decode()
    inner = set(re.findall(rf'href="/code/{FIRST}#([^"]*)"', html))
    assert inner <= set(re.findall(r' id="([^"]*)"', html))
    assert 'href="/code#' not in html, "its citations stay within it"
    settings.FAIRGATE_CLOCK = lambda: world.now - timedelta(days=30)
    assert "Edition 2024-09 , in force from 25 September 2024" in page("/code").words
    coming = page(f"/code/{SECOND}")
    assert "Coming edition It holds for nothing yet." in coming.words


@pytest.mark.parametrize("edition", ["2021-09", "..", "2022-09 ", "%2e%2e", "x" * 300])
def test_what_is_no_edition_is_not_found(world: World, edition: str) -> None:
    assert world.client(world.staff("reception")).get(f"/code/{edition}").status_code == 404


def test_another_trust_s_edition_is_not_found(world: World) -> None:
    other = World("model")
    assert other.client(other.staff("headteacher")).get(f"/code/{SECOND}").status_code == 404
