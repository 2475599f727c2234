"""Names at the gate: field by field as Fairgate compares them, beside one score for the whole string."""

from collections.abc import Callable
from itertools import product
from random import Random

from rapidfuzz.distance import JaroWinkler

from bench.clock import side_by_side, told
from fairgate.queries import names
from fairgate.queries.names import Known, Match

BARRED = 20
WHOLE_STRING = 0.90
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
FIRST = """
Oliver Amelia Mohammed Sarah David Emma Aisha Daniel Sophie James Fatima Thomas Charlotte Ali Katarzyna Siân Joanne
William Grace Tariq Michael Rebecca Aoife Connor Stephen Nicola Yusuf Margaret Paul Jessica Hamza Lucy Christopher
Zainab Robert Chloe Andrew Natalie Ibrahim Hannah
"""
LAST = """
Smith Jones Taylor Brown Williams Wilson Khan Davies Patel Evans Thomas Nowak Hussain Roberts Walker Wright Robinson
Thompson White Hughes Edwards Green Hall Wood Harris Lewis Martin Jackson Clarke Clark Turner Hill Scott Cooper Morris
Ward Moore King Watson Baker Harrison Morgan Begum Ahmed O'Brien Kelly Campbell Shah Pilkington Entwistle Ramsbottom
Trelawny Penhaligon Clegg-Mbeki Tregear-Moss Shaw-Bennett Sørensen Łuczak
"""


def misheard(name: str, chance: Random) -> str:
    """The name as it may be typed at a gate: a letter wrong, more or less, or two in each other's place."""
    place = chance.randrange(1, len(name))
    other = chance.choice(ALPHABET)
    before, after = name[:place], name[place:]
    turned = before[:-1] + after[:1] + before[-1:] + after[1:]
    return chance.choice((before + other + after, before + after[1:], before + other + after[1:], turned))


def by_field(typed: str, barred: list[Known]) -> bool:
    """Fairgate's flag: the typed name is near the name of somebody who is barred, or the same."""
    read = names.read(typed)
    return read is not None and any(names.compare(read, one) is not Match.NONE for one in barred)


def whole(typed: str, barred: list[str]) -> bool:
    """The peer's: one Jaro-Winkler score for the two names as they are written."""
    folded = typed.casefold()
    return any(JaroWinkler.similarity(folded, one) >= WHOLE_STRING for one in barred)


def flags(ways: dict[str, Callable[[str], bool]], typed: list[str]) -> dict[str, float]:
    """The share of names that each way flags."""
    return {way: sum(map(flag, typed)) / len(typed) for way, flag in ways.items()}


def main() -> None:
    """Print who is found and who is bothered, and what one look-up costs."""
    chance = Random(20)
    everybody = [f"{first} {last}" for first, last in product(FIRST.split(), LAST.split())]
    chance.shuffle(everybody)
    barred, innocent = everybody[:BARRED], everybody[BARRED:]
    known = [names.known(name) for name in barred]
    plain = [name.casefold() for name in barred]
    ways: dict[str, Callable[[str], bool]] = {
        "Fairgate, field by field": lambda typed: by_field(typed, known),
        "Jaro-Winkler .90, whole": lambda typed: whole(typed, plain),
    }
    found = flags(ways, [misheard(name, chance) for name in barred for _ in range(50)])
    swapped = flags(ways, [" ".join(reversed(name.split())) for name in barred])
    bothered = flags(ways, innocent)
    ns = side_by_side({way: lambda flag=flag: flag("Amy Greenhalgh") for way, flag in ways.items()})  # type: ignore[misc]  # bound now
    print(f"\nA name at the gate, {BARRED} people barred, {len(innocent):,} innocent people of common names.")
    for way in ways:
        print(
            f"  {way:<26}{told(ns[way]):>12}   found with a letter wrong {found[way]:4.0%}, "
            f"surname first {swapped[way]:4.0%}; innocent people flagged {bothered[way]:.2%}"
        )
