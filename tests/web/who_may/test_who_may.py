"""Every address, by every method, for every role, at one's own school, another, another trust's: as the table says."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import get_resolver, resolve
from tests.web.who_may.mutants import patterns
from tests.web.who_may.reading import REFUSED, TABLE, Answer, Cell, Table, TableWrong, read
from tests.web.who_may.roles import OUTSIDE, THEIRS
from tests.web.who_may.running import Runner
from tests.web.who_may.scene import FOREIGN, OTHER, OWN
from tests.web.who_may.things import KINDS
from tests.web.who_may.unchecked import pages_unasked

from fairgate.records.models import AccessLog, LedgerEntry

PAGES = list(read().pages)
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

NOT_THERE = {"returned"}
"""The first step of the other trust's code is a talk, and no letter that could come back."""

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def cell_of(table: Table, page: str, method: str, place: str, role: str) -> Cell:
    wanted = (method, place, role)
    return next(one for one in table.pages[page].cells if (one.method, one.place, one.role) == wanted)


def test_every_address_is_in_the_table(table: Table) -> None:
    known = {str(one.name) for one in patterns(get_resolver().url_patterns)}
    assert {page.partition(",")[0] for page in table.pages} == known


def test_each_address_is_that_of_its_name(table: Table, runner: Runner) -> None:
    for page in table.pages.values():
        address = page.address.format_map(runner.scene.at[OWN]).partition("?")[0]
        assert resolve(address).url_name in (page.name.partition(",")[0], "sign_in")


@pytest.mark.parametrize("page", PAGES)
def test_who_may(table: Table, runner: Runner, page: str) -> None:
    assert [problem for cell in table.pages[page].cells for problem in runner.problems(cell)] == []


@pytest.mark.parametrize("page", [page for page, one in read().pages.items() if any(cell.sees for cell in one.cells)])
def test_what_may_be_read_can_be(table: Table, runner: Runner, page: str) -> None:
    """The control of what must not be read: each word that the table lets somebody read is there for somebody."""
    cells = table.pages[page].cells
    wanted = {one for cell in cells for one in cell.sees if one[0] in KINDS and cell.place in ("", one[1])}
    for cell in cells:
        if cell.sees & wanted:
            text = runner.ask(table.pages[page], cell.method, cell.place, cell.role)[2]
            wanted -= set(runner.words_on(cell, text)) & cell.sees
    assert wanted == set()


def test_by_no_other_method(table: Table, runner: Runner) -> None:
    """Whoever asks, an address knows GET and POST alone, and HEAD, where it does, as GET without the page."""
    wrong = []
    for page in table.pages.values():
        if "," in page.name:
            continue
        for method in OTHERS:
            for role in ("head", "out"):
                wrong += runner.problems(Cell(page.name, method, OWN, role, REFUSED))
        if "GET" in page.methods:
            got, head = (runner.ask(page, method, OWN, "head") for method in ("GET", "HEAD"))
            if head[0] != 405 and (got[:2], b"") != (head[:2], head[2] if got[0] == 200 else b""):
                wrong.append(f"{page.name}: HEAD answers {head[:2]}, and GET {got[:2]}")
    assert wrong == []


def test_what_a_page_hides_its_act_does_not_do_either(table: Table, runner: Runner) -> None:
    """With no page asking at the door, nothing is written that the table says is not: each act asks again."""
    asked = [
        cell
        for page in table.pages.values()
        for cell in page.cells
        if cell.method == "POST"
        and not cell.answer.writes
        and (cell.role, cell.place) in {("reception", OWN), ("second", OWN), ("data", OWN), ("head", FOREIGN)}
    ]
    with pages_unasked():
        wrong = [problem for cell in asked for problem in runner.unwritten(cell)]
    assert wrong == []


def test_the_things_of_the_other_trust_are_there(table: Table, runner: Runner) -> None:
    """The control of all that is hidden there: their own head opens them."""
    for page in table.pages.values():
        if page.of == "school" and "{" in page.address and "GET" in page.methods and page.name not in NOT_THERE:
            ours = cell_of(table, page.name, "GET", OWN, "head").answer.status
            if ours == 200:
                assert runner.ask(page, "GET", FOREIGN, "their_head")[0] == 200, page.name


# -- the test itself ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "to"),
    [
        (r"(?m)^  teacher: .*\n", ""),  # a role that the table does not know
        (r"(?m)^      other: .*\n", ""),
        (r"(?m)^      own: carn$", "      elsewhere: carn"),
        (r"(?m)^      own: carn$", "      own: carn nobody_known"),
        (r"(?m)^      own: carn$", "      own: {led away: carn}"),
        (r"(?m)^      own: carn$", "      own: {shown: carn, forbidden: teacher}"),
        (r"(?m)^    sees:\n", "    sees:\n      nonsense: all\n"),
        (r"(?m)^    sees:\n", "    sees:\n      witness: {nowhere: all}\n"),
        (r"(?m)^    of: school\n", "    of: a kind\n"),
        (r"(?m)^    of: school\n", "    of: nobody\n"),
        (r"(?m)^    is: .*\n", ""),
    ],
)
def test_a_table_that_leaves_something_out_is_refused(tmp_path: Path, change: str, to: str) -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert re.search(change, text)
    file = tmp_path / "table.yaml"
    file.write_text(re.sub(change, to, text, count=1), encoding="utf-8")
    with pytest.raises(TableWrong):
        read(file)


def test_an_answer_that_is_not_the_one_written_down_is_a_problem(table: Table, runner: Runner) -> None:
    """Each cell of one address, each answer changed: all of them are noticed."""
    for cell in table.pages["case"].cells:
        if cell.method == "GET" and cell.place in (OWN, FOREIGN) and cell.role not in THEIRS:
            wrong = replace(cell, answer=Answer(200 if cell.answer.status != 200 else 404))
            assert runner.problems(wrong), cell


def test_a_word_that_should_not_be_there_is_a_problem(table: Table, runner: Runner) -> None:
    seen = cell_of(table, "case", "GET", OWN, "head")
    assert runner.problems(seen) == []
    assert len(runner.problems(replace(seen, sees=frozenset()))) >= 3


def test_a_404_that_tells_hidden_from_absent_is_a_problem(table: Table, runner: Runner) -> None:
    hidden = cell_of(table, "case", "GET", FOREIGN, "head")
    assert runner.problems(hidden) == []
    told = Runner(table, runner.scene)
    told._nothing["head", "cases"] = b"404 There is no such case, and this one you may not see"
    assert told.problems(hidden)


def test_what_is_written_is_noticed_and_undone(table: Table, runner: Runner) -> None:
    before = (AccessLog.objects.count(), LedgerEntry.objects.count())
    done = cell_of(table, "finding", "POST", OWN, "head")
    assert runner.problems(done) == []
    assert runner.problems(replace(done, answer=replace(done.answer, writes=False)))
    assert (AccessLog.objects.count(), LedgerEntry.objects.count()) == before


def test_nobody_of_another_trust_and_nobody_outside_is_let_in_anywhere(table: Table) -> None:
    """What the table may not say, whatever the house does."""
    for cell in table.cells:
        if cell.place == FOREIGN or (cell.place in (OWN, OTHER) and cell.role in THEIRS):
            page = table.pages[cell.page]
            begins_anew = "{" not in page.address.replace("{draft}", "")
            # A member of a council may not end seats, whichever number is asked for: 403 tells nothing of it.
            is_hidden = cell.answer.status in (404, 405) or (page.of == "trust" and cell.answer.status == 403)
            assert is_hidden or begins_anew or cell.role in OUTSIDE, cell
