"""What the engine answers when something may not be done: why, which paragraph says so, what would change it."""

from msgspec import Struct


class Reason(Struct, frozen=True):
    """One reason: a full sentence, the paragraphs behind it, and a full sentence on what would change it."""

    text: str
    paragraphs: tuple[str, ...] = ()
    change: str = ""


class Refusal(Struct, frozen=True):
    """The answer to an act that may not be done; nothing was written."""

    reasons: tuple[Reason, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Every paragraph that the reasons cite, in order, once each."""
        return tuple(dict.fromkeys(ref for reason in self.reasons for ref in reason.paragraphs))

    def __str__(self) -> str:
        return " ".join(reason.text for reason in self.reasons)


class Refused(Exception):
    """Raised inside an act's check, and turned into a `Refusal` by `decide`."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(" ".join(reason.text for reason in reasons))
        self.reasons = reasons


def refuse(text: str, paragraphs: tuple[str, ...] = (), change: str = "") -> Refused:
    """A `Refused` with one reason."""
    return Refused(Reason(text, paragraphs, change))
