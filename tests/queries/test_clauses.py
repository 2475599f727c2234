"""The clause search: measured on ninety invented descriptions, and why each paragraph is offered."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import msgspec
import pytest
import yaml

from fairgate.engine.code import Code
from fairgate.engine.words import Setting
from fairgate.policy.pack import load_pack
from fairgate.queries.clauses import Nearest, nearest

HERE = Path(__file__).parent / "descriptions"
PACKS = ("aspire", "oak", "model")
AMONG = 3
RECALL = 0.9
EACH = 30


@cache
def code(pack: str) -> Code:
    return load_pack(pack).code


@cache
def descriptions(pack: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load((HERE / f"{pack}.yaml").read_text())
    return found


Search = Callable[[Code, str, Setting], tuple[Nearest, ...]]


def missed(code: Code, pack: str, search: Search = nearest) -> list[str]:
    """The descriptions for which the breach that is meant is not among the first three."""
    found = []
    for one in descriptions(pack):
        offered = [near.breach.id for near in search(code, one["text"], Setting(one["where"]))[:AMONG]]
        if one["meant"] not in offered:
            found.append(f"{one['meant']}: {one['text']} -> {offered}")
    return found


@pytest.mark.parametrize("pack", PACKS)
def test_nine_of_ten_descriptions_find_what_is_meant_among_the_first_three(pack: str) -> None:
    assert len(descriptions(pack)) == EACH
    left_out = missed(code(pack), pack)
    assert len(left_out) <= EACH * (1 - RECALL), "\n".join(left_out)


@pytest.mark.parametrize("pack", PACKS)
def test_the_descriptions_ask_for_every_breach_of_the_code(pack: str) -> None:
    asked = {one["meant"] for one in descriptions(pack)}
    assert asked <= set(code(pack).breaches)
    assert len(asked) >= len(code(pack).breaches) - 1


# -- the control: the same measure on what cannot be right -----------------------------------------------------------


def with_words(code: Code, words: dict[str, tuple[str, ...]]) -> Code:
    """The code with these everyday words for its breaches."""
    replace = msgspec.structs.replace
    return replace(code, breaches={name: replace(one, words=words[name]) for name, one in code.breaches.items()})


@pytest.mark.parametrize("pack", PACKS)
def test_control_without_the_words_of_the_pack_most_are_missed(pack: str) -> None:
    bare = with_words(code(pack), dict.fromkeys(code(pack).breaches, ()))
    assert len(missed(bare, pack)) > EACH / 2


@pytest.mark.parametrize("pack", PACKS)
def test_control_with_the_words_of_other_breaches_most_are_missed(pack: str) -> None:
    names = list(code(pack).breaches)
    others = names[1:] + names[:1]
    swapped = {name: code(pack).breaches[other].words for name, other in zip(names, others, strict=True)}
    assert len(missed(with_words(code(pack), swapped), pack)) > EACH / 2


@pytest.mark.parametrize("pack", PACKS)
def test_control_by_chance_most_are_missed(pack: str) -> None:
    def by_chance(code: Code, text: str, where: Setting) -> tuple[Nearest, ...]:
        reach = [Nearest(one, (), 0) for one in code.breaches.values() if where in one.setting.covers]
        Random(text).shuffle(reach)
        return tuple(reach)

    assert len(missed(code(pack), pack, by_chance)) > EACH / 3


# -- what is offered -------------------------------------------------------------------------------------------------


def test_it_says_by_which_words_as_they_were_typed() -> None:
    first = nearest(code("oak"), "She PARKED on the zig-zags, and parked there again.", Setting.NEAR_PREMISES)[0]
    assert first.breach.id == "unsafe_driving"
    assert first.because == ("parked", "zig", "zags")


def test_a_phrase_counts_only_where_its_words_stand_together() -> None:
    together = nearest(code("aspire"), "He said: watch your back.", Setting.PREMISES)
    assert together[0].breach.id == "threat"
    assert together[0].because == ("watch", "your", "back") or together[0].because == ("watch", "back")
    told = nearest(code("aspire"), "I was told to watch my back.", Setting.PREMISES)
    assert told[0].breach.id == "threat"
    apart = nearest(code("aspire"), "We watch the play, and at the very end of it I came back.", Setting.PREMISES)
    assert "threat" not in [one.breach.id for one in apart]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("where", list(Setting))
def test_nothing_is_offered_that_does_not_reach_the_place(pack: str, where: Setting) -> None:
    everything = " ".join(word for one in code(pack).breaches.values() for word in one.words)
    offered = nearest(code(pack), everything, where)
    assert {one.breach.id for one in offered} == {
        one.id for one in code(pack).breaches.values() if where in one.setting.covers
    }


@pytest.mark.parametrize("text", ["", "…", "and then he was there with them", "Xylophone quintessence.", "a " * 5000])
def test_where_nothing_comes_near_nothing_is_offered(text: str) -> None:
    assert nearest(code("oak"), text) == ()


@pytest.mark.parametrize("pack", PACKS)
def test_every_breach_has_words_that_find_it(pack: str) -> None:
    for breach in code(pack).breaches.values():
        assert len(breach.words) >= 20, breach.id
        assert len(set(breach.words)) == len(breach.words), breach.id
