"""Every story comes out as it is told, and a story with one expectation altered does not."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fairgate.engine.authority import is_competent
from fairgate.engine.code import Code
from fairgate.engine.words import MeasureState
from fairgate.policy.pack import CARRIED
from fairgate.policy.rehearse import rehearse
from fairgate.policy.stories import Story, read_story
from fairgate.policy.stories import Told as StoryLine
from fairgate.policy.story_shape import Expect, expected_duties, words

HERE = Path(__file__).parent / "stories"
OWN = sorted(HERE.glob("*.yaml"))
CARRIED_STORIES = sorted(CARRIED.glob("*/*/stories/*.yaml"))


def _name(path: Path) -> str:
    return f"{path.parts[-4]}/{path.stem}" if path in CARRIED_STORIES else path.stem


@cache
def _story(path: Path) -> Story:
    return read_story(path)


@pytest.mark.parametrize("path", [*OWN, *CARRIED_STORIES], ids=_name)
def test_a_story_comes_out_as_it_is_told(path: Path) -> None:
    assert rehearse(_story(path)) is None


def test_there_are_stories_of_every_code() -> None:
    assert len(OWN) >= 44
    for code in ("aspire", "oak", "model"):
        assert len([path for path in CARRIED_STORIES if path.parts[-4] == code]) >= 12


# -- the control: one thing altered, and the story must part from the engine there -------------------------------


def _altered(code: Code, expect: Expect) -> Iterator[tuple[str, Expect]]:
    """Every way of getting one expectation wrong, with the key that was altered."""
    change = msgspec.structs.replace
    for step in words(expect.may):
        yield "may", change(expect, may=(), may_not=[step])
    for step in words(expect.may_not):
        yield "may_not", change(expect, may_not=(), may=[step])
    for duty in expected_duties(expect):
        yield "must", change(expect, must=None, must_not=[duty.duty])
        if duty.due:
            yield "due", change(expect, must=[change(duty, due=duty.due + timedelta(days=1))])
        if duty.cites:
            yield "cites", change(expect, must=[change(duty, cites="no such paragraph")])
        if duty.owner:
            yield "owner", change(expect, must=[change(duty, owner="nobody")])
    for duty_id in words(expect.must_not):
        yield "must_not", change(expect, must_not=None, must=[duty_id])
    for duty_id in words(expect.overdue):
        yield "overdue", change(expect, overdue=None, must_not=[duty_id])
    if expect.barred is not None:
        yield "barred", change(expect, barred=not expect.barred)
    for school, barred in (expect.barred_at or {}).items():
        yield "barred_at", change(expect, barred_at={school: not barred})
    for office in expect.may_as or {}:
        beyond = [rule.id for rule in code.steps.values() if not is_competent(code, office, rule.by.offices)]
        if beyond:
            yield "may_as", change(expect, may_as={office: beyond})
    if expect.closed is not None:
        yield "closed", change(expect, closed=not expect.closed)
    if expect.restricted is not None:
        yield "restricted", change(expect, restricted=[*words(expect.restricted), "pigeon"])
    if expect.bar is not None:
        if expect.bar.state:
            other = next(state for state in MeasureState if state is not expect.bar.state)
            yield "bar state", change(expect, bar=change(expect.bar, state=other))
        for key in ("since", "until"):
            on = getattr(expect.bar, key)
            if on:
                altered: Any = {key: on - timedelta(days=1)}
                yield f"bar {key}", change(expect, bar=change(expect.bar, **altered))


def _alterations(story: Story) -> Iterator[tuple[str, int, Story]]:
    """The story with one line altered, each in turn: what was altered, and the number of the line."""
    change = msgspec.structs.replace
    for place, told in enumerate(story.lines):
        lines: list[tuple[str, StoryLine]] = []
        if told.expect is not None:
            lines = [(key, change(told, expect=expect)) for key, expect in _altered(story.pack.code, told.expect)]
        elif told.refused:
            lines = [("refuse", change(told, refused=False, because=()))]
            if told.because:
                lines.append(("because", change(told, because=("no such paragraph",))))
        elif told.line is not None:
            lines = [("accept", change(told, refused=True))]
        for key, line in lines:
            yield key, told.number, change(story, lines=(*story.lines[:place], line, *story.lines[place + 1 :]))


ALTERED = ["aspire-ladder", "aspire-serious", "oak-bar", "oak-post", "model-a-limit-that-ended-stays-ended"]


@pytest.mark.parametrize("name", ALTERED)
def test_a_story_with_one_thing_altered_is_caught_where_it_was_altered(name: str) -> None:
    seen = set()
    for key, number, story in _alterations(_story(HERE / f"{name}.yaml")):
        difference = rehearse(story)
        assert difference is not None, (key, number)
        assert difference.line.number == number, (key, number, str(difference))
        assert f"step {number}, " in str(difference)
        seen.add(key)
    assert {"accept", "refuse"} <= seen or {"accept", "may"} <= seen


def test_every_sort_of_expectation_is_altered_somewhere() -> None:
    names = [*ALTERED, "oak-two-schools", "oak-closed-means-closed"]
    kinds = {key for name in names for key, _, _ in _alterations(_story(HERE / f"{name}.yaml"))}
    assert kinds >= {
        *("may", "may_not", "may_as", "must", "must_not", "due", "cites", "owner", "overdue", "barred", "barred_at"),
        *("bar state", "bar since", "bar until", "closed", "restricted", "refuse", "because", "accept"),
    }


DUE = "must hub_council_decision, owner hub_council, due 2024-10-22, citing response.3d"
REFUSED = "step 11, 2024-10-01: expected a refusal that cites response.1; got a refusal: Only "
STATE = "expect: {bar: {state: confirmed}"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("aspire-ladder", "due: 2024-10-21", "due: 2024-10-22", f"step 17, 2024-10-07: expected {DUE}; got it is due"),
        ("aspire-ladder", "due: 2024-10-21", "due: 2024-10-22", "due 2024-10-21 (response.3d)"),
        ("aspire-ladder", "    because: response.3b", "    because: response.1", REFUSED),
        ("aspire-ladder", "    because: response.3b", "    because: response.1", "(response.3b)"),
        ("oak-bar", "may_as: {headteacher: [bar]}", "may_as: {senior_leader: [bar]}", "(5.2b, 5.2b, 2.5b.2)"),
        ("oak-bar", STATE, STATE.replace("confirmed", "lifted"), "got confirmed (5.2b, 2.5b.2)"),
        ("oak-post", "may: [legal_warning_letter], may_not: [legal_action]", "may: [legal_action]", "(3.2.3e"),
    ],
)
def test_a_difference_names_the_line_what_was_expected_what_came_and_the_paragraph(
    tmp_path: Path, name: str, old: str, new: str, says: str
) -> None:
    text = (HERE / f"{name}.yaml").read_text()
    assert old in text
    (tmp_path / "story.yaml").write_text(text.replace(old, new, 1))
    difference = rehearse(read_story(tmp_path / "story.yaml"))
    assert difference is not None
    assert says in str(difference), str(difference)
