"""The table, read: which answer each role gets at each address, by GET and by POST, in each place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tests.web.who_may.roles import HALF, OUTSIDE, ROLES, THEIRS
from tests.web.who_may.scene import FOREIGN, OTHER, OWN
from tests.web.who_may.things import KINDS

TABLE = Path(__file__).with_name("table.yaml")
METHODS = ("GET", "POST")
OF = {"school": (OWN, OTHER, FOREIGN), "trust": (OWN, FOREIGN), "body": (OWN,), "nobody": ("",)}
"""In which places a page is asked for, by whose its things are: of a school; of a trust; a body, of which each trust
has one of that name; or there is only the page."""
ELSEWHERE = "elsewhere"
ABROAD = ("head", "ceo", "data", "passing", "their_head", "their_ceo", *OUTSIDE)
"""Who posts what is of the other trust."""
GONE = "own-"
"""A place in which everything is one's own, but that the thing named behind it is not there."""

ANYWHERE = ""
"""What a redirect may lead to, where the table does not say."""
SIGN_IN, SECOND_STEP = "/sign-in", "/account/second-step"


@dataclass(frozen=True)
class Answer:
    """A status; whether anything is written down with it; of a redirect, where it leads."""

    status: int
    writes: bool = False
    to: str = ANYWHERE

    def __str__(self) -> str:
        return f"{self.status}{' and writes' if self.writes else ''}{f' to {self.to}' if self.to else ''}"


HIDDEN, REFUSED = Answer(404), Answer(405)
ANSWERS = {
    "shown": Answer(200),
    "told": Answer(200),
    "kept": Answer(200, writes=True),
    "led": Answer(302),
    "done": Answer(302, writes=True),
    "forbidden": Answer(403),
    "keyless": Answer(401),
    "spent": Answer(410),
    "moved": Answer(409),
    "absent": HIDDEN,
}


class TableWrong(Exception):
    """The table leaves something out, or cannot be read; the text says what."""


@dataclass(frozen=True)
class Cell:
    """One question and its answer. `sees`: the words that may stand on the page, each with the place that it is of."""

    page: str
    method: str
    place: str
    role: str
    answer: Answer
    sees: frozenset[tuple[str, str]] = frozenset()

    def __str__(self) -> str:
        return f"{self.role}: {self.method} {self.page} {self.place}".rstrip()


@dataclass(frozen=True)
class Page:
    """An address, `{names}` of things in it, and what a POST sends. `follow`: the answer is the page led on to.

    `name` is the address's own, with a comma and some words behind it where one is asked in another way too.
    """

    name: str
    about: str
    address: str
    of: str
    methods: tuple[str, ...]
    send: Mapping[str, Any]
    follow: bool
    cells: tuple[Cell, ...] = field(repr=False, default=())

    @property
    def of_trust(self) -> bool:
        """Whether it is a page of a trust's body."""
        return self.of in ("trust", "body")


@dataclass(frozen=True)
class Table:
    """All of it. `words` are patterns of what can stand on a page, besides what is planted."""

    words: Mapping[str, re.Pattern[str]]
    pages: Mapping[str, Page]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell, page by page."""
        for page in self.pages.values():
            yield from page.cells


def read(file: Path = TABLE) -> Table:
    """The table. Raises TableWrong where a row, a place or a role is left out, or one is not known."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    if list(data["roles"]) != list(ROLES):
        raise TableWrong(f"the roles of the table are not those of roles.py: {set(data['roles']) ^ set(ROLES)}")
    words = {name: re.compile(text) for name, text in data["words"].items()}
    reader = _Reader(data["groups"], words, data["pages"])
    return Table(words, {name: reader.page(name, rows) for name, rows in data["pages"].items()})


