"""A request as a page's view gets it."""

from datetime import date, datetime

from django.http import HttpRequest

from fairgate.records.models.user import User


class Request(HttpRequest):
    """Django's request, and what the middleware adds to it. For annotations: nothing makes one."""

    user: User
    now: datetime
    """The instant of the request, with its zone: read once, passed down."""
    today: date
    """Its date in London."""
