"""What a measure was weighed by, for its letter: the template may print it, and need not (law.md 17)."""

from fairgate.delivery.characters import quoted
from fairgate.engine.entry import MeasureDecided, MeasureImposed, Weighing


def weighed(entry: MeasureDecided | MeasureImposed | None) -> Weighing | None:
    """What the entry weighs, in signs that can be printed, so that no word stops a letter; None where it does not."""
    told = entry.weighing if entry is not None else None
    if told is None:
        return None
    return Weighing(alternatives=quoted(told.alternatives), child=quoted(told.child), needs=quoted(told.needs))
