"""Where somebody is signed in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from fairgate.records.models import User

# The first that is found names it: nearly every browser also calls itself Mozilla, Chrome and Safari.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox",
            "CriOS": "Chrome", "FxiOS": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
DEVICES = {"iPhone": "an iPhone", "iPad": "an iPad", "Android": "Android", "CrOS": "a Chromebook",
           "Windows": "Windows", "Mac OS X": "a Mac", "Linux": "Linux"}  # fmt: skip


@dataclass(frozen=True)
class SignedIn:
    """One browser that is signed in: its primary key, in words what and where it is, since when, last used when."""

    number: int
    browser: str
    address: str
    since: datetime
    used: datetime
    here: bool


def sessions(user: User, current: str | None) -> list[SignedIn]:
    """Every session of the user that has not ended, the one that asks (by its session key) first: two queries."""
    noted = {one.session_key: one for one in UserSession.objects.filter(user=user)}
    lasting = Session.objects.filter(session_key__in=noted)
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = []
    for key, ends in lasting.values_list("session_key", "expire_date"):
        one = noted[key]
        address = "" if one.ip == "0.0.0.0" else one.ip  # noqa: S104 (what stands for an address that is not known)
        found.append(SignedIn(one.pk, browser(one.user_agent), address, one.created_at, ends - idle, key == current))
    return sorted(found, key=lambda one: (not one.here, -one.used.timestamp()))


def browser(agent: str) -> str:
    """What a browser says of itself, in a few words: 'Chrome on Windows'."""
    name = next((told for sign, told in BROWSERS.items() if re.search(rf"\b{sign}/", agent)), "A browser")
    device = next((told for sign, told in DEVICES.items() if sign in agent), "")
    return f"{name} on {device}" if device else name
