"""The process that sets letters: the same bytes every time, no way out of it, and an end to what does not end."""

import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from fairgate.delivery import pdf as setting
from fairgate.delivery.letter import Letter
from fairgate.delivery.pdf import TemplateFaulty, TemplateStuck, ink, render
from fairgate.delivery.typesetter import Job, Result
from tests.letters.conftest import SAMPLES, Shelf, folder

LETTER = SAMPLES["oak/bar_notice"]
ENDLESS = "#for a in range(100000) { for b in range(100000) { let c = a * b } }"


def worker() -> int:
    """The process that is setting letters for this one."""
    process = setting._typesetter()._running()
    return process.pid


def template(folder: Path, text: str) -> Path:
    """A template of one's own."""
    path = folder / "letter.typ"
    path.write_text(text, encoding="utf-8")
    return path


def direct(root: Path, text: str, seconds: int = 5) -> Result:
    """What the typesetter itself answers, past the checks that come before it."""
    template(root, text)
    return setting._typesetter().set(Job(str(root), "letter.typ", 0, seconds), "letter", {})


@pytest.mark.parametrize("name", ["aspire/ban_notice", "oak/bar_notice", "model/bar_notice"])
def test_the_same_letter_has_the_same_bytes_in_another_process_and_at_another_time(name: str, shelf: Shelf) -> None:
    before, first = worker(), shelf.pdf(name)
    assert render(folder(SAMPLES[name]), SAMPLES[name]) == first
    setting._typesetter().end()
    time.sleep(1.1)  # a clock that was read would have moved on
    assert render(folder(SAMPLES[name]), SAMPLES[name]) == first
    assert worker() != before


def test_another_fact_has_other_bytes_and_the_date_is_the_letters() -> None:
    other = replace(LETTER, dated=date(2024, 10, 2))
    assert render(folder(LETTER), LETTER) != render(folder(other), other)
    assert b"D:20241002" in render(folder(other), other)
    assert b"D:20241001" not in render(folder(other), other)


def test_a_template_that_does_not_end_is_stopped_and_said_so(tmp_path: Path, shelf: Shelf) -> None:
    good, stuck, start = shelf.pdf("oak/bar_notice"), worker(), time.monotonic()
    with pytest.raises(TemplateStuck, match="The template 'bar_notice' was stopped: it had not finished after 1 s"):
        render(template(tmp_path, ENDLESS), LETTER, seconds=1)
    assert time.monotonic() - start < 4
    with pytest.raises(ProcessLookupError):
        os.kill(stuck, 0)
    assert render(folder(LETTER), LETTER) == good, "the next letter is set as if nothing had been"


def test_the_system_ends_it_too_when_nobody_waits(tmp_path: Path) -> None:
    """The limit on processor time holds without the one on the clock."""
    template(tmp_path, ENDLESS)
    typesetter = setting._typesetter()
    typesetter._running()
    job = Job(str(tmp_path), "letter.typ", 0, 1)
    process, start = typesetter._running(), time.monotonic()
    assert process.stdin is not None
    setting.typesetter.write_frame(process.stdin, setting.msgspec.msgpack.encode(job))
    assert process.wait(timeout=20) != 0
    assert time.monotonic() - start < 15


def test_a_template_that_eats_memory_is_stopped(tmp_path: Path, shelf: Shelf) -> None:
    greedy = "#let a = range(200000000)"
    with pytest.raises(TemplateStuck, match="more time or memory than a letter may"):
        render(template(tmp_path, greedy), LETTER)
    assert render(folder(LETTER), LETTER) == shelf.pdf("oak/bar_notice")


def test_it_has_limits_and_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    setting._typesetter().end()
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:hunter2@localhost/x")
    pid = worker()
    assert b"hunter2" not in Path(f"/proc/{pid}/environ").read_bytes()
    limits = Path(f"/proc/{pid}/limits").read_text()
    for line in ("Max file size             0", "Max core file size        0", "Max open files            64"):
        assert line in limits
    assert "Max address space         2147483648" in limits


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1")',
        '#read("/etc/passwd")',
        '#read ( "secret.txt")',
        '#plugin("x.wasm")',
        '#import "@preview/cetz:0.2.0"',
    ],
)
def test_a_template_may_not_ask_for_more_than_words(text: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateFaulty, match=r"which no letter may"):
        render(template(tmp_path, text), LETTER)


def test_past_that_check_it_still_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "inside.txt").write_text("open")
    for path in ("../outside.txt", str(outside), "/etc/passwd", "/../outside.txt"):
        assert direct(root, f'#read("{path}")').pdf == b""
    answer = direct(root, '#set document(title: "t")\n#set text(font: "Noto Sans")\n#read("inside.txt")')
    assert answer.pdf.startswith(b"%PDF"), f"the control: what is inside can be read ({answer.error})"


