"""Asks one cell of the table of the house, and says what is not as it is written there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from tests.evidence.files import picture
from tests.web.who_may.reading import REFUSED, SIGN_IN, Answer, Cell, Page, Table
from tests.web.who_may.roles import OUTSIDE, THEIRS
from tests.web.who_may.scene import ABSENT, FOREIGN, OWN, PLACES, Scene
from tests.web.who_may.things import KINDS, planted

from fairgate.web.staff.acting.typed import TYPED

OPERATION = "5b1f5f1e-6f43-4f0c-9d0a-0d3c8f9c1c11"
CODE = "sign_in_code"
PICTURE = "@picture"
"""In a form of the table: a file is handed in."""

_WRITES = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+[\"`]?(\w+)", re.I)
_NOTED = re.compile(r"records_accesslog|django_session|usersessions_\w+|records_holding|\w*cache\w*|account_try\w*")
"""What is written with every question: that it was asked, and that the session is in use. (Who leaves in mid-request
loses their offices.)"""


class Runner:
    """One house, a browser for each role, and the table. What a cell does is undone after it."""

    def __init__(self, table: Table, scene: Scene) -> None:
        self.table, self.scene = table, scene
        self._nothing: dict[tuple[str, str], bytes] = {}
        self._words = {(word, place): re.compile(planted(word, place).encode()) for word in KINDS for place in PLACES}
        self._patterns = {word: re.compile(found.pattern.encode()) for word, found in table.words.items()}

    def problems(self, cell: Cell) -> list[str]:
        """What is not as the table says, in words; nothing where all is."""
        page = self.table.pages[cell.page]
        if cell.answer == REFUSED:
            return self._not_done(cell, page)
        status, to, text, written = self.ask(page, cell.method, cell.place, cell.role)
        found = []
        wanted = cell.answer
        if status != wanted.status:
            found.append(f"{cell}: answered {status}{f' to {to}' if to else ''}, and should {wanted}")
        elif wanted.to and not _leads(to, self._address(wanted.to, cell.place)):
            found.append(f"{cell}: led to {to}, and should {wanted}")
        elif status == 404 and cell.role not in OUTSIDE and text != self.nothing(cell.role, page, cell.place):
            found.append(f"{cell}: its 404 differs from that of an address that does not exist")
        if bool(written) is not wanted.writes:
            found.append(f"{cell}: wrote {sorted(written) or 'nothing'}, and should {wanted}")
        return found + self._wrong_words(cell, text)

    def unwritten(self, cell: Cell) -> list[str]:
        """What is written though the table says that nothing is, whatever is answered."""
        page = self.table.pages[cell.page]
        written = set() if cell.answer.writes else self.ask(page, cell.method, cell.place, cell.role)[3]
        return [f"{cell}: wrote {sorted(written)}"] if written else []

    def _not_done(self, cell: Cell, page: Page) -> list[str]:
        """Of a method that an address does not know, whoever asks: 405, or first to sign in; and nothing is written."""
        status, to, _, written = self.ask(page, cell.method, cell.place, cell.role)
        # Or they are led away before the method is looked at: to sign in, or as by GET. Of those who are signed in that
        # is so of the code alone, which is asked of nobody who has not begun to sign in.
        to_sign_in = cell.role in OUTSIDE and status == 302 and _leads(to, SIGN_IN)
        by_get = {one.answer for one in page.cells if (one.role, one.method) == (cell.role, "GET")}
        is_led = status == 302 and Answer(302, to=to) in by_get and (cell.role in OUTSIDE or cell.page == CODE)
        if status != 405 and not to_sign_in and not is_led:
            return [f"{cell}: answered {status}{f' to {to}' if to else ''}, and should 405"]
        return [f"{cell}: wrote {sorted(written)}"] if written else []

    def _wrong_words(self, cell: Cell, text: bytes) -> list[str]:
        """Words that stand on the page and should not; and ways that should be offered there and are not."""
        wrong = []
        for word, place in self.words_on(cell, text):
            named = word == "name" and place == cell.place and cell.answer.status == 200
            if not named and (word, place) not in cell.sees:
                wrong.append(f"{cell}: {word} of {place} is on the page")
        for word, pattern in self._patterns.items():
            seen, wanted = bool(pattern.search(text)), (word, cell.place or OWN) in cell.sees
            if seen is not wanted and self._is_watched(cell, word):
                wrong.append(f"{cell}: {word} is {'' if seen else 'not '}on the page")
        return wrong

    def words_on(self, cell: Cell, text: bytes) -> list[tuple[str, str]]:
        """The words on a page that were planted, but for those of somebody's own trust where it is the other."""
        own = FOREIGN if cell.role in THEIRS else ""
        return [one for one, pattern in self._words.items() if one[1] != own and pattern.search(text)]

    def _is_watched(self, cell: Cell, word: str) -> bool:
        """Whether the table says of this page who is offered this way."""
        cells = self.table.pages[cell.page].cells
        return cell.method == "GET" and any(word == one for other in cells for one, _ in other.sees)

    def ask(self, page: Page, method: str, place: str, role: str) -> tuple[int, str, bytes, set[str]]:
        """The status, where it leads, the page, and the tables in which anything was written; it is undone."""
        things = self._things(place)
        address = page.address.format_map(things)
        browser = self.scene.browsers[role]
        send: dict[str, Any] = {"data": _filled(page.send, things)} if method == "POST" else {}
        with undone(), _written() as written:
            answer = getattr(browser, method.lower())(address, **send)
            to = answer.headers.get("Location", "")
            # What answers a POST that does nothing is a page of its own.
            if method == "POST" and (to.startswith(f"{address}?{TYPED}=") or (page.follow and to == address)):
                answer = browser.get(to)
            return answer.status_code, answer.headers.get("Location", ""), _page(answer), written

    def _things(self, place: str) -> dict[str, Any]:
        """What an address and a form can name there; after a minus, all of the own place but that one thing."""
        own, _, gone = place.partition("-")
        things = {**self.scene.at[own or OWN], "operation": OPERATION}
        return {**things, gone: self.scene.at[ABSENT][gone]} if gone else things

    def know_nothing(self, cell: Cell) -> None:
        """Look at what that role is answered about nothing before anything is taken out of the house."""
        if cell.answer.status == 404 and cell.role not in OUTSIDE:
            self.nothing(cell.role, self.table.pages[cell.page], cell.place)

    def nothing(self, role: str, page: Page, place: str) -> bytes:
        """What this role is answered about an address that does not exist, in the same part of the house."""
        address = page.address.format_map(self._things(place)).partition("?")[0]
        part = "/".join(address.split("/")[1 : 2 + page.of_trust])
        if (role, part) not in self._nothing:
            with undone():
                self._nothing[role, part] = _page(self.scene.browsers[role].get(f"/{part}/there/is/no/such/page"))
        return self._nothing[role, part]

    def _address(self, to: str, place: str) -> str:
        return to.format_map(self._things(place))


