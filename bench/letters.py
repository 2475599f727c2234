"""A letter beside WeasyPrint's: the same words in the same fonts, tagged as PDF/UA-1 by both."""

import html
import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
import weasyprint
from msgspec.structs import replace
from weasyprint.text.fonts import FontConfiguration

from fairgate.delivery.characters import FONTS
from fairgate.delivery.letter import Letter
from fairgate.delivery.pdf import render
from fairgate.delivery.samples import letters
from fairgate.policy.pack import load_pack

ROUNDS = 21
LETTER = letters()["oak/bar_notice"]
FOLDER = load_pack(LETTER.pack).folder
HERE = Path(__file__).parent
PAGE = (HERE / "letter.html").read_text(encoding="utf-8")  # the wording of Oak's bar notice, as HTML


def somebody() -> Iterator[Letter]:
    """The letter to one person after another, so that neither is helped by what it remembers."""
    for number in count(1):
        name = f"Mr Daniel {number} Ashworth"
        recipient = replace(LETTER.recipient, name=name, greeting=name)
        reasons = f"{LETTER.reasons} This is letter {number}."
        yield replace(LETTER, recipient=recipient, reference=f"OAK-{number}", reasons=reasons)


def page(letter: Letter) -> str:
    """The letter as HTML, its values put in as text."""
    safe = html.escape
    values = {
        "subject": safe(letter.subject),
        "trust": safe(letter.trust.name),
        "address": "<br>".join(safe(line) for line in (letter.recipient.name, *letter.recipient.address)),
        "reference": safe(letter.reference),
        "greeting": safe(letter.recipient.greeting),
        "name": safe(letter.recipient.name),
        "reasons": safe(letter.reasons),
        "serious": safe(letter.serious_reasons),
        "facts": "".join(
            f"<tr><td>{one.on:%d %B %Y}</td><td>{safe(one.text)}</td>"
            f"<td><b>{one.paragraph}</b><br>{safe(one.breach)}</td></tr>"
            for one in letter.facts
        ),
        "earlier": "".join(f"<li>{one.on:%d %B %Y}: {safe(one.text)}</li>" for one in letter.earlier),
        "cited": "<br>".join(f"<b>{one.ref}</b> {safe(one.text)}" for one in letter.cited),
    }
    text = PAGE
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def peer() -> Callable[[Letter], bytes]:
    """WeasyPrint, warm: its fonts and style sheet are read once and kept."""
    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: Noto; font-weight: {weight}; src: url('{(FONTS / name).as_uri()}') }}"
        for name, weight in (("NotoSans-Regular.ttf", "normal"), ("NotoSans-Bold.ttf", "bold"))
    )
    style = (HERE / "letter.css").read_text(encoding="utf-8")
    sheets = [weasyprint.CSS(string=faces + style, font_config=fonts)]

    def write(letter: Letter) -> bytes:
        document = weasyprint.HTML(string=page(letter))
        return bytes(document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"))

    return write


def described(pdf: bytes) -> str:
    """How much there is in it: '3 pages, 1,123 words'."""
    document = pdfium.PdfDocument(pdf)
    words = sum(len(one.get_textpage().get_text_bounded().split()) for one in document)
    return f"{len(document)} pages, {words:,} words"


def cpu_seconds() -> float:
    """CPU time of this process and of those that it started: Fairgate's letters are set by one of them."""
    tick = os.sysconf("SC_CLK_TCK")
    children = [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
    used = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in children)
    return time.process_time() + sum(sum(map(int, one)) for one in used) / tick


def main() -> None:
    """Print the figures: clock time, and CPU time, which says the same on a machine that has other things to do."""
    works: dict[str, Callable[[Letter], bytes]] = {"Fairgate": lambda it: render(FOLDER, it), "WeasyPrint": peer()}
    standards = {"Fairgate": "PDF/UA-1 and PDF/A-2a", "WeasyPrint": "PDF/UA-1"}
    people = somebody()
    made = {name: described(work(next(people))) for name, work in works.items()}  # and both are warm
    taken: dict[str, list[float]] = {name: [] for name in works}
    cpu = dict.fromkeys(works, 0.0)
    for _ in range(ROUNDS):
        for name, work in works.items():
            letter = next(people)
            used, started = cpu_seconds(), time.perf_counter()
            work(letter)
            taken[name].append(1000 * (time.perf_counter() - started))
            cpu[name] += 1000 * (cpu_seconds() - used) / ROUNDS
    ms = {name: median(figures) for name, figures in taken.items()}
    print("\na warm letter, to another person each time")
    for name in works:
        beside = f"{ms[name] / ms['Fairgate']:6.1f} and {cpu[name] / cpu['Fairgate']:.1f} × Fairgate"
        told = f"{ms[name]:8.1f} ms, {cpu[name]:6.1f} ms of CPU"
        print(f"  {name:<15}{standards[name] + ', ' + made[name]:<46}{told}   {beside if name != 'Fairgate' else ''}")


if __name__ == "__main__":
    main()
