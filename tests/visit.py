"""Somebody at a page with forms, as a browser without scripts would be: what it shows, carries and sends."""

import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client


class Page(HTMLParser):
    """A page as it was answered: its words, its hidden values, and what stands in each box of text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden: dict[str, list[str]] = {}
        self.boxes: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.words = ""
        self._box = ""
        self._skip = False
        self.feed(html.replace("\r\n", "\n"))  # as every browser reads a page
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self._box, self.boxes[name] = name, ""
        elif tag == "input" and given.get("type") == "hidden":
            self.hidden.setdefault(name, []).append(given.get("value") or "")
        elif tag == "input" and given.get("type") in ("text", "email"):
            self.values[name] = given.get("value") or ""
        self._skip = tag in ("script", "style") or (self._skip and tag not in ("body", "main"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser takes away the line break that stands first.
            self.boxes[self._box] = re.sub(r"\A\n", "", self.boxes[self._box])
            self._box = ""
        if tag in ("script", "style"):
            self._skip = False

    def handle_data(self, data: str) -> None:
        if self._box:
            self.boxes[self._box] += data
        elif not self._skip:
            self.words += f"{data} "


class Visit:
    """Somebody at the page of an act, as a browser without scripts would be."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        self.answer: Any = None
        self.page = Page("")

    def open(self) -> "Visit":
        """Ask for the page."""
        return self._told(self.client.get(self.address))

    def send(self, stage: str, **fields: Any) -> "Visit":
        """Post what the page carries, with these fields, by the button of that stage, and see what answers it."""
        return self._answered(self.client.post(self.address, {**self.page.hidden, **fields, "stage": stage}))

    def again(self, carried: dict[str, list[str]]) -> "Visit":
        """Post once more what was posted before."""
        return self._answered(self.client.post(self.address, {**carried, "stage": "confirm"}))

    def _answered(self, answer: Any) -> "Visit":
        """The page that answers a POST, where there is one at the same address; else the way on, as it is."""
        way = answer.headers.get("Location", "")
        if way.startswith(f"{self.address.partition('?')[0]}?"):
            answer = self.client.get(way)
        return self._told(answer)

    def _told(self, answer: Any) -> "Visit":
        self.answer = answer
        self.page = Page(answer.content.decode())
        return self

    @property
    def words(self) -> str:
        """The words of the page."""
        return self.page.words
