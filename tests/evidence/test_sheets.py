"""Letters made elsewhere: ours pass the check of their sheets; of those made wrong, each fault is found and placed."""

import io
from pathlib import Path

import pytest

from fairgate.delivery.evidence.looking import letter
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.sheets import look
from fairgate.delivery.pdf import render
from fairgate.ops.cli import main
from tests.letters.conftest import SAMPLES, folder

MM = 72 / 25.4
OBJECTS = {
    "the left margin": (5, 150, 3, 3),
    "the right margin": (200, 150, 3, 3),
    "the top margin": (100, 1, 3, 3),
    "the bottom margin": (100, 293, 3, 3),
    "between the letterhead and the address": (60, 33, 3, 3),
    "left of the address": (18, 50, 3, 3),
    "right of the address": (121, 50, 2, 2),
    "below the address": (60, 80, 3, 3),
}


def sheet(*boxes: tuple[float, float, float, float], size: tuple[float, float] = (210, 297), pages: int = 1) -> bytes:
    """A PDF written by hand: an address in the window in a font that is not in the file, and black boxes (in mm)."""
    height = size[1]
    drawn = "".join(
        f"{x * MM:.2f} {(height - y - h) * MM:.2f} {w * MM:.2f} {h * MM:.2f} re f\n" for x, y, w, h in boxes
    )
    text = f"BT /F1 9 Tf 12 TL {26 * MM:.2f} {(height - 45) * MM:.2f} Td (Mr D Ashworth) Tj T* (BL9 0ZZ) Tj ET\n"
    stream = (drawn + text).encode()
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *[
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0] * MM:.2f} {size[1] * MM:.2f}] /Contents 4 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        ]
        * pages,
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


@pytest.mark.parametrize("name", ["oak/bar_notice", "aspire/ban_notice", "model/warning"])
def test_what_we_print_passes(name: str, tmp_path: Path) -> None:
    ours = SAMPLES[name]
    file = tmp_path / "letter.pdf"
    file.write_bytes(render(folder(ours), ours))
    seen = letter(file)  # in the sealed process, as it is looked at in earnest
    assert seen.faults == []
    assert seen.text.splitlines() == [ours.recipient.name, *ours.recipient.address]
    assert seen.pictures


@pytest.mark.parametrize("place", OBJECTS)
def test_what_stands_where_nothing_may_is_found_and_placed(place: str) -> None:
    assert [one for one in look(sheet()).faults if "Page" in one] == [], "the control"
    found = [one for one in look(sheet(OBJECTS[place])).faults if "Page" in one]
    assert len(found) == 1
    assert found[0].startswith(f"Page 1: something stands in {place}")


def test_fonts_size_number_and_an_empty_window_are_found() -> None:
    assert any("fonts are not in the file" in one and "Helvetica" in one for one in look(sheet()).faults)
    assert any("Page 1 is 216 × 279 mm; a letter is A4" in one for one in look(sheet(size=(216, 279))).faults)
    assert any("It has 11 pages; at most 10" in one for one in look(sheet(pages=11)).faults)
    empty = sheet().replace(b"(Mr D Ashworth) Tj", b"() Tj             ").replace(b"(BL9 0ZZ) Tj", b"() Tj       ")
    assert any("no address in the window" in one for one in look(empty).faults)


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"good": render(folder(SAMPLES["oak/bar_notice"]), SAMPLES["oak/bar_notice"]), "bad": sheet((5, 150, 3, 3))}
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    answers = [main(["letter", "fits", str(tmp_path / name)]) for name in (*files, "gone")]
    assert answers == [0, 1, 2]
    said = capsys.readouterr()
    assert "Mr Daniel Ashworth" in said.out
    assert "Page 1: something stands in the left margin (15 mm), which must be empty." in said.out


def test_what_is_broken_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"%PDF-1.4 nothing at all")
    with pytest.raises(EvidenceRefused):
        letter(file)
