"""Whatever colours a trust chooses, what is written in them or on them can be read."""

from hypothesis import example, given
from hypothesis import strategies as st

from fairgate.records.models import Trust
from fairgate.web.shared.colour import WHITE, contrast, mix, readable, text_on
from fairgate.web.shared.theme import PALEST, css

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_as_wcag_measures_it() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1


@given(COLOURS, COLOURS)
@example("#d609d1", "#000000")  # its tint is darker than our palest
def test_everything_written_in_a_theme_can_be_read(header: str, accent: str) -> None:
    theme = css(Trust(header_colour=header, accent_colour=accent))
    value = dict(line.strip().removesuffix(";").removeprefix("--fg-").split(": ") for line in theme.splitlines()[1:-1])
    assert contrast(value["trust"], value["on-trust"]) >= 4.5
    for paper in (WHITE, PALEST, "#f7f9f9", value["trust-tint"]):
        assert contrast(value["trust-ink"], paper) >= 4.5
    # the words on a button, at rest and under the mouse
    assert contrast(value["trust-ink"], WHITE) >= 4.5
    assert contrast(value["trust-ink-deep"], WHITE) >= 4.5


def test_a_colour_that_cannot_be_read_is_told_from_one_that_can() -> None:
    assert readable("#1d4f2b") == "#1d4f2b"
    assert contrast("#ffdd00", WHITE) < 4.5 <= contrast(readable("#ffdd00"), WHITE)
    assert text_on("#ffdd00") != WHITE
    assert text_on("#1d4f2b") == WHITE
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
