"""A thousand letters with two workers: set, and carried to a stand-in for GOV.UK Notify; a copy of three hundred pages.

`python -m bench.outbox`, on SQLite in a folder that is thrown away. The stand-in answers at once, so that what is
measured is ours: the outbox, the ledger, the client.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

LETTERS, WORKERS, PAGES = int(os.environ.get("LETTERS", "1000")), 2, 300


def main() -> None:
    """Print how fast, how much memory at most, and that nothing was sent twice."""
    if sys.argv[1:2] == ["--set"]:
        return _set(int(sys.argv[2]), int(sys.argv[3]))
    with tempfile.TemporaryDirectory() as state:
        os.environ |= {"FAIRGATE_STATE": state, "DJANGO_SETTINGS_MODULE": "fairgate.project.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        share = LETTERS // WORKERS
        commands = [[sys.executable, "-m", "bench.outbox", "--set", str(n * share), str(share)] for n in range(WORKERS)]
        seconds, memory, said = run(commands)
        set_ones = set(said.split())
        print(f"\n{LETTERS:,} letters with {WORKERS} workers")
        told("set, each to another person", seconds, memory, f"{len(set_ones):,} different files")
        _carried()
        _copied(Path(state))
    return None


def told(what: str, seconds: float, memory: float, rest: str) -> None:
    """One line of what was measured."""
    print(f"  {what:<32}{seconds:7.1f} s {LETTERS / seconds:7.0f} a second  {memory:6.0f} MB at most  {rest}")


def run(commands: list[list[str]], **environment: str) -> tuple[float, float, str]:
    """Run them all at once: seconds, the most memory that one of them took, what they printed."""
    started = time.perf_counter()
    running = [
        subprocess.Popen(one, stdout=subprocess.PIPE, text=True, env=os.environ | environment) for one in commands
    ]
    said, memory = "", 0.0
    for one in running:
        assert one.stdout is not None
        said += one.stdout.read()
        _, status, used = os.wait4(one.pid, 0)
        one.returncode = status
        assert status == 0
        memory = max(memory, used.ru_maxrss / 1024)
    return time.perf_counter() - started, memory, said


def _set(first: int, number: int) -> None:
    from itertools import islice

    from bench.letters import FOLDER, somebody
    from fairgate.delivery.pdf import render

    for letter in islice(somebody(), first, first + number):
        print(hashlib.sha256(render(FOLDER, letter)).hexdigest())


def _carried() -> None:
    """Two workers carry them: handed over, and when they are posted recorded as served."""
    from tests.notify_stand_in import KEY, NotifyStandIn

    from fairgate.records.models import LedgerEntry, Sending

    _outbox()
    printer = NotifyStandIn()
    at = {"FAIRGATE_NOTIFY": f"oak={KEY}", "FAIRGATE_NOTIFY_AT": printer.address}
    command = [[sys.executable, "-m", "fairgate.ops.cli", "send"]] * WORKERS
    seconds, memory, _ = run(command, **at)
    twice = len(printer.letters) - len({one["reference"] for one in printer.letters})
    told("handed to GOV.UK Notify", seconds, memory, f"{len(printer.letters):,} there, {twice} twice")
    printer.become("received")
    Sending.objects.update(next_try_at=datetime(2024, 10, 1, tzinfo=UTC))
    seconds, memory, _ = run(command, **at)
    served = LedgerEntry.objects.filter(type="letter_served").count()
    told("posted: recorded as served", seconds, memory, f"{served:,} entries, {len(printer.letters):,} letters there")
    printer.stop()


def _outbox() -> None:
    from django.db import transaction
    from tests.house import NOW, TODAY, House
    from tests.told import bar, incident, terms, told

    from bench.letters import FOLDER, somebody
    from fairgate.delivery.pdf import render
    from fairgate.records.models import IssuedLetter, Sending, SendingWay

    with transaction.atomic():
        house = House()
        terms(house.oak)
        head = house.user("headteacher", house.prestfield)
        pdf = render(FOLDER, next(somebody()))
        for _ in range(LETTERS):
            case = told(house.case(), incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=30)), by=head)
            letter = IssuedLetter.objects.create(
                case=case,
                entry=case.entries.get(ref="e2"),
                letter="bar_notice",
                pdf=pdf,
                sha256=hashlib.sha256(pdf).hexdigest(),
                template_sha256="0" * 64,
                edition="2022-09",
                issued_at=NOW,
            )
            asked: dict[str, Any] = {"asked_by": head, "asked_at": NOW, "next_try_at": NOW}
            Sending.objects.create(letter=letter, way=SendingWay.POST, to="A", reference=uuid4(), **asked)


def _copied(state: Path) -> None:
    """A copy of a case file of about three hundred pages: entries, a letter, photographs, and originals attached."""
    from PIL import Image

    from bench.letters import FOLDER, cpu_seconds, somebody
    from fairgate.delivery.bundle import Attached, CaseFile, Item, Page, Said, bind
    from fairgate.delivery.pdf import render

    pdf = render(FOLDER, next(somebody()))
    photograph = state / "photograph.jpg"
    Image.effect_noise((1240, 1754), 25).convert("RGB").save(photograph, quality=60)
    body = photograph.read_bytes()

    def page(number: int) -> Page:
        """A page of its own: no two have the same bytes."""
        path = state / f"{number}.jpg"
        path.write_bytes(body + b"%d" % number)
        return Page(lambda: path, "Photograph, page 1 of 1, as it was handed in.")

    words = (Said("What was reported", "He shouted and banged on the window of the office. " * 12),)
    attached = (Attached("photograph.jpg", lambda: body, "image/jpeg", "As it was handed in"),)
    items = [Item(name=f"Alleged: “Threats” ({n}).", day="1 October 2024", words=words) for n in range(200)]
    items += [Item(name=f"Bar notice {n}", day="1 October 2024", letter=pdf) for n in range(5)]
    items += [
        Item(name=f"Photograph {n}", day="1 October 2024", pages=(page(n),), attached=attached if n < 10 else ())
        for n in range(PAGES - 15 - 40)
    ]
    file = CaseFile(
        title="Case file",
        author="Oak",
        for_whom="Copy",
        lead="Somebody",
        foot="Oak",
        about=(),
        left_out=(),
        items=tuple(items),
    )
    used, started = cpu_seconds(), time.perf_counter()
    bound = bind(file, at=datetime(2024, 10, 1, tzinfo=UTC), progress=lambda done, total: None)
    seconds = time.perf_counter() - started
    cpu = cpu_seconds() - used
    print(f"\na copy of a case file: {bound.pages} pages, {len(bound.pdf) / 1024**2:.0f} MB")
    print(f"  made in {seconds:.1f} s, {cpu:.1f} s of CPU")


if __name__ == "__main__":
    main()
