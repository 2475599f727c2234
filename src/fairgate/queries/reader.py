"""Who looks at a case: what they may do in it, what they may read, and the ways to the acts they may do."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from fairgate.engine import phrases
from fairgate.engine.authority import by_themselves, in_place_of, is_competent, same_person
from fairgate.engine.case import Case, CaseBreach, CaseMeasure
from fairgate.engine.code import Code
from fairgate.engine.duties import REVIEW_OVERRIDE, SERVE_NOTICE, TELL_LAPSE, Duty
from fairgate.engine.words import Mark, OfficeKind
from fairgate.records.clearance import is_cleared
from fairgate.records.door import CLERK
from fairgate.records.models import User


@dataclass(frozen=True)
class Way:
    """The way to an act: `page` names its address, `ref` the step of the code or entry of the ledger it acts on.

    Where it is not `open` to the reader, `whose` says who may, in words; `note` gives another reason, if there is one.
    """

    words: str
    page: str
    ref: str = ""
    open: bool = True
    whose: str = ""
    note: str = ""


@dataclass(frozen=True)
class Reader:
    """Somebody who holds these offices at the case's school, as its ledger would name them."""

    person: str
    held: frozenset[str]
    code: Code

    @classmethod
    def of(cls, user: User, held: frozenset[str], code: Code) -> "Reader":
        """The reader that a signed-in user is. Entries name a user so, and by no name (actions/acting.py)."""
        return cls(f"user {user.pk}", held, code)

    def may(self, offices: Collection[str]) -> bool:
        """Whether an office that they hold is competent where the code names `offices`."""
        return any(is_competent(self.code, office, tuple(offices)) for office in self.held)

    @property
    def reads_safeguarding(self) -> bool:
        """Whether they read what is restricted at the school: what is marked safeguarding, court orders, confidential
        addresses. Its safeguarding lead does, and whoever the code lets find (law.md 26, 33)."""
        return is_cleared(self.code, self.held)

    def enters_for(self, offices: Collection[str]) -> bool:
        """Whether they enter what one of these offices decides: it is a body, and they are the clerk."""
        return CLERK in self.held and any(self._is_body(one) for one in offices)

    def _is_body(self, office: str) -> bool:
        known = self.code.offices.get(office)
        return known is not None and known.kind is OfficeKind.BODY

    def reads(self, case: Case, breach: CaseBreach) -> bool:
        """Whether they read what is written of a breach.

        What is marked safeguarding is for those of `reads_safeguarding`, and for whoever decides on a measure that
        rests on it: nobody decides on what they cannot read.
        """
        if Mark.SAFEGUARDING not in breach.marks or self.reads_safeguarding:
            return True
        return any(self.decides(measure) for measure in case.measures.values() if breach in measure.rests_on)

    def decides(self, measure: CaseMeasure) -> bool:
        """Whether they decide on a measure or review it, or enter what a body decides about it."""
        return self.may(_deciders(measure)) or self.enters_for(_deciders(measure))

    @property
    def enters(self) -> bool:
        """Whether they enter anything by themselves: whoever only sits on a body does not."""
        return bool(by_themselves(self.code, self.held))

    def way(self, words: str, page: str, ref: str = "", offices: Collection[str] = ()) -> Way:
        """The way to an act that the code gives to `offices`; to none: whoever may see the case may do it."""
        may = not offices or self.may(offices) or self._stands_in(offices)
        return Way(words, page, ref, may and self.enters, phrases.offices(self.code, offices))

    def _stands_in(self, offices: Collection[str]) -> bool:
        return any(in_place_of(self.code, office, tuple(offices)) for office in self.held)

    def way_to_decide(self, measure: CaseMeasure, words: str = "Decide") -> Way:
        """The way to a decision about a measure: for the offices that decide or review, never for its maker."""
        way = replace(self.way(words, "decision", measure.ref, _deciders(measure)), open=self._may_decide(measure))
        if self.enters_for(_deciders(measure)):
            way = replace(way, open=True)
        elif way.open and not self.may([one for one in _deciders(measure) if not self._is_body(one)]):
            way = replace(way, words="How it is decided")  # who sits on a body does not decide alone
        if way.open and any(same_person(self.person, maker) for maker in measure.makers):
            note = "You imposed this yourself: another holder of the office decides."
            return Way(words, "decision", measure.ref, False, way.whose, note)
        return way

    def _may_decide(self, measure: CaseMeasure) -> bool:
        return self.may(_deciders(measure)) or self._stands_in(_deciders(measure))

    def way_to_carry_out(self, case: Case, duty: Duty) -> Way:
        """The way to the act that carries out a duty."""
        rule = self.code.steps.get(duty.id)
        if rule is not None:
            return self.way("Take this step", "step", rule.id, rule.by.offices)
        if duty.id == REVIEW_OVERRIDE:
            return self.way("Look at it", "override_review", duty.of, duty.owners)
        if duty.id == TELL_LAPSE:
            return self.way("Tell them", "lapse", duty.of, duty.owners)
        if duty.id == SERVE_NOTICE or duty.of in case.decisions:
            return self.way("Record how it was served", "service", duty.of)
        return self.way_to_decide(case.measures[duty.of])


def _deciders(measure: CaseMeasure) -> tuple[str, ...]:
    """The offices that decide on a measure, or review it in time."""
    rule = measure.measure
    return tuple(dict.fromkeys((*rule.decision.owners, *(rule.review.owners if rule.review else ()))))
