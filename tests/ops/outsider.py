"""Somebody from outside with the file of a rig: all that is asked here, the file alone has told."""

import re
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from pypdfium2 import PdfDocument

from fairgate.actions.second_factor import code_of

File = Mapping[str, Any]
Row = Mapping[str, Any]

PUBLIC = {
    *("login", "allauth_login", "forgotten_password", "new_password"),
    *("accessibility", "theme", "letter_check", "your_letter", "api", "openapi"),
    *("tablet", "tablet_done", "offline_shell", "offline_worker"),
}
"""The pages that open without an account."""
NOT_HERE = {"own_steps", "providers", "bundles"}
"""Kinds of which the file has no rows: what everybody has of their own, and what nobody has set up."""
MAIN = {"person", "incident", "meeting", "draft", "file", "file_original"}
"""The pages that show an object whole."""
_NAME = re.compile(r'name="([\w-]+)"')
_ASKED = re.compile(r"\{(\w+)\}")


def sign_in(file: File, persona: str) -> Any:
    """Password and code, by the pages; the last answer, whose client is signed in or is not."""
    who, pages, client = file["personas"][persona], file["pages"], Client()
    posted = {"email": who["email"], "password": who["password"]}
    answer = client.post(pages["login"]["url"], posted)
    if answer.status_code == 302 and answer.headers["Location"] == pages["mfa"]["url"]:
        answer = client.post(pages["mfa"]["url"], {"code": code_of(who["totp_secret"], time.time())})
    return answer


def text_of(answer: Any) -> str:
    """All that an answer tells: its head, and its body as text; of a PDF, the words of its pages."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    if answer.headers.get("Content-Type") == "application/pdf":
        with PdfDocument(body) as pdf:
            return head + " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    return head + body.decode("utf-8", "replace")


@dataclass
class Outsider:
    """One persona, signed in. `told` is which planted strings were seen so far, and where first.

    `fields` is what the forms of each page ask.
    """

    file: File
    client: Client
    persona: str
    told: dict[str, str] = field(default_factory=dict)
    fields: dict[str, set[str]] = field(default_factory=dict)
    asked: int = 0

    @property
    def trust(self) -> str:
        """The persona's own."""
        return self.persona.partition(".")[0]

    def ask(self, page: str, row: Row | None = None) -> Any:
        """Open a page, and look for what is planted in all that comes back."""
        url = self.file["pages"][page]["url"].format(**(row or {}))
        answer = self.client.get(url)
        said = self._heard(answer, url)
        if answer.status_code == 200 and "fields" in self.file["pages"][page]:
            self.fields.setdefault(page, set()).update(_NAME.findall(said))
        return answer

    def post(self, page: str, **fields: str) -> None:
        """Send a form."""
        url = self.file["pages"][page]["url"]
        self._heard(self.client.post(url, fields), f"{url} by POST")

    def _heard(self, answer: Any, where: str) -> str:
        self.asked += 1
        said = text_of(answer)
        assert answer.status_code < 500, f"{where}: {answer.status_code}"
        for row in self.file["canaries"]:
            if row["string"] in said:
                self.told.setdefault(row["string"], where)
        return said

    def everything(self, trusts: Iterable[str], only: Collection[str] = (), *, shallow: bool = False) -> None:
        """Every page that can be opened, over the objects of these trusts; and the forms that answer with findings.

        A page is asked for over each object in which something is planted (of a case, by one of its entries), and over
        one more. Of cases that are hidden each is asked for by itself, and the pages within by one of them. `shallow`
        leaves the pages within out. `only` names the pages, where not all are meant.
        """
        for trust in trusts:
            rows = self.file["objects"][trust]
            hidden = {row["reference"] for row in rows["cases"] if self.ask("case", row).status_code != 200}
            for page, told in self.file["pages"].items():
                if "GET" not in told["method"] or page == "case" or (only and page not in only):
                    continue
                if not told["over"]:
                    self.ask(page)
                elif page in MAIN or not shallow:
                    for row in _once(told["url"], rows.get(told["over"], []), hidden):
                        self.ask(page, row)
        if not only:
            self.post("search", looked_for=self.file["search_word"])
            own = self.file["objects"][self.trust]
            for school in own["schools"]:
                self.post("person_check", school=school["slug"], name=own["people"][0]["name"])


def _once(url: str, rows: Iterable[Row], hidden: Collection[str]) -> Iterator[Row]:
    """Of the rows those that are asked for: see `everything`."""
    asked = _ASKED.findall(url)
    seen: set[str] = set()
    for row in rows:
        kind = str([row.get(name) for name in asked if name not in ("ref", "step")])
        if not row.get("planted") or ("reference" in asked and row["reference"] in hidden):
            kind = "one of many"
        if kind not in seen:
            seen.add(kind)
            yield row


def planted(file: File, persona: str) -> set[str]:
    """What that persona may see."""
    return {row["string"] for row in file["canaries"] if persona in row["seen_by"]}
