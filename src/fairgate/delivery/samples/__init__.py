"""Every letter of every pack, from invented data: for whoever reviews the wording, and for the tests."""

from fairgate.delivery.letter import Letter
from fairgate.delivery.samples import aspire, model, oak


def letters() -> dict[str, Letter]:
    """Every letter of every pack, each decision apart: 'oak/bar_decision-confirm' and the letter."""
    return {
        f"{letter.pack}/{letter.id}{'-' + letter.decision.word.value if letter.decision else ''}{mark}": letter
        for pack in (aspire, oak, model)
        for mark, letter in pack.letters()
    }
