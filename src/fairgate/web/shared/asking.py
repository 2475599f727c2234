"""Views whose POST does nothing but ask: what is asked names somebody, and so it stands in no address."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def only_asks(view: View) -> View:
    """Marks a view that acts on nothing, even by POST: like any page that shows, it is made from what the user held
    when it was asked for, and is thrown away if they hold less of it once it is made.
    """
    view.only_asks = True  # type: ignore[attr-defined]  # read by the middleware
    return view
