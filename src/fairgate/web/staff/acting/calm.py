"""Words in a letter that are read as a judgement, or that one exception proves wrong: named to whoever writes, never
refused.
"""

import re

_ABSOLUTE = ("always", "never", "constantly", "continually", "every time", "all the time", "everyone", "nobody")
_LABELS = (
    *("abusive", "aggressive", "aggressively", "angry", "confrontational", "difficult", "disgraceful", "disgusting"),
    *("hostile", "inappropriate", "intimidating", "irrational", "offensive", "rude", "threatening", "unacceptable"),
    *("unreasonable", "vexatious", "violent"),
)
_SURE = ("clearly", "obviously", "of course", "as you know")

HELP = (
    "Write what was said and done, as somebody present saw or heard it.",
    "Say on which day, and where.",
    "Say what is asked of the person, and until when.",
    "Quote words that matter, however they sounded.",
)
"""How to write a passage of a letter, in short."""


def notes(text: str) -> list[str]:
    """What to look at again in a text, in sentences; empty for a text that has none of it."""
    found = []
    if words := _in(text, _ABSOLUTE):
        found.append(f"{words}: one exception makes it untrue. Name the days instead.")
    if words := _in(text, _LABELS):
        found.append(f"{words}: a judgement. Unless the Code itself says so, write what was said or done.")
    if words := _in(text, _SURE):
        found.append(f"{words}: it can go; what follows stands without it.")
    return found


def _in(text: str, words: tuple[str, ...]) -> str:
    there = [word for word in words if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]
    return ", ".join(f"“{word}”" for word in there)
