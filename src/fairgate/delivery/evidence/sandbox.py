"""Shutting in the process that looks at files: limits everywhere, and on Linux a seal on its system calls.

Sealed, it can compute, use the pipes that it has, and end. It cannot open a file, make a connection, start a program
or touch another process: what a hostile file makes it do ends there, and what it could not read it cannot hand back.
Everything that it imports must be imported before.
"""

import ctypes
import os
import platform
import resource
import sys

# Calls that stay open, by their numbers in the kernel's tables for x86_64 and aarch64.
_OPEN = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "lseek": (8, 62),
    "close": (3, 57),
    "fstat": (5, 80),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "brk": (12, 214),
    "madvise": (28, 233),
    "futex": (202, 98),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "getrandom": (318, 278),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getrusage": (98, 165),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "sysinfo": (99, 179),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # the column above, and the kernel's own number

_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the kernel's filter language (classic BPF)
_ALLOW, _END, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | 1  # refused: 'operation not permitted'
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def can_seal() -> bool:
    """Whether this machine is one that the seal is made for; on another there are the limits alone."""
    return sys.platform == "linux" and platform.machine() in _MACHINES and sys.maxsize > 2**32


def limit(seconds: int, memory: int) -> None:
    """No core file, no byte written to a file, no second process, so many seconds of CPU, so much address space."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed + 1))


def seal() -> None:
    """Take every other system call from this process, for good. Raises OSError where the kernel will not do it."""
    column, own = _MACHINES[platform.machine()]
    numbers = [call[column] for call in _OPEN.values()]
    steps = [
        _Step(_LOAD, 0, 0, 4),  # which machine's table the call is from
        _Step(_IF_EQUAL, 1, 0, own),
        _Step(_RETURN, 0, 0, _END),
        _Step(_LOAD, 0, 0, 0),  # the number of the call
        # Each jumps, when it is the one, over the others and the refusal.
        *(_Step(_IF_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_RETURN, 0, 0, _ALLOW),
    ]
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or kernel.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), f"the process could not be sealed: {os.strerror(ctypes.get_errno())}")
