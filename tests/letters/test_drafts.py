"""A letter while it is written: what was written is marked, a day that is missing left open, each sheet a draft."""

from datetime import date

from msgspec.structs import replace

from fairgate.delivery.drafts import cells, pieces, sketched
from fairgate.delivery.reading import Reading, plain, read
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.reading import Text, bare

LETTER = SAMPLES["oak/bar_notice"]


def free(reading: Reading) -> list[str]:
    return [one.text for cell in cells(reading) for one in pieces(cell) if one.free]


def test_what_was_written_is_marked_and_the_rest_is_not() -> None:
    reasons = 'First line.\n\nSecond *line* with #read("x").\nThird.'
    letter = replace(LETTER, reasons=reasons, exceptions=("voting", "a visit"))
    drawn = sketched(folder(letter), letter, fixed={"voting"})
    assert free(drawn.reading) == ["First line.", 'Second *line* with #read("x").', "Third.", "a visit"]
    issued = read(folder(letter), letter)
    assert free(issued) == [], "the control"
    unmarked = [bare("".join(one.text for one in pieces(cell))) for cell in cells(drawn.reading)]
    assert unmarked[:-1] == [bare(plain(cell)) for cell in cells(issued)][:-1], "but for the foot, the same words"


def test_a_day_that_nobody_has_given_is_left_open() -> None:
    letter = replace(LETTER, until=date(2033, 3, 3))
    drawn = sketched(folder(letter), letter, fixed=(), blanks=[date(2033, 3, 3)])
    assert "[a day that you give]" in free(drawn.reading)
    assert "2033" not in "".join(plain(cell) for cell in cells(drawn.reading))
    assert "2033" in "".join(plain(cell) for cell in cells(read(folder(letter), letter))), "the control"


def test_a_draft_says_so_on_each_sheet_and_has_no_code(shelf: Shelf) -> None:
    code = LETTER.ledger.head[:4]
    drawn = sketched(folder(LETTER), LETTER, fixed=())
    draft, issued = Text(drawn.pdf), shelf.text("oak/bar_notice")
    assert drawn.pages == len(draft.pages) == len(issued.pages)
    assert all("DRAFT: not issued" in foot for foot in draft.feet)
    assert code not in bare("".join(draft.feet))
    assert not any("DRAFT" in foot for foot in issued.feet)
    assert all(code in bare(foot) for foot in issued.feet), "the control"
