"""A walk through the site as somebody signed in: every address to which its pages lead."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

FILES = re.compile(r"/(pdf|original|copy)$|^/people/\d+/letters/\d+$")
"""The addresses of what is saved, and not shown."""
HREFS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"


def walk(page: Page, start: str, *, enters: Callable[[str], bool] = lambda path: True) -> Iterator[str]:
    """Opens page after page, from `start` on, and gives the path of each while it is open.

    Only addresses of this site are followed, once each, without their fragments; a file to be saved is given and
    not opened. `enters` says of a path, query string included, whether to open it.
    """
    waiting, known = [start], {start}
    while waiting:
        path = waiting.pop(0)
        if FILES.search(path):
            yield path
            continue
        if path != start and not enters(path):
            continue
        page.goto(path)
        found = page.evaluate(HREFS)
        yield path
        for href in found:
            parts = urlsplit(href)
            onward = parts.path + (f"?{parts.query}" if parts.query else "")
            if page.url.startswith(f"{parts.scheme}://{parts.netloc}/") and onward not in known:
                known.add(onward)
                waiting.append(onward)


def kind(path: str) -> tuple[str, str]:
    """Which page an address is, by its name in the house's list, and for a step of a code, which step."""
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return "", path
    return str(match.url_name), str(match.kwargs.get("step", ""))
