"""The gate's answer for another system: three words, and of a bar its last day, one sentence and whom to call.

No name goes back, no exception and no reason: the system may be a tablet that the visitor is looking at (law.md 30).
"""

from dataclasses import dataclass
from datetime import date, datetime

from fairgate.queries import gate
from fairgate.queries.gate import NotAName, Word
from fairgate.records.gate_keys import gate_by_key

__all__ = ["Checked", "NotAName", "check_at_gate"]

SAY = "They must not come onto the premises. Ask them to wait or to leave, and call."
LEAVE = "They may come in today for what was agreed, and for nothing else. Call before you sign them in."
OFFICE = "the school office"


@dataclass(frozen=True)
class Checked:
    """What the other system is told, and all of it. `until` (the last day included), `say`, `call`: of a bar."""

    answer: str
    until: date | None = None
    say: str = ""
    call: str = ""


def check_at_gate(key: str, name: str, *, now: datetime) -> Checked:
    """The answer at the gate that the key opens for whoever gives `name`. Noted as a look-up by that key.

    Raises NoKey, TooMany and NotAName.
    """
    answer = gate.answer_at(gate_by_key(key, now=now), name, now=now)
    word = answer.word.value.replace(" ", "_")
    if answer.word is not Word.BARRED:
        return Checked(word)
    office = next((f"the {call.office}" for call in answer.calls if call.office), OFFICE)
    phone = f" on {answer.phone}" if answer.phone else ""
    through = f", through {OFFICE}{phone}" if office != OFFICE else phone
    return Checked(word, answer.until, LEAVE if answer.today else SAY, f"{office}{through}")
