"""What a PDF can do beside being read: scripts, files inside it, fields, notes, links that start something.

A letter needs none of it. Where it cannot be seen whether there is any, that is a fault too.
"""

import re
import zlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw

_AGAIN = "Print it to PDF anew."
_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_STARTS = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|SubmitForm|ImportData|EmbeddedFiles?|XFA)\b")
_LOCKED = re.compile(rb"/Encrypt\b")
_PACKED = re.compile(rb"<<(?:(?!endobj|stream).)*?/ObjStm\b(?:(?!endobj|stream).)*?stream\r?\n", re.S)
_UNPACKED_AT_MOST = 20_000_000
_PLAIN_LINKS = (raw.PDFACTION_URI, raw.PDFACTION_GOTO)


def faults(document: pypdfium2.PdfDocument, body: bytes) -> Iterator[str]:
    """What of the file is no letter's, in sentences."""
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or any(_STARTS.search(part) for part in _parts(body)):
        yield f"There is a script in the file, or something that starts by itself. {_AGAIN}"
    if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        yield f"There are other files inside it. {_AGAIN}"
    if document.get_formtype():
        yield f"There is a form to be filled in. {_AGAIN}"
    if _LOCKED.search(body) or None in _unpacked(body):
        yield f"Parts of the file are packed so that it cannot be seen what they do. {_AGAIN}"
    for number in range(len(document)):
        if _noted(document[number]):
            yield f"Page {number + 1} has a note, a field or a link on it that does more than lead to a page. {_AGAIN}"


def _parts(body: bytes) -> Iterator[bytes]:
    for part in (body, *_unpacked(body)):
        if part is not None:
            yield _plain(part)


def _plain(part: bytes) -> bytes:
    """The same with each sign that names may write in hexadecimal as itself."""
    return _NAME.sub(lambda found: bytes([int(found[1], 16)]), part)


def _unpacked(body: bytes) -> Iterator[bytes | None]:
    """The objects that are packed together, unpacked; None for what is packed in another way than by Flate alone."""
    if _plain(body).count(b"/ObjStm") != body.count(b"/ObjStm"):  # written so by nobody who has nothing to hide
        yield None
    for found in _PACKED.finditer(body):
        unpacking = zlib.decompressobj()
        try:
            part = unpacking.decompress(found.string[found.end() :], _UNPACKED_AT_MOST)
        except zlib.error:
            yield None
        else:
            yield part if unpacking.eof and b"/DecodeParms" not in found[0] else None


def _noted(page: pypdfium2.PdfPage) -> bool:
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_LINK:
                return True
            action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(annotation))
            if action and raw.FPDFAction_GetType(action) not in _PLAIN_LINKS:
                return True
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return False
