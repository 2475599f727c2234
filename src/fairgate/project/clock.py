"""The clock: asked once for each request, and nowhere else on the web."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

LONDON = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]

REQUEST: ContextVar[datetime] = ContextVar("the instant of the request")
"""Set by the middleware for what Django calls without the request: see `instant`."""


def instant() -> datetime:
    """The instant of the request that is being answered; outside of one, what the site's clock says."""
    from django.conf import settings  # the settings import this file

    at: datetime = REQUEST.get(None) or settings.FAIRGATE_CLOCK()
    return at


def real() -> datetime:
    """This instant, with its zone."""
    return datetime.now(UTC)


def clock(instant: str, *, may_stand_still: bool) -> Clock:
    """The real clock; or one that stands still at `instant` (ISO; London's time unless it names another).

    Raises ImproperlyConfigured when `instant` cannot be read, or is given where nothing may stand still.
    """
    if not instant:
        return real
    if not may_stand_still:
        raise ImproperlyConfigured(
            "FAIRGATE_NOW is set, but this is neither a demonstration (FAIRGATE_DEMO=1) nor debugging "
            "(FAIRGATE_DEBUG=1): with it, deadlines would never pass. Unset it."
        )
    try:
        still = datetime.fromisoformat(instant)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"FAIRGATE_NOW cannot be read: {instant!r}. Write it as 2026-11-20T09:00."
        ) from error
    if still.tzinfo is None:
        still = still.replace(tzinfo=LONDON)
    return lambda: still
