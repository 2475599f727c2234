"""Service: a letter is received on the day the code deems it to be, never before it was sent (law.md I21)."""

import pytest

from fairgate.engine.acts.service import LetterServed
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, decides, says, served, step


def _barred(code: str = "oak", on: str = "2024-11-08") -> tuple[Told, str]:
    told = Told(code)
    told.add(breach(on, "threat", serious="raised a fist"))
    name = "bar" if code == "oak" else "ban"
    fields = {"until": "2025-02-14"} if code == "oak" else {}
    return told, told.add(step(on, name, **fields))


@pytest.mark.parametrize(
    ("on", "method", "deemed"),
    [
        ("2024-11-08", "hand", "2024-11-08"),
        ("2024-11-08", "email", "2024-11-08"),
        ("2024-11-08", "post", "2024-11-12"),
        ("2024-12-24", "post", "2024-12-30"),
        ("2025-04-17", "post", "2025-04-23"),  # over Easter
    ],
)
def test_the_day_on_which_it_counts_as_received(on: str, method: str, deemed: str) -> None:
    told, bar = _barred(on=on if on < "2025-02-14" else "2025-02-03")
    told.add(served(on, bar, method))
    entry = told.ledger[-1]
    assert isinstance(entry, LetterServed)
    assert str(entry.deemed_on) == deemed
    assert told.case(deemed).steps[bar].served_on == entry.deemed_on


def test_until_it_is_served_the_notice_is_owed() -> None:
    told, bar = _barred()
    owed = told.duty("serve_notice", "2024-11-08")
    assert owed is not None
    assert (str(owed.due), owed.owners, owed.of) == ("2024-11-11", ("headteacher",), bar)
    assert "serve_notice" in {duty.id for duty in told.position("2024-11-12").overdue}
    told.add(served("2024-11-12", bar, "post"))
    assert told.duty("serve_notice", "2024-11-12") is None


def test_time_runs_from_receipt_and_not_from_posting() -> None:
    told, bar = _barred()
    told.add(served("2024-11-08", bar, "post"))
    review = told.duty("ceo_review", "2024-11-11")
    assert review is not None
    assert review.due is None  # it has not arrived
    review = told.duty("ceo_review", "2024-11-12")
    assert review is not None
    assert str(review.due) == "2024-12-10"


def test_the_first_that_arrives_counts() -> None:
    told, bar = _barred()
    told.add(served("2024-11-08", bar, "post"))
    told.add(served("2024-11-11", bar, "hand"))
    assert str(told.case("2024-12-01").steps[bar].served_on) == "2024-11-11"
    told.add(served("2024-11-20", bar, "hand"))  # a second copy changes nothing
    assert str(told.case("2024-12-01").steps[bar].served_on) == "2024-11-11"


def test_a_decisions_letter_is_served_like_any_other() -> None:
    told, bar = _barred()
    told.add(served("2024-11-08", bar))
    told.add(says("2024-11-11", bar))
    decision = told.add(decides("2024-11-12", "confirm", bar, "ceo", until="2025-02-14", review_on="2025-02-10"))
    assert "confirmation_letter" in told.duties("2024-11-12")
    told.add(served("2024-11-12", decision, "post"))
    assert "confirmation_letter" in told.duties("2024-11-13")  # on its way
    assert "confirmation_letter" not in told.duties("2024-11-14")


def test_what_cannot_be_served() -> None:
    told, _ = _barred()
    talk = told.add(step("2024-11-08", "conversation"))
    told.refuse(served("2024-11-08", talk), cites="2.5b.1", says="sends no letter")
    told.refuse(served("2024-11-08", "e9"), says="no letter called 'e9'")
    tiny = Told(TINY)
    tiny.add(breach("2024-11-08", "noise"))
    notice = tiny.add(step("2024-11-08", "notice"))
    tiny.refuse(served("2024-11-08", notice, "email"), says="does not serve letters by email", change="hand, post")


def test_post_beyond_the_published_bank_holidays_is_refused() -> None:
    from fairgate.policy.bank_holidays import bank_holidays

    last = bank_holidays().until
    told = Told(TINY)
    told.add(breach(str(last), "noise"))
    notice = told.add(step(str(last), "notice", reply_by=str(last)))
    told.refuse(served(str(last), notice, "post"), cites="service", says="are not published yet")
    told.add(served(str(last), notice, "hand"))


def test_a_letter_that_comes_back_to_a_closed_case_is_still_recorded() -> None:
    from tests.engine.told import closes

    told = Told("aspire")
    told.add(breach("2024-11-08", "disruption"))
    meeting = told.add(step("2024-11-08", "meeting"))
    told.add(closes("2024-11-11", "head_of_school"))
    told.add(served("2024-11-12", meeting))
