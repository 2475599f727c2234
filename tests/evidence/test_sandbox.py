"""The seal: what a process can do no more once it is shut in; each with a control that it could before."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from fairgate.delivery.evidence.sandbox import can_seal

TRIED = """
import ctypes, json, os, signal, socket, subprocess, sys, threading
from fairgate.delivery.evidence import sandbox
path, other, shut_in = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "yes"
opened = os.open(path, os.O_RDWR)
kernel = ctypes.CDLL(None, use_errno=True)
def thread():
    one = threading.Thread(target=int); one.start(); one.join()
def fork():
    if os.fork() == 0: os._exit(0)
    os.wait()
def raw(number, *given):
    if kernel.syscall(number, *given) < 0: raise OSError(ctypes.get_errno(), "refused")
TRIES = {
    "read a file": lambda: open(path).read(),
    "write a file": lambda: open(path, "w").close(),
    "write through a handle": lambda: os.write(opened, b"x" * 10),
    "shorten a file": lambda: os.ftruncate(opened, 0),
    "list a folder": lambda: os.listdir("/"),
    "remove a file": lambda: os.unlink(path + ".gone"),
    "move a file": lambda: os.rename(path, path + ".moved"),
    "make a folder": lambda: os.mkdir(path + ".folder"),
    "follow a link": lambda: os.readlink("/proc/self/exe"),
    "connect": lambda: socket.socket().connect(("127.0.0.1", other)),
    "a socket": lambda: socket.socket(socket.AF_UNIX).close(),
    "a datagram": lambda: socket.socket(type=socket.SOCK_DGRAM).close(),
    "start a program": lambda: subprocess.run(["/bin/true"], check=True),
    "fork": fork,
    "a thread": thread,
    "a signal": lambda: os.kill(os.getppid(), 0),
    "an anonymous file": lambda: os.close(os.memfd_create("x")),
    "a ring of calls": lambda: raw(425, 1, ctypes.create_string_buffer(120)),
}
if shut_in:
    sandbox.limit(10, 1024 ** 3)
    sandbox.seal()
could = {}
for name, attempt in TRIES.items():
    try:
        attempt(); could[name] = True
    except (OSError, RuntimeError) as error:
        could[name] = False
print(json.dumps(could))
"""


def _tried(tmp_path: Path, shut_in: str) -> dict[str, bool]:
    path = tmp_path / "file"
    path.write_text("x")
    Path(f"{path}.gone").touch()
    with socket.create_server(("127.0.0.1", 0)) as other:
        command = [sys.executable, "-I", "-c", TRIED, str(path), str(other.getsockname()[1]), shut_in]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    could: dict[str, bool] = json.loads(ran.stdout)
    return could


def test_shut_in_it_can_do_none_of_it(tmp_path: Path) -> None:
    assert can_seal(), "this machine is none that the seal is made for"
    could = _tried(tmp_path, "yes")
    # A handle that is open already could be written through, were there one: no byte may be, by the limit.
    assert [name for name, done in could.items() if done] == []
    assert (tmp_path / "file").read_text() == "x"


def test_control_before_that_it_could(tmp_path: Path) -> None:
    could = _tried(tmp_path, "no")
    # A kernel may have its rings switched off for everybody.
    assert [name for name, done in could.items() if not done and name != "a ring of calls"] == []


LIMITED = """
import sys
from fairgate.delivery.evidence import sandbox
sandbox.limit(0, 512 * 1024 ** 2)
if sys.argv[1] == "memory":
    try:
        bytearray(600 * 1024 ** 2)
    except MemoryError:
        print("refused")
while sys.argv[1] == "time":
    pass
"""


@pytest.mark.parametrize(("what", "out", "code"), [("memory", "refused\n", 0), ("time", "", -24)])
def test_memory_and_time_have_an_end(what: str, out: str, code: int) -> None:
    ran = subprocess.run([sys.executable, "-I", "-c", LIMITED, what], capture_output=True, text=True, timeout=60)
    assert (ran.stdout, ran.returncode) == (out, code)


def test_another_machines_calls_end_the_process() -> None:
    """A program can ask the kernel by the table of the older, 32-bit machine: the filter knows, and ends it."""
    code = (
        "import ctypes, mmap, platform, sys\n"
        "from fairgate.delivery.evidence import sandbox\n"
        "if platform.machine() != 'x86_64': sys.exit(-31)\n"
        "page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)\n"
        "page.write(bytes.fromhex('53b814000000cd805bc3'))  # getpid() by int 0x80\n"
        "call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))\n"
        "if sys.argv[1] == 'yes': sandbox.seal()\n"
        "call()\n"
    )
    for sealed, returned in (("yes", -31), ("no", 0)):
        ran = subprocess.run([sys.executable, "-I", "-c", code, sealed], capture_output=True, timeout=60)
        assert ran.returncode in (returned, -31 if sealed == "yes" else -11), ran.stderr
