"""Who may act, condition by condition: each is left out once by the tests of who may, and one of these then fails."""

from datetime import date
from types import SimpleNamespace
from typing import cast

import msgspec

from fairgate.engine.authority import (
    Tie,
    by_themselves,
    conflicts,
    in_place_of,
    is_competent,
    office_for,
    why_not_competent,
    why_not_independent,
    with_substitutes,
)
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Code, Competence
from fairgate.engine.entry import Actor
from fairgate.engine.words import Interest, OfficeKind
from tests.engine.tiny import OFFICES
from tests.engine.told import pack

CODE = msgspec.structs.replace(
    pack("oak"),
    offices={**OFFICES, "panel": msgspec.structs.replace(OFFICES["board"], id="panel", name="Panel")},
    substitutes={"head": Competence(("deputy", "panel"), ("stands.in",))},
)
JO, KIM = "Jo Head", "Kim Else"


def test_an_office_is_competent_by_name_or_where_anybody_of_the_code_is() -> None:
    assert is_competent(CODE, "head", ("head",))
    assert not is_competent(CODE, "deputy", ("head",))
    assert not is_competent(CODE, "deputy", ("head", "unknown"))
    assert is_competent(CODE, "deputy", ("staff",))
    assert not is_competent(CODE, "reception", ("staff",))


def test_who_stands_in_for_whom() -> None:
    assert in_place_of(CODE, "deputy", ("board", "head")) == ("head",)
    assert in_place_of(CODE, "staff", ("board", "head")) == ()
    assert with_substitutes(CODE, ("board", "head")) == ("board", "head", "deputy", "panel")
    assert by_themselves(CODE, {"head", "board", "reception"}) == {"head", "reception"}


def test_in_which_office_somebody_acts() -> None:
    assert office_for(CODE, {"head", "deputy"}, ("deputy", "head")) == "deputy"
    assert office_for(CODE, {"board", "head"}, ("board", "head")) == "head"
    assert office_for(CODE, {"board"}, ("board",)) == "board"
    assert office_for(CODE, {"deputy"}, ("board",)) == "deputy"
    assert office_for(CODE, {"head", "deputy"}, ("staff", "head")) == "head"
    assert office_for(CODE, {"deputy", "staff"}, ("board", "staff")) == "staff"
    assert office_for(CODE, {"staff"}, ("head",)) == "staff"
    assert office_for(CODE, {"reception"}, ("head",)) == ""
    # Whoever is competent goes before whoever stands in, and a body stands in by its meeting alone.
    assert office_for(_also_staffed("aide"), {"aide", "deputy"}, ("head", "staff")) == "aide"
    assert office_for(_also_staffed("aide"), {"aide", "deputy"}, ("head",)) == "deputy"
    assert office_for(CODE, {"board", "panel"}, ("head",)) == "board"


def _also_staffed(name: str) -> Code:
    aide = msgspec.structs.replace(OFFICES["head"], id=name, name=name, kind=OfficeKind.PERSON)
    return msgspec.structs.replace(CODE, offices={name: aide, **CODE.offices})


def test_an_office_that_stands_in_says_why() -> None:
    competence = Competence(("head",), ("by.head",))

    def why_not(office: str, instead: str = "") -> str:
        reason = why_not_competent(CODE, Actor(office, JO), competence, "impose a ban", instead)
        return reason.text if reason else ""

    assert why_not("head") == ""
    assert why_not("deputy", "The head is ill.") == ""
    assert "only in place of" in why_not("deputy")
    assert "only in place of" in why_not("deputy", "  ")
    assert "may not" in why_not("staff", "The head is ill.")


def test_nobody_reviews_what_they_made() -> None:
    imposed = cast("CaseMeasure", SimpleNamespace(makers=(JO,), rule=OFFICES["head"], since=date(2024, 9, 2)))
    case = cast("Case", None)  # what else is in the case is no question here
    assert why_not_independent(case, Actor("head", "jo  HEAD"), imposed, ()) is not None
    assert why_not_independent(case, Actor("head", KIM), imposed, ()) is None


def test_what_stands_against_somebody_is_their_own() -> None:
    reported, saw = Tie(JO, Interest.REPORTED, "b1"), Tie(JO, Interest.WITNESS, "b2")
    touched = Tie(KIM, Interest.AFFECTED, "b1")
    assert conflicts(JO, [reported, touched], again=True) == (Interest.REPORTED,)
    assert conflicts(JO, [reported], again=False) == ()
    assert conflicts(KIM, [reported, touched], again=False) == (Interest.AFFECTED,)
    # Their word alone, of that breach and no other.
    assert conflicts(JO, [reported, saw], again=False, own_word=["b1"]) == (Interest.REPORTED,)
    assert conflicts(JO, [reported, Tie(KIM, Interest.WITNESS, "b2")], again=False, own_word=["b1"])
    assert not conflicts(JO, [reported, Tie(KIM, Interest.WITNESS, "b1")], again=False, own_word=["b1"])
