"""Recording an incident: what is a breach, where, when, and what never is."""

import pytest

from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.words import Mark, Setting
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach


@pytest.mark.parametrize(
    ("code", "clause", "setting", "cites"),
    [
        ("oak", "offensive_language", "online", "2.5.3"),
        ("oak", "unsafe_driving", "online", "2.5.14"),
        ("oak", "abusive_messages", "premises", "2.5.7"),
        ("oak", "inaccurate_statements", "communication", "3.2.2.1"),
        ("oak", "inaccurate_statements", "premises", "2.1.5"),  # and says that a complaint is protected
        ("aspire", "dogs", "near_premises", "unacceptable.10"),
        ("aspire", "challenging_policies_online", "premises", "online.5"),
        ("aspire", "posting_pupils", "elsewhere", "online.1"),
        ("model", "offensive_language", "elsewhere", "3.3"),
        ("model", "excessive_contact", "premises", "3.7"),
    ],
)
def test_a_paragraph_reaches_only_its_own_setting(code: str, clause: str, setting: str, cites: str) -> None:
    refusal = Told(code).refuse(
        breach("2026-11-10", clause, setting=setting), cites=cites, says="is a breach only where the setting is"
    )
    assert setting.replace("_", " ") in str(refusal)


@pytest.mark.parametrize(
    ("clause", "setting"),
    [("driving", "premises"), ("driving", "near_premises"), ("post", "private_group"), ("noise", "elsewhere")],
)
def test_a_setting_covers_what_lies_within_it(clause: str, setting: str) -> None:
    Told(TINY).add(breach("2024-10-01", clause, setting=setting))


@pytest.mark.parametrize(
    ("clause", "setting"),
    [
        ("noise", Setting.PREMISES),
        ("driving", Setting.NEAR_PREMISES),
        ("message", Setting.COMMUNICATION),
        ("post", Setting.ONLINE),
    ],
)
def test_a_setting_left_unsaid_is_the_paragraphs_own(clause: str, setting: Setting) -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", clause))
    entry = told.ledger[0]
    assert isinstance(entry, BreachRecorded)
    assert entry.setting is setting


@pytest.mark.parametrize("body", ["police", "lado", "ofsted", "dfe", "ico", "lawyer", "mp"])
@pytest.mark.parametrize(("code", "cites"), [("oak", "2.1.6"), ("aspire", "concerns.2"), ("model", "1.4")])
def test_going_to_an_outside_body_is_never_a_breach(code: str, cites: str, body: str) -> None:
    clause = "aggression" if code != "oak" else "other_abuse"
    Told(code).refuse(breach("2026-11-10", clause, made_to=body), cites=cites, says="never a breach of the code")


@pytest.mark.parametrize(("code", "cites"), [("oak", "2.1.5"), ("aspire", "concerns.2"), ("model", "1.4")])
def test_a_complaint_is_never_a_breach(code: str, cites: str) -> None:
    Told(code).refuse(
        breach("2026-11-10", "threat", made_to="complaint", serious="very"),
        cites=cites,
        change="Record only conduct apart from it",
    )


def test_a_protected_body_that_the_code_does_not_name_is_protected_too() -> None:
    Told(TINY).refuse(
        breach("2024-10-01", "noise", made_to="the_ombudsman"), cites="protected", says="The ombudsman is protected"
    )


def test_the_code_judges_only_what_happened_under_it() -> None:
    told = Told("oak")
    told.refuse(breach("2022-08-31", "threat"), says="came into force on 1 September 2022")
    told.refuse(
        breach("2022-09-20", "threat", happened_on="2022-08-31"), change="Use the edition that was in force on that day"
    )
    told.add(breach("2022-09-20", "threat", happened_on="2022-09-01"))


def test_nothing_is_recorded_before_it_happened() -> None:
    Told(TINY).refuse(breach("2024-10-01", "noise", happened_on="2024-10-02"), says="after the day of the record")


def test_a_paragraph_must_be_named_and_known() -> None:
    Told(TINY).refuse(breach("2024-10-01"), says="No paragraph of the code was named")
    Told(TINY).refuse(breach("2024-10-01", "noise", "nose"), says="'nose'", change="noise")


def test_several_paragraphs_must_each_reach_the_setting() -> None:
    refusal = Told(TINY).refuse(breach("2024-10-01", "noise", "message", "post", setting="premises"))
    assert refusal.paragraphs == ("breach.message", "breach.post")


def test_people_and_the_code_itself_mark_it() -> None:
    told = Told(TINY)
    plain = told.add(breach("2024-10-01", "noise"))
    marked = told.add(breach("2024-10-01", "noise", serious="a fist", safeguarding=True, defamatory=True))
    by_code = told.add(breach("2024-10-01", "post", setting="private_group"))
    found = told.case("2024-10-01").breaches
    assert found[plain].marks == set()
    assert found[marked].marks == set(Mark)
    assert found[by_code].marks == {Mark.DEFAMATORY, Mark.SERIOUS}


def test_the_edition_that_judged_it_is_written_down() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat"))
    entry = told.ledger[0]
    assert isinstance(entry, BreachRecorded)
    assert entry.edition == "2022-09"


@pytest.mark.parametrize(
    ("code", "clause", "cites"), [("oak", "other_abuse", "2.5.6"), ("model", "harassment", "3.15")]
)
def test_a_breach_that_fits_almost_anything_must_be_described(code: str, clause: str, cites: str) -> None:
    told = Told(code)
    for text in ("", "  \n"):
        told.refuse(breach("2026-11-10", clause, text=text), cites=cites, says="what was done must be described")
    told.add(breach("2026-11-10", clause, text="He followed her to her car on two days."))


def test_control_one_that_says_enough_itself_need_not_be() -> None:
    Told("oak").add(breach("2026-11-10", "threat"))
