"""A letter and a pack's template in, the bytes of a PDF out: PDF/UA-1 and PDF/A-2a, the same bytes every time.

The template sees the letter's values only, as JSON; its world is a folder with three kinds of file in it (`world.py`).
The setting is done by another process (`typesetter.py`), which is ended when it takes longer than ten seconds.
"""

import atexit
import contextlib
import os
import re
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from datetime import time as clock_time
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from fairgate.delivery import typesetter
from fairgate.delivery.characters import FONTS, fit, marked
from fairgate.delivery.letter import Letter, LetterRefused
from fairgate.delivery.requirements import insist, passages, without_passages
from fairgate.delivery.typesetter import Job, Result
from fairgate.delivery.world import lying_in, worlds

SECONDS = 10
PAGES_AT_MOST = 10
"""Of what is posted (GOV.UK Notify takes no more)."""


class Look(StrEnum):
    """How a letter is set: as it is posted, or in large print (18 pt and more, nothing slanted, one column)."""

    STANDARD = "standard"
    LARGE = "large"


_ROOM = {Look.STANDARD: PAGES_AT_MOST, Look.LARGE: 6 * PAGES_AT_MOST}
LAYOUT = Path(__file__).parent / "layout.typ"
COURTESY = Path(__file__).parent / "courtesy.typ"
_START_SECONDS = 30  # a cold start on a busy machine; a warm letter takes milliseconds
_MUST_STATE = re.compile(r"^// must state:(.*)$", re.MULTILINE)
_NEVER = re.compile(r"\beval\s*\(|\bplugin\s*\(|\bread\s*\(|\"@")  # templates are words, with our layout around them
_PAGES = re.compile(r"too many pages: (\d+)")  # what the layout says
_NOT_STATED = re.compile(r"it does not state ([0-9,]+)")
_TOO_LONG = {  # what the layout says -> what the person is told
    "it does not fit its place": "has an address too long for the window of an envelope, or a trust's name too long "
    "for its place. Shorten the lines",
}


class TemplateFaulty(LetterRefused):
    """A template that cannot be set. The message is for whoever keeps the pack."""


class TemplateStuck(LetterRefused):
    """A template that did not finish in time, or used more than it may, and was stopped."""


class LetterTooLong(LetterRefused):
    """A letter that cannot be posted: too many pages, or an address too long for its window."""


class Draft(NamedTuple):
    """What is set otherwise of a letter that is not issued: it says so on each sheet, and has no code to check it by.

    `mark` is given each text that was found fit, with its place ('arrangements[1].text'), and answers what is set.
    `blanks` are days that nobody has given yet: the letter leaves them open.
    """

    mark: Callable[[str, str], str] | None = None
    blanks: tuple[date, ...] = ()


def render(
    letter_path: Path,
    letter: Letter,
    *,
    look: Look = Look.STANDARD,
    translation: str = "",
    seconds: int = SECONDS,
    draft: Draft | None = None,
    signature: bytes = b"",
    logo: bytes = b"",
) -> bytes:
    """The letter as a PDF; the same words in whatever `look`, and after them a courtesy `translation` (its JSON).

    `signature`: a PNG that is printed above the signatory's name. `logo`: one in place of the trust's own.

    `letter_path`: the template's file, or the pack's edition folder (then `letters/<letter.id>.typ` in it).
    Raises a `LetterRefused` that says what is wrong: `LetterIncomplete`, `CharacterNotPrintable`, `ValueTooLong`,
    `LetterTooLong`, `TemplateFaulty`, `TemplateStuck`.
    """
    return _set(letter_path, letter, seconds, draft, look, translation, signature, logo).pdf


def page(letter_path: Path, letter: Letter, *, seconds: int = SECONDS, draft: Draft | None = None) -> str:
    """The same letter by the same template as HTML, for `reading.py` alone. Raises what `render` raises."""
    return _set(letter_path, letter, seconds, draft).page


def _set(
    letter_path: Path,
    letter: Letter,
    seconds: int,
    draft: Draft | None,
    look: Look | None = None,
    translation: str = "",
    signature: bytes = b"",
    logo: bytes = b"",
) -> Result:
    """Without a look it is a page of the web, which has none of its own."""
    template = letter_path / "letters" / f"{letter.id}.typ" if letter_path.is_dir() else letter_path
    files = _files(template)
    insist(letter, must_state(files["letter.typ"]))
    data = fit(msgspec.to_builtins(letter))
    paper = {
        "ink": ink(letter.trust.colour),
        "pages": _ROOM[look or Look.STANDARD] + (PAGES_AT_MOST if translation else 0),
        "form": "sheet" if look else "page",
        "look": look or Look.STANDARD,
        "states": passages(letter),
    }
    if draft is not None:
        data = marked(data, draft.mark) if draft.mark else data
        paper |= {"draft": True, "blanks": [day.isoformat() for day in draft.blanks]}
    pictures = {name: png for name, png in (("signature", signature), ("logo", logo)) if png}
    paper |= dict.fromkeys(pictures, True)
    values = {
        "letter.json": msgspec.json.encode(data),
        "paper.json": msgspec.json.encode(paper),
        "translation.json": translation.encode() or b"null",
    }
    values |= {f"{name}.png": png for name, png in pictures.items()}
    at_noon = datetime.combine(letter.dated, clock_time(12), UTC)
    job = Job(worlds().of(files), "letter.typ", int(at_noon.timestamp()), seconds, look is None)
    result = _typesetter().set(job, letter.id, values)
    if found := _PAGES.search(result.error):
        over = int(found.group(1)) - PAGES_AT_MOST
        raise LetterTooLong(
            f"The letter '{letter.id}' would have more than {PAGES_AT_MOST} pages, which cannot be posted: {over} too "
            "many. Shorten the reasons, or cite fewer paragraphs."
        )
    for sign, sentence in _TOO_LONG.items():
        if sign in result.error:
            raise LetterTooLong(f"The letter '{letter.id}' {sentence}.")
    if left_out := _NOT_STATED.search(result.error):
        raise without_passages(letter, left_out.group(1).split(","))
    if result.error:
        raise TemplateFaulty(f"The template '{letter.id}' of pack '{letter.pack}' cannot be set: {result.error}")
    return result


