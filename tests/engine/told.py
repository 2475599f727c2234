"""A case told entry by entry in Python, for tests that look at one act: each entry is accepted, or refused."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.calendar import Calendar, HalfTerm
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Code
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.duties import Duty
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import SUBJECT, Actor, MeasureDecided, MeasureImposed
from fairgate.engine.fold import fold
from fairgate.engine.next_steps import Position, position
from fairgate.engine.refusal import Refusal
from fairgate.engine.words import Decision, MeasureState, Method, Setting
from fairgate.policy.bank_holidays import bank_holidays
from fairgate.policy.pack import load_pack

Builder = Callable[["Told", str], AnyEntry]

TERMS = (
    ("2024-09-03", "2024-10-25"),
    ("2024-11-04", "2024-12-20"),
    ("2025-01-06", "2025-02-14"),
    ("2025-02-24", "2025-04-04"),
    ("2025-04-22", "2025-05-23"),
    ("2025-06-02", "2025-07-23"),
    ("2025-09-03", "2025-10-24"),
)
TERMS_2026 = (
    ("2026-11-03", "2026-12-18"),
    ("2027-01-05", "2027-02-12"),
    ("2027-02-22", "2027-03-25"),
    ("2027-04-12", "2027-05-28"),
    ("2027-06-07", "2027-07-20"),
)


def day(text: str) -> date:
    """A date written as 2024-10-01."""
    return date.fromisoformat(text)


def calendar(terms: tuple[tuple[str, str], ...] = TERMS, closed: tuple[str, ...] = ("2025-05-05",)) -> Calendar:
    """A school's calendar with England's bank holidays."""
    holidays = bank_holidays()
    half_terms = [HalfTerm(day(first), day(last)) for first, last in terms]
    return Calendar(half_terms, map(day, closed), holidays.days, holidays.until)


@cache
def pack(name: str) -> Code:
    """The code of a pack that Fairgate carries."""
    return load_pack(name).code


class Told:
    """A case that grows: `add` what must be accepted, `refuse` what must not."""

    def __init__(self, code: Code | str, days: Calendar | None = None) -> None:
        self.code = pack(code) if isinstance(code, str) else code
        self.calendar = days or calendar(TERMS_2026 if self.code.id == "model" else TERMS)
        self.ledger: list[AnyEntry] = []

    def propose(self, builder: Builder) -> Accepted | Refusal:
        """The engine's answer."""
        return decide(self.code, self.calendar, self.ledger, builder(self, f"e{len(self.ledger) + 1}"))

    def add(self, builder: Builder) -> str:
        """Append an entry that must be accepted; its reference."""
        answer = self.propose(builder)
        assert isinstance(answer, Accepted), f"refused: {answer}"
        self.ledger.append(answer.entry)
        return answer.entry.ref

    def refuse(self, builder: Builder, cites: str = "", says: str = "", change: str = "") -> Refusal:
        """An entry that must be refused, with a paragraph, and words of the reason and of what would change it."""
        answer = self.propose(builder)
        assert isinstance(answer, Refusal), f"accepted: {answer.entry}"
        assert_plain(answer)
        if cites:
            assert cites in answer.paragraphs, answer
        assert says in str(answer), answer
        assert any(change in reason.change for reason in answer.reasons), answer
        return answer

    def case(self, on: str) -> Case:
        """The case on a day."""
        return fold(self.code, self.calendar, self.ledger, day(on))

    def position(self, on: str) -> Position:
        """The position on a day."""
        return position(self.case(on))

    def duty(self, duty_id: str, on: str) -> Duty | None:
        """The open duty of that id, or None."""
        return next((duty for duty in self.position(on).duties if duty.id == duty_id), None)

    def duties(self, on: str) -> set[str]:
        """The ids of the binding duties that are open."""
        return {duty.id for duty in self.position(on).must}

    def may(self, on: str) -> set[str]:
        """The ids of the steps that are open to somebody."""
        return {step.id for step in self.position(on).may}

    def measure(self, ref: str, on: str) -> CaseMeasure:
        """A measure as it stands on a day."""
        return self.case(on).measures[ref]

    def state(self, ref: str, on: str) -> MeasureState:
        """A measure's state on a day."""
        return self.measure(ref, on).state(day(on), self.calendar)


