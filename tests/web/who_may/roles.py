"""Who asks: how each comes to be, and the browser in which they are signed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler
from tests.house import TODAY
from tests.second_step import RECORDS, WHOSE, by_password_alone, force_login
from tests.web.who_may.things import stand_aside

from fairgate.records.models import Holding, School, User

if TYPE_CHECKING:
    from tests.web.who_may.scene import Scene

HALF, LEAVING = "half", "leaving"
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
_HEAD, _TEACHER = "head_of_school", "class_teacher"


class Browser(Client):
    """Django's test client without what it keeps for tests: an answer costs little more than the house's own work.

    Its cookies stay as they were at first, so that what one request did is gone with its transaction.
    """

    def request(self, **asked: Any) -> Any:
        """The answer, as the house gives it."""
        return self.handler(self._base_environ(**asked))


def browser(role: str, user: User | None) -> Browser:
    """A browser in which that role is signed in."""
    made = Browser(raise_request_exception=False)
    if user is not None:
        (by_password_alone if role == HALF else force_login)(made, user)
        _proved(made, user)
        made.handler = _leaves_meanwhile() if role == LEAVING else _HANDLER
        _HANDLER(made._base_environ(PATH_INFO="/accessibility"))  # what is written once a minute is written now
    return made


def _proved(made: Browser, user: User) -> None:
    """Who needs no second step has proved who they are as well, by the password."""
    session = made.session
    session.setdefault(RECORDS, [{"method": "password", "at": time.time()}])
    session.setdefault(WHOSE, str(user.pk))
    session.save()


_HANDLER = ClientHandler(enforce_csrf_checks=False)


def _leaves_meanwhile() -> ClientHandler:
    """The house, on a day on which whoever asks loses every office between the question and the page."""
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()

    def leaves(request: HttpRequest, *_: Any) -> None:
        Holding.objects.filter(user=request.user.pk).update(until=YESTERDAY)

    handler._view_middleware.append(leaves)
    return handler


def _holding(office: str, place: str = "") -> Callable[[Scene], User]:
    """Somebody who holds that office at the school of that place, or without one throughout the trust."""

    def made(scene: Scene) -> User:
        at: School | None = getattr(scene, place) if place else None
        return scene.house.user(office, at or scene.house.aspire)

    return made


def _both(scene: Scene) -> User:
    """Head of Penryn, and acting head of Carn for this one day, its first and its last."""
    user = _holding(_HEAD, "other")(scene)
    scene.house.hold(user, _HEAD, scene.own, since=TODAY, until=TODAY)
    return user


def _leaver(scene: Scene) -> User:
    user = scene.house.user(trust=scene.house.aspire)
    scene.house.hold(user, _HEAD, scene.own, until=YESTERDAY)
    return user


def _passing(scene: Scene) -> User:
    """Teaches at Penryn. Head of Carn until yesterday, and again from tomorrow; was in the other trust before, where
    nobody has ended their offices."""
    user = scene.house.user("ceo", scene.house.oak)
    scene.house.hold(user, "headteacher", scene.foreign)
    user.trust = scene.house.aspire
    user.save()
    scene.house.hold(user, _HEAD, scene.own, until=YESTERDAY)
    scene.house.hold(user, _HEAD, scene.own, since=TOMORROW)
    scene.house.hold(user, _TEACHER, scene.other)
    return user


def _relative(scene: Scene) -> User:
    """The other head of Carn, who stands aside from everybody whom the house knows there."""
    user = _holding(_HEAD, "own")(scene)
    for number in scene.at["own"]["stands_aside_from"]:
        stand_aside(user, number)
    return user


def _theirs(office: str, *, throughout: bool = False) -> Callable[[Scene], User]:
    """The same offices of the other trust."""
    return lambda scene: scene.house.user(office, scene.house.oak if throughout else scene.foreign)


def _administrator(scene: Scene) -> User:
    return User.objects.create_superuser("root@aspire.example", name="Root", trust=scene.house.aspire)


ROLES: dict[str, Callable[[Scene], User | None]] = {
    "reception": _holding("reception", "own"),
    "teacher": _holding(_TEACHER, "own"),
    "business": _holding("school_business_manager", "own"),
    "head": _holding(_HEAD, "own"),
    "both": _both,
    "second": _holding(_HEAD, "other"),
    "leader": _holding("trust_slt"),
    "ceo": _holding("ceo"),
    "dsl": _holding("dsl", "own"),
    "data": _holding("data_lead"),
    "clerk": _holding("clerk"),
    "council": _holding("hub_council"),
    "relative": _relative,
    "passing": _passing,
    "their_head": _theirs("headteacher"),
    "their_ceo": _theirs("ceo", throughout=True),
    "their_dsl": _theirs("dsl"),
    "their_data": _theirs("data_lead", throughout=True),
    "leaver": _leaver,
    "admin": _administrator,
    HALF: _holding(_HEAD, "own"),
    LEAVING: _holding(_HEAD, "own"),
    "out": lambda scene: None,
}
"""How each role of the table comes to be. A role that the table does not know, or this does not, fails the tests."""

THEIRS = tuple(role for role in ROLES if role.startswith("their_"))
OUTSIDE = ("leaver", "admin", HALF, LEAVING, "out")
"""Those who are let no further than to sign in."""