def _leads(to: str, wanted: str) -> bool:
    """Whether it leads there, whatever else the address carries (where to go on to). A star: anything."""
    to = to.partition("?")[0]
    return to.startswith(wanted[:-1]) if wanted.endswith("*") else to == wanted


@contextmanager
def undone() -> Iterator[None]:
    """What is written within is taken back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _written() -> Iterator[set[str]]:
    """The tables in which anything is written within, but for what is noted of every question."""
    tables: set[str] = set()

    def watched(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = _WRITES.match(sql)
        answer = execute(sql, params, many, context)
        changed = sql.lstrip()[:1] in "IiRr" or context["cursor"].rowcount != 0
        if found and changed and not _NOTED.fullmatch(found[1]):
            tables.add(found[1])
        return answer

    with connection.execute_wrapper(watched):
        yield tables


def _filled(send: Any, things: dict[str, Any]) -> Any:
    if isinstance(send, dict):
        return {key.format_map(things): _filled(value, things) for key, value in send.items()}
    if isinstance(send, list):
        return [_filled(value, things) for value in send]
    if send == PICTURE:
        return SimpleUploadedFile("another.jpg", picture(size=(20, 20)))
    return str(send).format_map(things)


def _page(answer: Any) -> bytes:
    """Status, headers and page of a 404, of anything else the page, of a file its bytes; without the form's token."""
    body = b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
    body = re.sub(rb'value="[A-Za-z0-9]{64}"', b"", body)
    return f"{sorted(answer.headers.items())}".encode() + body if answer.status_code == 404 else body
