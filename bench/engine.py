"""The engine beside SpiffWorkflow: from a stored case to what may, must and must not happen next."""

from collections.abc import Callable

from bench.clock import side_by_side, told
from bench.ledgers import CALENDAR, ledger
from bench.spiff.peer import questions
from bench.spiff.table import rows
from fairgate.engine.code import Code
from fairgate.engine.entries import decode_many, encode
from fairgate.engine.fold import fold
from fairgate.engine.next_steps import Position, position
from fairgate.policy.pack import ids, load_pack

LENGTHS = (20, 100)


def what_may_and_must(now: Position) -> tuple[list[object], list[object]]:
    """What may happen next, by whom and under which paragraphs, and every duty with its owner and date."""
    return (
        [(step.id, step.offices, step.paragraphs) for step in now.may],
        [(duty.id, duty.owners, duty.due, duty.paragraphs) for duty in now.duties],
    )


def everything(now: Position) -> tuple[object, ...]:
    """The same, with the reason, the paragraphs and the way out of every step that is shut, and the warnings."""
    return (*what_may_and_must(now), [step.reason for step in now.must_not], now.warnings)


def answers(code: Code, length: int) -> dict[str, Callable[[], object]]:
    """The engine's answers as functions to be timed, from the JSON payloads of a ledger's rows."""
    entries, on = ledger(code, length)
    stored = [encode(entry) for entry in entries]

    def now() -> Position:
        return position(fold(code, CALENDAR, decode_many(stored), on))

    return {
        "may and must, cited": lambda: what_may_and_must(now()),
        "everything, cited": lambda: everything(now()),
    }


def compare(code: Code, length: int) -> list[str]:
    """Lines to print: each figure, and each of the peer's as a multiple of the engine's."""
    ours, theirs = answers(code, length), questions(code, length)
    ns = side_by_side(ours | theirs)
    plain, full = (ns[name] for name in ours)
    lines = [f"{code.id}, {length} entries; a decision table of {len(rows(code))} rows"]
    lines += [f"  Fairgate       {name:<26}{told(ns[name]):>12}" for name in ours]
    lines += [
        f"  SpiffWorkflow  {name:<26}{told(ns[name]):>12}   {ns[name] / plain:6.1f} × may and must,"
        f" {ns[name] / full:6.1f} × everything"
        for name in theirs
    ]
    return lines


def main() -> None:
    """Print the comparison for every pack that Fairgate carries."""
    print("From a stored case to the answer: CPU time of one call, median of many, in one process, in turns.")
    for pack in ids():
        code = load_pack(pack).code
        for length in LENGTHS:
            print("\n".join(compare(code, length)), flush=True)
