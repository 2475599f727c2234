"""An issued letter is never made again: no page of it, and nothing that is done with it, sets one."""

import ast
import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pytest_django import Settings
from tests.acts import ARRANGED, WEIGHED, WORDS, on
from tests.visit import Visit
from tests.world import World

import fairgate
from fairgate.delivery import pdf
from fairgate.delivery.word_copy import MARK
from fairgate.records.models import IssuedLetter, Person

SETS = {"render", "page", "read", "sketched", "made", "set_job"}
"""What sets a letter (delivery/pdf.py, reading.py, drafts.py, editions.py), or something that is none."""

MAY = {
    "actions/letter.py",  # issues, rehearses and sketches: each before the letter is kept
    "actions/person_letter.py",  # issues one that belongs to no case, before it is kept
    "delivery/bundle.py",  # sets the pages between letters, and takes those as they were issued
    "delivery/drafts.py",
    "delivery/editions.py",
    "delivery/reading.py",
    "delivery/samples/__main__.py",  # invented data
}


def test_only_what_comes_before_its_issue_sets_a_letter() -> None:
    root = Path(fairgate.__file__).parent
    floor = {
        "fairgate.delivery.pdf",
        "fairgate.delivery.reading",
        "fairgate.delivery.drafts",
        "fairgate.delivery.editions",
    }
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in floor and {one.name for one in node.names} & SETS:
                found.add(str(path.relative_to(root)))
    assert found == MAY


@pytest.mark.one_database
def test_whatever_is_asked_of_an_issued_letter_it_is_its_own_bytes(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    oak = World("oak")
    settings.FAIRGATE_CLOCK = lambda: oak.now
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."))
    head = oak.client(oak.staff("headteacher"))
    said: dict[str, Any] = {"contact": "school_business_manager", "reasons": WORDS, **ARRANGED, **WEIGHED}
    said |= on(oak.today + timedelta(days=30), "until")
    visit = Visit(head, f"/cases/{case.reference}/steps/bar").open()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a letter was set")

    with monkeypatch.context() as broken:
        broken.setattr(pdf._Typesetter, "set", refuse)
        with pytest.raises(AssertionError, match="a letter was set"):  # the control: what sets a letter fails
            visit.send("check", **said)
    visit.send("check", **said).send("confirm")
    issued = IssuedLetter.objects.get()
    Person.objects.update(name="Somebody Else", address="Elsewhere")  # what it was made from is not what it was

    monkeypatch.setattr(pdf._Typesetter, "set", refuse)
    base = f"/cases/{case.reference}/letters/{issued.pk}"
    assert hashlib.sha256(head.get(f"{base}/pdf").content).hexdigest() == issued.sha256
    for page in ("", "/page", "/send", "/pdf/large", "/copy"):
        assert head.get(f"{base}{page}").status_code == 200, page
    assert head.post("/letter-check", {"code": issued.entry.hash[:16]}).status_code == 200
    body = head.get(f"{base}/copy").content
    words = "\n".join(one.text for one in Document(io.BytesIO(body)).paragraphs)
    assert "Somebody Else" not in words
    assert MARK in Document(io.BytesIO(body)).sections[0].header.paragraphs[0].text