def set_job(job: Job, name: str) -> Result:
    """Have something set that is no letter. Raises TemplateFaulty, TemplateStuck."""
    result = _typesetter().set(job, name, {})
    if result.error:
        raise TemplateFaulty(f"The template '{name}' cannot be set: {result.error}")
    return result


@lru_cache(maxsize=64)
def must_state(template: str) -> tuple[str, ...]:
    """The letter's fields that a template asks for in its lines `// must state: until, review_on`."""
    lists = (found.split("(", 1)[0].split(",") for found in _MUST_STATE.findall(template))
    return tuple(name.strip() for names in lists for name in names if name.strip())


def ink(colour: str) -> str:
    """The trust's colour, darkened until text in it can be read on white paper (contrast of 4.5 to 1 or more)."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise LetterRefused(f"The trust's colour is '{colour[:20]}'; it has to be written like '#1f3a5f'.")
    parts = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    while 1.05 / (_luminance(parts) + 0.05) < 4.5:
        parts = [part * 9 // 10 for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(parts: list[int]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in parts))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _files(template: Path) -> dict[str, str]:
    """The texts that make up the letter's world: our layout, the template, and the pack's shared parts."""
    sources = {"layout.typ": LAYOUT, "courtesy.typ": COURTESY, "letter.typ": template}
    parts = template.parent / "parts"
    if parts.is_dir():
        sources |= {f"parts/{path.name}": path for path in sorted(parts.glob("*.typ"))}
    files: dict[str, str] = {}
    for name, path in sources.items():
        if path.is_symlink() or not path.is_file():
            raise TemplateFaulty(f"There is no letter template {path.name} in {path.parent.name}/ (a regular file).")
        try:
            files[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise TemplateFaulty(f"The template {path.name} is not UTF-8 text.") from error
        if name != "layout.typ" and (found := _forbidden(files[name])):
            raise TemplateFaulty(f"The template {path.name} uses {found.group()!r}, which no letter may.")
    return files


@lru_cache(maxsize=64)
def _forbidden(template: str) -> re.Match[str] | None:
    return _NEVER.search(template)


class _Typesetter:
    """A process that stays for the next letter, and one caller at a time. Started anew when it was ended."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def set(self, job: Job, name: str, values: Mapping[str, bytes]) -> Result:
        """Set one letter; the process is ended when it does not answer in time. `values` are there meanwhile alone."""
        with self._turn, lying_in(job.root, values):
            process = self._running()
            try:
                assert process.stdin is not None  # noqa: S101  # a pipe was asked for
                typesetter.write_frame(process.stdin, msgspec.msgpack.encode(job))
                return self._answer(process, time.monotonic() + job.seconds)
            except (TimeoutError, BrokenPipeError, EOFError) as error:
                self.end()
                why = (
                    f"was stopped: it had not finished after {job.seconds} s"
                    if isinstance(error, TimeoutError)
                    else "used more time or memory than a letter may, and was stopped"
                )
                raise TemplateStuck(
                    f"The template '{name}' {why}. No letter was made. Tell whoever keeps the pack."
                ) from error

    def end(self) -> None:
        """End the process, if there is one; a forked copy of this object leaves its parent's alone."""
        if os.getpid() != self._owner:
            return
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        # Isolated (-I), with an environment of its own: no secrets to read, and a proxy that leads nowhere.
        nowhere = "http://127.0.0.1:9"
        self._process = subprocess.Popen(  # noqa: S603  # our own file and our own folder of fonts, nothing given
            [sys.executable, "-I", typesetter.__file__, str(FONTS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={"LANG": "C.UTF-8", "HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere, "ALL_PROXY": nowhere},
            start_new_session=True,
        )
        try:
            self._answer(self._process, time.monotonic() + _START_SECONDS)
        except (TimeoutError, EOFError) as error:
            self.end()
            raise LetterRefused("The typesetter did not start. Check that the installation is whole.") from error
        return self._process

    @staticmethod
    def _answer(process: subprocess.Popen[bytes], until: float) -> Result:
        assert process.stdout is not None  # noqa: S101  # a pipe was asked for
        handle = process.stdout.fileno()
        size = int.from_bytes(_read(handle, 4, until), "big")
        return msgspec.msgpack.decode(_read(handle, size, until), type=Result)


def _read(handle: int, size: int, until: float) -> bytes:
    """Exactly `size` bytes, by the moment `until` of the monotonic clock."""
    parts: list[bytes] = []
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    while size:
        left = until - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


_by_process: dict[int, _Typesetter] = {}
_choosing = threading.Lock()


def _typesetter() -> _Typesetter:
    """This process's own typesetter: a forked server never shares its parent's."""
    with _choosing:
        own = os.getpid()
        if own not in _by_process:
            _by_process.clear()
            _by_process[own] = _Typesetter()
            atexit.register(_by_process[own].end)
        return _by_process[own]