class _Reader:
    """Reads rows of roles, in which a group stands for several and a minus takes one out again."""

    def __init__(self, groups: Mapping[str, str], words: Mapping[str, object], pages: Mapping[str, Any]) -> None:
        self.methods: dict[str, set[str]] = {}
        for page, rows in pages.items():
            self.methods.setdefault(page.partition(",")[0], set()).update(rows)
        self.words = {*KINDS, *words}
        self._everything = {(word, OWN) for word in KINDS}
        self.groups: dict[str, list[str]] = {role: [role] for role in ROLES}
        self.groups |= {"everybody": list(ROLES), "nobody": [], "theirs": list(THEIRS)}
        self.groups["staff"] = [role for role in ROLES if role not in OUTSIDE]
        for name, row in groups.items():
            self.groups[name] = self.roles(row, f"the group {name}")

    def roles(self, row: str, where: str) -> list[str]:
        """The roles that a row names."""
        found: dict[str, None] = {}
        for one in row.split():
            if one.lstrip("-") not in self.groups:
                raise TableWrong(f"{where}: nobody is called {one}")
            for role in self.groups[one.lstrip("-")]:
                if one.startswith("-"):
                    found.pop(role, None)
                else:
                    found[role] = None
        return list(found)

    def page(self, name: str, rows: Mapping[str, Any]) -> Page:
        """One page with its cells."""
        known = {"is", "at", "of", "send", "leads", "follow", "gone", "GET", "POST", "sees", "why"}
        if set(rows) - known or not {"is", "at", "of"} <= set(rows) or rows["of"] not in OF:
            raise TableWrong(f"{name}: a page has {sorted(known)}; 'of' is one of {sorted(OF)}")
        methods = tuple(method for method in METHODS if method in rows)
        if not methods:
            raise TableWrong(f"{name}: it has neither GET nor POST")
        named = "{" in rows["at"]
        if named != (rows["of"] != "nobody") and (named or "{" not in str(rows.get("send", ""))):
            raise TableWrong(f"{name}: an address names things of a school or a trust, or it does not")
        cells = [cell for method in METHODS for cell in self._cells(name, method, rows)]
        follow = rows.get("follow") == "yes"
        return Page(name, rows["is"], rows["at"], rows["of"], methods, rows.get("send", {}), follow, tuple(cells))

    def _cells(self, name: str, method: str, rows: Mapping[str, Any]) -> Iterator[Cell]:
        if method not in rows:
            # Unless the same address, asked in another way, knows the method.
            asked = () if method in self.methods[name.partition(",")[0]] else ("head", "out")
            yield from (Cell(name, method, OF[rows["of"]][0], role, REFUSED) for role in asked)
            return
        places = OF[rows["of"]] if method == "POST" or "{" in rows["at"] else ("",)
        given = rows[method] if places != ("",) else {"": rows[method]}
        wanted = {place for place in places if place != FOREIGN}
        if not isinstance(given, dict) or not wanted <= set(given) <= {*places}:
            raise TableWrong(f"{name}: {method} has rows for {sorted(wanted)}")
        yield from self._gone(name, method, rows)
        for place in places:
            where = f"{name}, {method} {place}".rstrip()
            answers = self._answers(given.get(place, {}), where, rows.get("leads", ANYWHERE))
            sees = self._sees(rows.get("sees", {}), answers, place, where)
            for role in ROLES:
                if not _is_asked(method, role, place):
                    continue
                answer = answers.get(role) or _unsaid(role)
                yield Cell(name, method, place, role, answer, sees.get(role, frozenset()))

    def _gone(self, name: str, method: str, rows: Mapping[str, Any]) -> Iterator[Cell]:
        """Whichever one thing an address names is not there: for whoever is let in otherwise, there is no such page."""
        given = rows[method][OWN] if "{" in rows["at"] else ""
        let_in = [role for role, answer in self._answers(given, name, "").items() if answer.status in (200, 302)]
        for thing in re.findall(r"{(\w+)}", rows["at"].partition("?")[0]):
            for role in let_in[:1]:
                answer = ANSWERS[rows.get("gone", {}).get(f"{method} {thing}", "absent")]
                yield Cell(name, method, f"{GONE}{thing}", role, answer, frozenset(self._everything))

    def _answers(self, row: str | Mapping[str, str], where: str, leads: str) -> dict[str, Answer]:
        """Of each role that a row names, its answer."""
        found: dict[str, Answer] = {}
        for word, roles in ({"shown": row} if isinstance(row, str) else row).items():
            kind, _, to = word.partition(" to ")
            if kind not in ANSWERS:
                raise TableWrong(f"{where}: {word!r} is no answer; one is of {sorted(ANSWERS)}")
            plain = ANSWERS[kind]
            answer = Answer(plain.status, plain.writes, (to or leads) if plain.status == 302 else ANYWHERE)
            for role in self.roles(roles, where):
                if role in found:
                    raise TableWrong(f"{where}: {role} has two answers")
                found[role] = answer
        return found

    def _sees(
        self, rows: Mapping[str, Any], answers: Mapping[str, Answer], place: str, where: str
    ) -> dict[str, frozenset[tuple[str, str]]]:
        """Of each role, the words on the page, each with the place that it is of."""
        let_in = [role for role, answer in answers.items() if answer.status == 200]
        found: dict[str, set[tuple[str, str]]] = {role: set() for role in let_in}
        for word, row in rows.items():
            if word not in self.words:
                raise TableWrong(f"{where}: no word is called {word}")
            for of, roles in (row if isinstance(row, dict) else {place or OWN: row}).items():
                if of not in (OWN, OTHER, ELSEWHERE):
                    raise TableWrong(f"{where}: {word} is of {OWN}, {OTHER} or {ELSEWHERE}, not of {of}")
                if place not in ("", of) and of != ELSEWHERE:
                    continue
                words_of = {OWN, OTHER} - {place} if of == ELSEWHERE else {of}
                for role in let_in if roles == "all" else self.roles(roles, where):
                    if role in found:
                        found[role] |= {(word, one) for one in words_of}
        return {role: frozenset(words) for role, words in found.items()}


def _is_asked(method: str, role: str, place: str) -> bool:
    """Of two trusts each thing of the one is asked for by everybody of the other, once: what is one's own trust's is no
    question here. What is posted there is posted by some, since a page that is hidden is hidden before it is filled in.
    """
    if role in THEIRS:
        return place in ("", OWN) and (method == "GET" or role in ABROAD)
    return place != FOREIGN or method == "GET" or role in ABROAD


def _unsaid(role: str) -> Answer:
    """What somebody gets of whom a row says nothing: there is no such thing, or they are led to sign in."""
    if role not in OUTSIDE:
        return HIDDEN
    return Answer(302, to=SECOND_STEP if role == HALF else SIGN_IN)
