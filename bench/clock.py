"""Measures several things side by side, so that the machine's mood falls on all of them alike."""

import gc
import time
from collections.abc import Callable
from statistics import median

ROUNDS = 31
BATCH_NS = 10_000_000  # CPU time of one batch: well above the clock's own grain


def calls_in_a_batch(work: Callable[[], object]) -> int:
    """How many calls take about BATCH_NS of CPU time; at least one."""
    calls = 1
    while True:
        took = cpu_ns(work, calls)
        if took >= BATCH_NS:
            return calls
        calls = max(calls + 1, min(calls * 10, calls * BATCH_NS // max(took, 1)))


def cpu_ns(work: Callable[[], object], calls: int) -> int:
    """CPU time of this process, in nanoseconds, for so many calls."""
    started = time.process_time_ns()
    for _ in range(calls):
        work()
    return time.process_time_ns() - started


def side_by_side(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Nanoseconds of CPU time for one call of each: the median of ROUNDS batches, taken in turns."""
    calls = {name: calls_in_a_batch(work) for name, work in works.items()}
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            gc.collect()  # nobody pays for what another left behind; within a batch it runs as usual
            taken[name].append(cpu_ns(work, calls[name]) / calls[name])
    return {name: median(figures) for name, figures in taken.items()}


def told(ns: float) -> str:
    """A length of time in microseconds, to three figures where that says something."""
    return f"{ns / 1000:,.1f} µs" if ns < 1_000_000 else f"{ns / 1000:,.0f} µs"
