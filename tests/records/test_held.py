"""What somebody holds: of their own trust, on that day, while they are there; and what comes with the user."""

from datetime import date
from uuid import uuid4

from allauth.mfa.models import Authenticator

from fairgate.records.held import forget, held_of, schools_held
from fairgate.records.known import held_still, here, is_here, known
from fairgate.records.models import DeskCall, HelpAsked, HelpWhy, User
from tests.house import NOW, TODAY, House

YESTERDAY, TOMORROW = date(2024, 9, 30), date(2024, 10, 2)


def test_it_is_of_that_day_and_that_trust(house: House) -> None:
    user = house.user("headteacher", house.prestfield)
    house.hold(user, "ceo", None, until=YESTERDAY)
    mine = (("headteacher", house.prestfield.pk),)
    assert held_of(user, TODAY) == mine
    user.is_active = False
    assert held_of(user, TODAY) == ()
    user.is_active, user.held = True, (TODAY, (("ceo", None),), {})
    assert held_of(user, TODAY) == (("ceo", None),)  # as it was read with them
    assert held_of(user, TOMORROW) == mine
    assert schools_held(user, TODAY) == {}
    assert schools_held(user, TOMORROW) is None
    user.is_active = False
    assert held_of(user, TODAY) == ()
    user.is_active, user.trust = True, None
    assert held_of(user, TODAY) == ()
    forget(user)
    assert schools_held(user, TODAY) is None
    other = house.user("reception", house.hollins)
    other.trust = house.aspire
    assert held_of(other, TODAY) == ()
    assert ("headteacher", house.prestfield.pk) not in held_of(house.user("reception", house.hollins), TODAY)


def test_who_is_here(house: House) -> None:
    head = house.user("headteacher", house.prestfield)
    gone, off, moved = house.user(), house.user("ceo", house.oak), house.user("ceo", house.oak)
    house.hold(gone, "ceo", house.oak, until=YESTERDAY)
    User.objects.filter(pk=off.pk).update(is_active=False)
    User.objects.filter(pk=moved.pk).update(trust=house.aspire)
    assert set(here(TODAY)) == {head}
    for user in (gone, off, moved):
        assert known(user.pk, TODAY) is None
        assert not is_here(user.pk, TODAY)
        assert held_still(user.pk, TODAY) == ()
    assert is_here(head.pk, TODAY)
    assert held_still(head.pk, TODAY) == (("headteacher", house.prestfield.pk),)


def test_what_is_known_of_somebody_is_theirs(house: House) -> None:
    head, desk = house.user("headteacher", house.prestfield), house.user("reception", house.prestfield)
    alert = HelpAsked.objects.create(
        school=house.prestfield, why=HelpWhy.BARRED, raised_by=desk, raised_at=NOW, draft=uuid4(), operation_key="k"
    )
    call = DeskCall.objects.create(alert=alert, user=head)
    Authenticator.objects.create(user=head, type=Authenticator.Type.RECOVERY_CODES, data={})
    for user, is_called in ((head, True), (desk, False)):
        found = known(user.pk, TODAY)
        assert found is not None
        assert (found.is_called, found.has_second_step, found.opens_cases) == (is_called, False, is_called)
        assert found.held is not None
        assert found.held[2] == {house.prestfield.pk: house.prestfield}
    call.coming = True
    call.save()
    for kind in (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP):
        step = Authenticator.objects.create(user=head, type=kind, data={})
        found = known(head.pk, TODAY)
        assert found is not None
        assert (found.is_called, found.has_second_step) == (False, True)
        of_desk = known(desk.pk, TODAY)
        assert of_desk is not None
        assert not of_desk.has_second_step
        step.delete()
