"""Is the typed name at all like this person's? What names.py calls near or the same, and what is further off.

A name that is no more than like another is a reason to ask and never shows who somebody is: a wife has her husband's
surname. Measured by bench/gate_matching.py: what is asked for here, and how many of the innocent are asked for it.
"""

from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from fairgate.queries import names
from fairgate.queries.names import Known, Match, Name
from fairgate.queries.sounds import sound, spelt

FIRST_NAME_LIKE = 0.60
SURNAME_LIKE = 0.70
WHOLE_LIKE = 80
_BEGINNING = 3
_SHORTEST_SOUND = 2


def compare(typed: Name, person: Known) -> Match:
    """EXACT and NEAR as names.py has them; LIKE where one half agrees, and the other half may be a slip or a sound.

    LIKE too: a surname alone, unless so many people have it that it says nothing.
    """
    match = names.compare(typed, person)
    if match is not Match.NONE or not typed.is_whole:
        return match
    forms = [form for form in person.forms if form.is_whole]
    return Match.LIKE if any(_like(typed.latin, form) for form in forms) else Match.NONE


def _like(typed: Name, form: Name) -> bool:
    # The surname of the name as it was typed: of Grace Hill, Hill; turned about, every Grace would be somebody's.
    if not _tellings(typed).isdisjoint(_tellings(form)):
        return True
    if any(_halves_like(order, form) for order in typed.orders):
        return True
    return fuzz.token_sort_ratio(typed.key, form.key, score_cutoff=WHOLE_LIKE) > 0


def _tellings(name: Name) -> frozenset[str]:
    """The surnames that few people have."""
    return name.surname_parts - _common()


def _halves_like(one: Name, other: Name) -> bool:
    if names.first_names_agree(one, other):
        return _surname_like(one.surname, other.surname)
    initial_tells = (one.surname_parts | other.surname_parts).isdisjoint(_common())
    # What takes longest comes last, and of few.
    return names.surnames_agree(one, other) and any(
        _first_like(mine, theirs, initial_tells) or _sounds_like(mine, theirs)
        for mine, theirs in product(one.first_names, other.first_names)
    )


def _first_like(one: str, other: str, initial_tells: bool) -> bool:
    return (
        (initial_tells and one[0] == other[0])
        or one[:_BEGINNING] == other[:_BEGINNING]
        or OSA.normalized_similarity(one, other, score_cutoff=FIRST_NAME_LIKE) > 0
    )


def _surname_like(one: str, other: str) -> bool:
    return OSA.normalized_similarity(one, other, score_cutoff=SURNAME_LIKE) > 0 or _sounds_like(one, other)


def _sounds_like(one: str, other: str) -> bool:
    heard = sound(one)
    return len(heard) >= _SHORTEST_SOUND and heard == sound(other)


@cache
def _common() -> frozenset[str]:
    lines = (files("fairgate.queries") / "common_surnames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def told(person: Known) -> dict[str, list[Any]]:
    """How a copy that is kept for when the line fails compares a name with this person's (web/reception/offline).

    `keys` are the person by name; of each form: the surnames, first names and whole name, the first names that are
    another form of one, and the surnames that few people have.
    """
    forms = [form for form in person.forms if form.is_whole]
    return {
        "keys": sorted(person.keys),
        "forms": [
            {
                "key": form.key,
                "surnames": sorted(form.any_surname | {form.surname, form.surname_in_full}),
                "firsts": sorted(form.first_names),
                "also": sorted({name for first in form.first_names for name in names.nicknames_of(first)}),
                "telling": sorted(_tellings(form)),
            }
            for form in forms
        ],
    }


def rules() -> dict[str, Any]:
    """What the copy compares by, beside the names in it: the same on every device, and nobody's."""
    return {
        **names.rules(),
        "spelt": spelt(),
        "shortest_sound": _SHORTEST_SOUND,
        "first_like": FIRST_NAME_LIKE,
        "surname_like": SURNAME_LIKE,
        "whole_like": WHOLE_LIKE,
        "beginning": _BEGINNING,
    }
