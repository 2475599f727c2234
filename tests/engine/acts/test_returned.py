"""A letter that came back was never served: what ran from its service runs no longer, and it is owed again."""

from tests.engine.told import Told, breach, decides, returned, served, step


def _served_bar() -> tuple[Told, str, str]:
    told = Told("oak")
    told.add(breach("2024-11-08", "threat", serious="raised a fist"))
    bar = told.add(step("2024-11-08", "bar", until="2025-02-14"))
    return told, bar, told.add(served("2024-11-08", bar, "post"))


def test_the_notice_is_owed_again_and_the_time_for_views_has_not_begun() -> None:
    told, bar, service = _served_bar()
    assert told.duty("serve_notice", "2024-11-20") is None
    review = told.duty("ceo_review", "2024-11-20")
    assert review is not None
    assert review.due is not None
    told.add(returned("2024-11-20", service))
    owed = told.duty("serve_notice", "2024-11-20")
    assert owed is not None
    assert owed.of == bar
    assert told.case("2024-11-20").steps[bar].served_on is None
    review = told.duty("ceo_review", "2024-11-20")
    assert review is None or review.due is None, "no time runs from a service that never was"
    told.add(served("2024-11-21", bar, "hand"))
    assert str(told.case("2024-11-21").steps[bar].served_on) == "2024-11-21"


def test_the_bar_itself_holds_on() -> None:
    told, _bar, service = _served_bar()
    told.add(returned("2024-11-20", service))
    assert told.case("2024-11-20").is_barred_at("prestfield") == told.case("2024-11-19").is_barred_at("prestfield")


def test_of_two_services_the_other_still_counts() -> None:
    told, bar, first = _served_bar()
    told.add(served("2024-11-15", bar, "hand"))
    told.add(returned("2024-11-20", first))
    assert str(told.case("2024-11-20").steps[bar].served_on) == "2024-11-15"
    assert told.duty("serve_notice", "2024-11-20") is None


def test_the_letter_of_a_decision_comes_back_too() -> None:
    told, bar, _ = _served_bar()
    decision = told.add(decides("2024-12-02", "confirm", bar, "ceo", until="2025-02-14", review_on="2025-02-10"))
    service = told.add(served("2024-12-02", decision, "post"))
    told.add(returned("2024-12-09", service))
    assert told.case("2024-12-09").decisions[decision][0].served_on is None


def test_only_a_service_that_counts_comes_back_and_it_is_said_what_did() -> None:
    told, bar, service = _served_bar()
    told.refuse(returned("2024-11-20", bar), says="No service of this case", change=service)
    told.refuse(returned("2024-11-20", "nothing"), change=service)
    told.refuse(returned("2024-11-20", service, text=" "), change="Say what came back")
    told.add(returned("2024-11-20", service))
    told.refuse(returned("2024-11-21", service), change="none")
