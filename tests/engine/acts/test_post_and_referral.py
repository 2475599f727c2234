"""Posts and referrals: asked down, reported, passed on; a mark that the code makes a duty of."""

import pytest

from fairgate.engine.acts.referral import Referred
from tests.engine.told import Told, breach, closes, ended, finds, served, step, strikes


@pytest.mark.parametrize(
    ("code", "on", "mark", "duty", "due", "cites"),
    [
        ("aspire", "2024-11-05", "defamatory", "legal_referral", "2024-11-12", "response.4"),
        ("aspire", "2024-11-08", "safeguarding", "safeguarding_referral", "2024-11-11", "safeguarding.1"),
        ("oak", "2024-11-08", "defamatory", "platform_report", "2024-11-11", "3.2.3a"),
        ("model", "2026-11-13", "safeguarding", "safeguarding_referral", "2026-11-16", "9.1"),
        ("model", "2026-12-24", "safeguarding", "safeguarding_referral", "2026-12-29", "9.1"),  # over Christmas
    ],
)
@pytest.mark.parametrize("alleged", [False, True])
def test_a_mark_is_a_duty_even_while_it_is_alleged(
    code: str, on: str, mark: str, duty: str, due: str, cites: str, alleged: bool
) -> None:
    told = Told(code)
    marked = {"defamatory": mark == "defamatory", "safeguarding": mark == "safeguarding", "alleged": alleged}
    told.add(breach(on, "defamatory_posts", by="staff", who="A", **marked))
    owed = told.duty(duty, on)
    assert owed is not None
    assert str(owed.due) == due
    assert cites in owed.paragraphs
    told.add(step(on, duty))
    assert told.duty(duty, on) is None


def test_each_new_mark_is_owed_anew() -> None:
    told = Told("aspire")
    told.add(breach("2024-11-05", "libellous_posts", defamatory=True))
    told.add(step("2024-11-06", "legal_referral"))
    told.add(breach("2024-11-07", "libellous_posts", defamatory=True))
    owed = told.duty("legal_referral", "2024-11-07")
    assert owed is not None
    assert str(owed.due) == "2024-11-14"


def test_no_conduct_outcome_closes_a_safeguarding_duty() -> None:
    """law.md I24: only the referral does."""
    told = Told("aspire")
    alleged = told.add(breach("2024-11-05", "aggression", alleged=True, serious="said to have hit", safeguarding=True))
    meeting = told.add(step("2024-11-05", "meeting"))
    told.add(ended("2024-11-06", meeting, "attended"))
    told.add(finds("2024-11-06", alleged, "head_of_school"))
    told.refuse(closes("2024-11-07", "head_of_school"), cites="safeguarding.1", says="is still owed")
    assert "safeguarding_referral" in told.duties("2024-11-07")
    told.add(step("2024-11-07", "safeguarding_referral"))
    told.add(closes("2024-11-07", "head_of_school"))


def test_a_safeguarding_mark_blocks_nothing_else() -> None:
    for mark in (False, True):
        told = Told("oak")
        told.add(breach("2024-11-05", "threat", serious="raised a fist", safeguarding=mark))
        assert told.may("2024-11-05") - {"social_care_referral"} == {
            "conversation", "ask_to_leave", "bar", "channel_restriction", "police_referral", "legal_redress",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "cites"),
    [
        ("police_referral", "2.5b.3"),
        ("legal_redress", "2.5b.4"),
        ("channel_restriction", "2.5b.5"),
        ("social_care_referral", "2.5b.7"),
        ("legal_warning_letter", "3.2.3d"),
        ("legal_action", "3.2.3e"),
        ("removal_request", "3.2.3c"),
        ("platform_report", "3.2.3a"),
    ],
)
def test_what_a_plain_breach_at_the_school_does_not_open(name: str, cites: str) -> None:
    told = Told("oak")
    told.add(breach("2024-11-05", "offensive_language"))
    told.refuse(step("2024-11-05", name), cites=cites, change="It opens")


def test_the_police_may_be_told_of_an_online_defamation_at_once() -> None:
    told = Told("oak")
    told.add(breach("2024-11-05", "defamatory_posts", defamatory=True))
    assert "police_referral" in told.may("2024-11-05")
    plain = Told("oak")
    plain.add(breach("2024-11-05", "defamatory_posts"))
    assert "police_referral" not in plain.may("2024-11-05")


def test_a_post_goes_to_law_only_after_a_request_and_a_warning_were_not_met() -> None:
    told = Told("oak")
    told.add(breach("2024-11-05", "defamatory_posts"))
    request = told.add(step("2024-11-05", "removal_request", reply_by="2024-11-06"))
    told.add(served("2024-11-05", request, "email"))
    assert "legal_warning_letter" not in told.may("2024-11-06")
    assert "legal_warning_letter" in told.may("2024-11-07")
    told.add(ended("2024-11-08", request, "removed"))
    assert "legal_warning_letter" not in told.may("2024-11-08")


def test_a_referral_comes_back_with_whatever_the_other_body_says() -> None:
    told = Told("aspire")
    told.add(breach("2024-11-05", "libellous_posts", defamatory=True))
    referral = told.add(step("2024-11-05", "legal_referral", to="the solicitor", reference="L/7"))
    told.add(ended("2024-11-20", referral, "advised a letter"))
    entry = told.ledger[-2]
    assert isinstance(entry, Referred)
    assert entry.reference == "L/7"


@pytest.mark.parametrize(
    ("code", "name", "cites"), [("aspire", "legal_referral", "response.4"), ("oak", "legal_action", "3.2.3e")]
)
def test_who_may_go_to_law(code: str, name: str, cites: str) -> None:
    told = Told(code)
    told.add(breach("2024-11-05", "defamatory_posts", defamatory=True))
    told.refuse(step("2024-11-05", name, by="class_teacher"), cites=cites, says="Only the")


def test_striking_the_breach_drops_what_was_owed_for_it() -> None:
    told = Told("oak")
    one = told.add(breach("2024-11-05", "defamatory_posts", defamatory=True))
    told.add(strikes("2024-11-05", one, "ceo"))
    assert told.duties("2024-11-05") == set()