NETWORKED = '#import "@preview/cetz:0.2.0"'
PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


@contextmanager
def called() -> Iterator[tuple[str, threading.Event]]:
    """The address of a proxy of ours, and whether anybody called it within three seconds."""
    rang = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as ours:
        ours.settimeout(3)

        def listen() -> None:
            try:
                ours.accept()[0].close()
                rang.set()
            except TimeoutError:
                return

        waiting = threading.Thread(target=listen)
        waiting.start()
        yield f"http://127.0.0.1:{ours.getsockname()[1]}", rang
        waiting.join()


def test_past_that_check_it_reaches_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package is looked for on the network. Nobody is called: not even the proxy of the one who started it."""
    setting._typesetter().end()
    with called() as (proxy, rang):
        for name in PROXIES:
            monkeypatch.setenv(name, proxy)
        answer = direct(tmp_path, NETWORKED)
    assert answer.pdf == b""
    assert "package" in answer.error
    assert not rang.is_set()


def test_the_control_typst_by_itself_does_call(tmp_path: Path) -> None:
    with called() as (proxy, rang):
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)} | dict.fromkeys(PROXIES, proxy)
        program = "import sys, typst; typst.compile(sys.argv[1])"
        arguments = [sys.executable, "-c", program, str(template(tmp_path, NETWORKED))]
        assert subprocess.run(arguments, env=environment, capture_output=True).returncode != 0
    assert rang.is_set()


def test_a_template_that_is_not_a_regular_file_is_refused(tmp_path: Path) -> None:
    real = template(tmp_path, "hello")
    link = tmp_path / "link.typ"
    link.symlink_to(real)
    with pytest.raises(TemplateFaulty, match="a regular file"):
        render(link, LETTER)
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "passwd.typ").symlink_to("/etc/passwd")
    with pytest.raises(TemplateFaulty, match="a regular file"):
        render(real, LETTER)


def test_a_letter_that_the_pack_does_not_have_is_refused() -> None:
    letter = replace(LETTER, id="love_letter")
    with pytest.raises(TemplateFaulty, match=r"no letter template love_letter\.typ"):
        render(folder(letter), letter)


@pytest.mark.parametrize(
    "text",
    ['#set text(font: "No Such Font")\nhello', "#unknown", "#let a = (", '#image("x.png")', "= Title\nhello"],
)
def test_a_warning_or_a_fault_makes_no_letter(text: str, tmp_path: Path) -> None:
    """The last has no title of the document and so fails PDF/UA-1 in the typesetter itself."""
    with pytest.raises(TemplateFaulty, match="The template 'bar_notice' of pack 'oak' cannot be set"):
        render(template(tmp_path, text), LETTER)


def test_a_template_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.typ"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateFaulty, match="not UTF-8"):
        render(path, LETTER)


def test_many_at_once_each_get_their_own(shelf: Shelf) -> None:
    letters = [replace(LETTER, reference=f"OAK-{n}") for n in range(8)]
    made: dict[str, bytes] = {}

    def work(letter: Letter) -> None:
        made[letter.reference] = render(folder(letter), letter)

    threads = [threading.Thread(target=work, args=(letter,)) for letter in letters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == {letter.reference: render(folder(letter), letter) for letter in letters}
    assert len(set(made.values())) == 8


def _in_a_fork(answers: "multiprocessing.Queue[tuple[int, bytes]]") -> None:
    answers.put((worker(), render(folder(LETTER), LETTER)))


def test_a_forked_server_has_a_typesetter_of_its_own_and_leaves_ours_alone(shelf: Shelf) -> None:
    good, ours = shelf.pdf("oak/bar_notice"), worker()
    forking = multiprocessing.get_context("fork")
    answers = forking.Queue()
    child = forking.Process(target=_in_a_fork, args=(answers,))
    child.start()
    theirs, made = answers.get(timeout=20)
    child.join(timeout=20)
    assert made == good
    assert theirs != ours == worker()
    assert render(folder(LETTER), LETTER) == good


def test_it_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    render(folder(LETTER), LETTER)
    with pytest.raises(TemplateFaulty):
        render(template(tmp_path, "#unknown"), LETTER)
    (tmp_path / "letter.typ").unlink()
    assert list(tmp_path.iterdir()) == []
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("colour", ["#ffd400", "#ffffff", "#00ff88", "#1f3a5f", "#000000"])
def test_a_pale_colour_is_darkened_until_it_can_be_read(colour: str) -> None:
    dark = ink(colour)
    parts = [int(dark[n : n + 2], 16) for n in (1, 3, 5)]
    assert 1.05 / (setting._luminance(parts) + 0.05) >= 4.5
    assert dark == colour or colour in {"#ffd400", "#ffffff", "#00ff88"}