def assert_plain(refusal: Refusal) -> None:
    """Every reason is a full sentence and says, in another, what would change it."""
    assert refusal.reasons
    for reason in refusal.reasons:
        for sentence in (reason.text, reason.change):
            assert len(sentence.split()) > 1, reason
            assert sentence[0].isupper() or sentence[0] in "“'‘", reason
            assert sentence.endswith("."), reason
            assert "None" not in sentence, reason
            assert ".." not in sentence, reason


def actor(office: str, who: str = "") -> Actor:
    """Somebody in an office; by default another person in each."""
    return Actor(office, who or f"the {office}")


def breach(on: str, *clauses: str, by: str = "staff", who: str = "", **fields: Any) -> Builder:
    """Conduct recorded; `setting` and dates as text."""
    for key in ("happened_on",):
        if key in fields:
            fields[key] = day(fields[key])
    if "setting" in fields:
        fields["setting"] = Setting(fields["setting"])
    return lambda told, ref: BreachRecorded(ref=ref, on=day(on), by=actor(by, who), clauses=clauses, **fields)


def step(on: str, name: str, by: str = "", who: str = "", **fields: Any) -> Builder:
    """A step taken, by the first office that may; dates as text, a measure's premises the school 'hill'."""
    for key in ("until", "reply_by"):
        if key in fields:
            fields[key] = day(fields[key])

    def build(told: Told, ref: str) -> AnyEntry:
        rule = told.code.steps[name]
        kind: type[Any] = STEP_ENTRIES[rule.kind]
        if issubclass(kind, MeasureImposed):
            fields.setdefault("sites", ("hill",))
        entry: AnyEntry = kind(ref=ref, on=day(on), by=actor(by or rule.by.offices[0], who), step=name, **fields)
        return entry

    return build


def returned(on: str, of: str, text: str = "An envelope marked 'gone away'.") -> Builder:
    """The service `of` came back."""
    return lambda told, ref: LetterReturned(ref=ref, on=day(on), by=actor("staff"), of=of, text=text)


def served(on: str, of: str, method: str = "hand") -> Builder:
    """A letter handed over, posted or e-mailed."""
    return lambda told, ref: LetterServed(ref=ref, on=day(on), by=actor("staff"), of=of, method=Method(method))


def ended(on: str, of: str, outcome: str) -> Builder:
    """How a step ended."""
    return lambda told, ref: StepEnded(ref=ref, on=day(on), by=actor("staff"), of=of, outcome=outcome)


def says(on: str, of: str) -> Builder:
    """The person makes representations."""
    return lambda told, ref: RepresentationsMade(ref=ref, on=day(on), by=actor(SUBJECT), of=of)


def decides(on: str, decision: str, of: str, by: str, who: str = "", **fields: Any) -> Builder:
    """An office decides about a measure; `reasons` given unless left empty on purpose."""
    for key in ("until", "review_on"):
        if key in fields:
            fields[key] = day(fields[key])
    fields.setdefault("reasons", "written")
    return lambda told, ref: MeasureDecided(
        ref=ref, on=day(on), by=actor(by, who), of=of, decision=Decision(decision), **fields
    )


def finds(on: str, of: str, by: str, reasons: str = "two accounts agree") -> Builder:
    """An alleged breach is found."""
    return lambda told, ref: BreachFound(ref=ref, on=day(on), by=actor(by), of=of, reasons=reasons)


def strikes(on: str, of: str, by: str, reasons: str = "mistaken identity") -> Builder:
    """A breach is struck."""
    return lambda told, ref: BreachStruck(ref=ref, on=day(on), by=actor(by), of=of, reasons=reasons)


def closes(on: str, by: str, outcome: str = "resolved") -> Builder:
    """The case is closed."""
    return lambda told, ref: CaseClosed(ref=ref, on=day(on), by=actor(by), outcome=outcome)


def reopens(on: str, by: str) -> Builder:
    """The case is opened again."""
    return lambda told, ref: CaseReopened(ref=ref, on=day(on), by=actor(by))
