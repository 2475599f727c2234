"""Countersigning: drafted by one, done by two; a word changed voids it; of two at once one wins."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings
from tests.acts import ARRANGED, WEIGHED
from tests.at_once import at_once
from tests.told import answered
from tests.world import World

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.arrangements import joined
from fairgate.actions.countersigning import DraftMoved, countersign, draft_step, withdraw
from fairgate.actions.step import take_step
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.acts.warning import IntentionNotified
from fairgate.engine.entry import Actor, Weighing
from fairgate.engine.words import Method
from fairgate.records.append import LedgerMoved
from fairgate.records.door import Hidden
from fairgate.records.models import Case, DraftedAct, Holding, IssuedLetter, LedgerEntry, User
from fairgate.records.standing import standing


@pytest.fixture
def model(db: None, settings: Settings) -> World:
    made = World("model")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def heard(world: World) -> Case:
    """A notice of intention that was served and answered: the Headteacher may bar, with a second signature."""
    head, on = Actor("headteacher", "user 0"), world.day(6)
    return world.case(
        world.breach("e1", 8, "threat", serious="A threat."),
        IntentionNotified(
            ref="e2", on=on, by=head, step="intention_to_bar", reasons="Again.", reply_by=world.day(-20), under=("6.3",)
        ),
        LetterServed(ref="e3", on=on, by=head, of="e2", method=Method.HAND, deemed_on=on),
        answered("e4", "e2", world.day(2)),
    )


def barring(world: World, **said: Any) -> dict[str, Any]:
    given = {
        "step": "bar",
        "until": world.today + timedelta(days=60),
        "reasons": "He says that he will do it again.",
        "arrangements": joined(ARRANGED),
        "weighing": Weighing(**WEIGHED),
    }
    return {**given, **said}


def draft(world: World, case: Case, *, replaces: str = "", office: str = "headteacher", **said: Any) -> DraftedAct:
    act = Act(case.reference, world.staff(office), world.now, str(uuid4()), case.entries.count())
    return draft_step(act, typed="reasons=x", replaces=replaces, **barring(world, **said))


def sign(world: World, case: Case, digest: str, by: User | None = None, key: str = "") -> LedgerEntry:
    signer = by or world.staff("deputy_headteacher")
    return countersign(
        case.reference, "bar", signed=digest, by=signer, now=world.now, operation_key=key or str(uuid4())
    )


def refused(does: Callable[[], object], says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        does()


def another(world: World, office: str, name: str = "Ada Second") -> User:
    user = User.objects.create_user(f"{uuid4()}@model.example", name=name, trust=world.trust)
    Holding.objects.create(user=user, trust=world.trust, school=world.school, office=office, since=date(2020, 1, 1))
    return user


def test_a_draft_is_no_entry_and_sends_nothing(model: World) -> None:
    case = heard(model)
    kept = draft(model, case)
    assert (case.entries.count(), IssuedLetter.objects.count()) == (4, 0)
    assert not standing(case, model.today).folded.is_barred_at(model.school.slug)
    assert draft(model, case) == kept, "sent twice, it is kept once"
    assert DraftedAct.objects.count() == 1
    act = Act(case.reference, model.staff("headteacher"), model.now, "k", 4)
    refused(lambda: take_step(act, **barring(model)), "takes effect only when .* has countersigned it")


def test_with_the_second_signature_it_is_done_by_both(model: World) -> None:
    case = heard(model)
    kept = draft(model, case)
    row = sign(model, case, kept.digest)
    told = json.loads(row.payload)
    head, deputy = model.staff("headteacher"), model.staff("deputy_headteacher")
    assert told["by"] == {"office": "headteacher", "person": f"user {head.pk}"}
    assert told["countersigned"] == {
        "by": {"office": "deputy_headteacher", "person": f"user {deputy.pk}"},
        "digest": kept.digest,
        "drafted_on": model.today.isoformat(),
    }
    assert row.by_user == head
    assert not DraftedAct.objects.exists()
    assert [letter.letter for letter in IssuedLetter.objects.all()] == ["bar_notice"]
    assert standing(case, model.today).folded.is_barred_at(model.school.slug)
    page = model.client(head).get(f"/cases/{case.reference}").content.decode()
    assert f"{deputy.name}, Deputy Headteacher" in page
    assert "Waiting to be countersigned" not in page


def test_sent_twice_it_is_signed_once(model: World) -> None:
    case = heard(model)
    digest = draft(model, case).digest
    assert sign(model, case, digest, key="once") == sign(model, case, digest, key="once")
    assert case.entries.count() == 5
    with pytest.raises(DraftMoved):
        sign(model, case, digest)


@pytest.mark.parametrize(
    "change",
    [{"reasons": "He says so."}, {"until": date(2027, 1, 29)}, {"arrangements": joined(ARRANGED) + " Or not."}],
)
def test_any_edit_of_the_draft_voids_what_was_signed(model: World, change: dict[str, Any]) -> None:
    case = heard(model)
    before = draft(model, case).digest
    after = draft(model, case, replaces=before, **change).digest
    assert after != before
    with pytest.raises(DraftMoved):
        sign(model, case, before)
    assert case.entries.count() == 4
    assert json.loads(sign(model, case, after).payload)["countersigned"]["digest"] == after


def test_nobody_writes_over_a_draft_that_they_have_not_seen(model: World) -> None:
    case = heard(model)
    first = draft(model, case).digest
    with pytest.raises(DraftMoved):
        draft(model, case, reasons="Unseen.")
    assert DraftedAct.objects.get().digest == first


def test_whoever_changes_it_has_drafted_it_and_does_not_sign_it(model: World) -> None:
    case = heard(model)
    head, both = model.staff("headteacher"), another(model, "headteacher", "Bo Both")
    Holding.objects.create(
        user=both, trust=model.trust, school=model.school, office="senior_leader", since=date(2020, 1, 1)
    )
    first = draft(model, case).digest
    act = Act(case.reference, both, model.now, "k", 4)
    second = draft_step(act, typed="", replaces=first, **barring(model, reasons="My own words.")).digest
    refused(lambda: sign(model, case, second, by=both), "drafted themselves")
    assert DraftedAct.objects.get().by == both
    refused(lambda: sign(model, case, second, by=head), "may countersign a bar; the Headteacher may not")
    assert sign(model, case, second).by_user == both


@pytest.mark.parametrize("office", ["class_teacher", "ceo", "headteacher"])
def test_the_right_office_signs(model: World, office: str) -> None:
    case = heard(model)
    digest = draft(model, case).digest
    refused(lambda: sign(model, case, digest, by=another(model, office)), "Only the Deputy Headteacher")
    assert DraftedAct.objects.count() == 1


def test_who_had_a_part_in_it_does_not_sign(model: World) -> None:
    case = heard(model)
    digest = draft(model, case).digest
    touched = another(model, "senior_leader", "Ada Second")
    from fairgate.engine.acts.account import AccountTaken, Part

    by = Actor("headteacher", "user 0")
    told = AccountTaken(ref="e5", on=model.today, by=by, of="e1", part=Part.AFFECTED, teller="ada second", text="Me.")
    model.add(case, told)
    refused(lambda: sign(model, case, digest, by=touched), "would countersign a bar is one of those whom it touched")
    assert sign(model, case, digest).type == "bar_imposed", "what came meanwhile changes no word of it"


def test_elsewhere_there_is_no_such_draft(model: World) -> None:
    case = heard(model)
    digest = draft(model, case).digest
    for user in (World("oak").staff("headteacher"), World("model", "beside").staff("deputy_headteacher")):
        with pytest.raises(Hidden):
            sign(model, case, digest, by=user)
        with pytest.raises(Hidden):
            withdraw(case.reference, "bar", signed=digest, by=user, now=model.now)


def test_what_the_code_does_not_allow_any_more_is_not_signed(model: World) -> None:
    case = heard(model)
    digest = draft(model, case).digest
    Holding.objects.filter(user=model.staff("headteacher")).update(office="class_teacher")
    refused(lambda: sign(model, case, digest), "is not the Headteacher any more")
    Holding.objects.filter(user=model.staff("headteacher")).update(office="headteacher")
    from fairgate.engine.acts.correction import BreachStruck

    model.add(case, BreachStruck(ref="e5", on=model.today, by=Actor("headteacher", "user 0"), of="e1", reasons="x"))
    refused(lambda: sign(model, case, digest), "A bar is not open now")
    assert case.entries.count() == 5


def test_a_draft_is_withdrawn_by_whoever_may_take_the_step(model: World) -> None:
    case = heard(model)
    digest = draft(model, case).digest
    deputy = model.staff("deputy_headteacher")
    refused(lambda: withdraw(case.reference, "bar", signed=digest, by=deputy, now=model.now), "somebody else's draft")
    with pytest.raises(DraftMoved):
        withdraw(case.reference, "bar", signed="0" * 64, by=model.staff("headteacher"), now=model.now)
    withdraw(case.reference, "bar", signed=digest, by=model.staff("headteacher"), now=model.now)
    assert not DraftedAct.objects.exists()
    with pytest.raises(DraftMoved):
        sign(model, case, digest)


def test_what_is_drafted_on_an_old_page_is_told_what_happened(model: World) -> None:
    case = heard(model)
    act = Act(case.reference, model.staff("headteacher"), model.now, "k", 3)
    with pytest.raises(LedgerMoved):
        draft_step(act, typed="", replaces="", **barring(model))
    refused(lambda: draft(model, case, weighing=None), "It does not say")
    assert not DraftedAct.objects.exists()


# -- two at once, in real transactions -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_signatures_at_once_one_counts() -> None:
    world = World("model")
    case = heard(world)
    digest = draft(world, case).digest
    deputy, leader = world.staff("deputy_headteacher"), world.staff("senior_leader")
    results = at_once(lambda: sign(world, case, digest, by=deputy), lambda: sign(world, case, digest, by=leader))
    assert sorted(type(one).__name__ for one in results) == ["DraftMoved", "LedgerEntry"], results
    assert (case.entries.count(), IssuedLetter.objects.count(), DraftedAct.objects.count()) == (5, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_of_a_change_and_a_signature_at_once_nothing_unsigned_takes_effect() -> None:
    world = World("model")
    case = heard(world)
    digest = draft(world, case).digest
    world.staff("deputy_headteacher")
    results = at_once(
        lambda: sign(world, case, digest),
        lambda: draft(world, case, replaces=digest, reasons="Other words."),
    )
    entered = [json.loads(row.payload) for row in case.entries.filter(type="bar_imposed")]
    assert [one["countersigned"]["digest"] for one in entered] in ([digest], []), results
    assert all(one["reasons"] == barring(world)["reasons"] for one in entered)
    left = list(DraftedAct.objects.values_list("digest", flat=True))
    assert bool(entered) is not bool(left), (results, left)
