"""The process that sets letters: `python -I typesetter.py FONTS`, framed messages on standard input and output.

It runs apart from the web server because a template is code: a loop in one, or a fault in the typesetter, ends here.
It has no database, no secrets in its environment, no network, no way to write a file, and limits on memory and time.
Each frame is four bytes of length, then msgpack: a `Job` in, a `Result` out.
"""

import datetime as dt
import os
import resource
import sys
from typing import IO, cast

import msgspec
import typst

MEMORY = 2 * 1024**3  # bytes of address space: fonts and a ten-page letter take about a quarter
FILES = 64
STANDARDS: tuple["typst.PDFStandard", ...] = ("ua-1", "a-2a")
PAGE_WARNING = "html export is under active development and incomplete"  # see docs/decisions/0007


class Job(msgspec.Struct):
    """One letter to set: the folder that is its whole world, the file in it, the seconds it may take.

    `as_page`: as HTML, which `reading.py` takes apart, and not as a PDF.
    """

    root: str
    main: str
    timestamp: int  # UNIX seconds
    seconds: int
    as_page: bool = False
    standards: tuple[str, ...] = STANDARDS


class Result(msgspec.Struct):
    """The PDF or the page, or what went wrong in one text (message, hints and place)."""

    pdf: bytes = b""
    page: str = ""
    error: str = ""
    ready: bool = False  # sent once, when the fonts are loaded


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame, or None at the end of the stream."""
    size = stream.read(4)
    if len(size) < 4:
        return None
    return stream.read(int.from_bytes(size, "big"))


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Write one frame."""
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def limit() -> None:
    """Take from this process what it has no need of."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def allow_seconds(seconds: int) -> None:
    """Let this process use `seconds` of CPU from now; beyond that the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def set_letter(job: Job, fonts: typst.Fonts) -> Result:
    """Set one letter. A warning counts as an error: a letter is right or it is not made."""
    when = dt.datetime.fromtimestamp(job.timestamp, dt.UTC)
    try:
        # A compiler of its own for each letter: nothing of one letter is left for the next.
        compiler = typst.Compiler(
            os.path.join(job.root, job.main),
            root=job.root,
            font_paths=fonts,
            package_path=os.path.join(job.root, "none"),
            package_cache_path=os.path.join(job.root, "none"),
        )
        if job.as_page:
            made, warnings = compiler.compile_with_warnings(format="html", timestamp=when)
            warnings = [one for one in warnings if one.message != PAGE_WARNING]
        else:
            standards = cast("list[typst.PDFStandard]", list(job.standards))
            made, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=standards, timestamp=when)
    except typst.TypstError as error:
        return Result(error="\n".join([error.message, *error.hints, *error.trace]))
    except RuntimeError as error:
        return Result(error=str(error))
    if warnings:
        return Result(error="\n".join(one.message for one in warnings))
    if not isinstance(made, bytes):
        return Result(error="nothing was set")
    return Result(page=made.decode()) if job.as_page else Result(pdf=made)


def main(folder: str) -> None:
    """Serve jobs until the input ends."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    limit()
    jobs, results = sys.stdin.buffer, sys.stdout.buffer
    write_frame(results, msgspec.msgpack.encode(Result(ready=True)))
    while (frame := read_frame(jobs)) is not None:
        job = msgspec.msgpack.decode(frame, type=Job)
        allow_seconds(job.seconds)
        write_frame(results, msgspec.msgpack.encode(set_letter(job, fonts)))


if __name__ == "__main__":
    main(sys.argv[1])
