"""Which bars hold on one person at one gate: for whatever is to be done about somebody who is known already."""

from dataclasses import dataclass
from datetime import date

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.case import CaseMeasure
from fairgate.engine.words import Kind
from fairgate.records.door import Gate
from fairgate.records.models import Case, Person
from fairgate.records.standing import standings

_BAR = str(BarImposed.__struct_config__.tag)


@dataclass(frozen=True)
class Bar:
    """A bar that holds there that day, and its case."""

    case: Case
    measure: CaseMeasure


def bars_on(gate: Gate, person: int, on: date) -> list[Bar]:
    """The bars on the person shown under that key, of whatever case, that hold at this gate on that day."""
    same = Person.objects.with_one().filter(one=person).order_by().values("pk")
    cases = gate.cases.filter(entries__type=_BAR, subject__in=same).select_related("trust").distinct()
    return [
        Bar(one.record, measure)
        for one in standings(list(cases), on)
        for measure in one.folded.measures_in_force()
        if measure.rule.kind is Kind.BAR and gate.school.slug in measure.sites
    ]
