"""What the list of cases can be narrowed to, and its order."""

from typing import Any

from fairgate.queries.cases import CasesPage
from fairgate.queries.cases_matching import (
    ANY_MEASURE,
    CHANGED,
    CLOSED,
    NEWEST,
    NO_MEASURE,
    OPEN,
    OVERDUE,
    OWED,
    SOONEST,
    THIS_WEEK,
    YOURS,
)
from fairgate.web.shared.forms import Form, Option, Select


class FilterForm(Form):
    """Sent by GET, so that a list can be kept as a bookmark and sent to a colleague; nothing personal is asked."""

    school = Select("School", required=False)
    state = Select(
        "Open or closed", [Option("", "Both"), Option(OPEN, "Open"), Option(CLOSED, "Closed")], required=False
    )
    measure = Select("Measure in force", required=False)
    due = Select(
        "What is due",
        [
            Option("", "Anything or nothing"),
            Option(OVERDUE, "Something is overdue"),
            Option(THIS_WEEK, "Something is due this week"),
            Option(OWED, "Something is owed"),
        ],
        required=False,
    )
    whose = Select("Whose work", [Option("", "Anybody’s"), Option(YOURS, "Yours")], required=False)
    step = Select("Step taken", required=False)
    setting = Select("Where it happened", required=False)
    sort = Select(
        "Order",
        [Option(NEWEST, "Newest first"), Option(CHANGED, "Last changed first"), Option(SOONEST, "Due soonest first")],
        required=False,
    )

    def __init__(self, *args: Any, page: CasesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "school": [Option("", "Every school"), *(Option(*one) for one in page.schools)],
            "measure": [
                Option("", "Any or none"),
                Option(ANY_MEASURE, "Any"),
                Option(NO_MEASURE, "None"),
                *(Option(*one) for one in page.measures),
            ],
            "step": [Option("", "Any or none"), *(Option(*one) for one in page.steps)],
            "setting": [Option("", "Anywhere"), *(Option(*one) for one in page.settings)],
        }
        for name, options in offered.items():
            self.fields[name].options = options  # type: ignore[attr-defined]  # ours

    def chosen(self, name: str) -> str:
        """What is chosen in that field, in words; nothing where nothing is, or what is not offered."""
        field, value = self.fields[name], self.data.get(name, "")
        texts = {one.value: one.text for one in field.options}  # type: ignore[attr-defined]  # ours
        return texts.get(value, "") if value else ""
