"""What the list of cases can be narrowed to."""

from typing import Any

from fairgate.queries.cases import ANY_MEASURE, CLOSED, NO_MEASURE, OPEN, CasesPage
from fairgate.web.shared.forms import Form, Option, Select


class FilterForm(Form):
    """Sent by GET, so that a list can be kept as a bookmark; nothing personal is asked."""

    school = Select("School", required=False)
    state = Select(
        "Open or closed", [Option("", "Both"), Option(OPEN, "Open"), Option(CLOSED, "Closed")], required=False
    )
    measure = Select("Measure in force", required=False)

    def __init__(self, *args: Any, page: CasesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].options = [Option("", "Every school"), *(Option(*one) for one in page.schools)]
        self.fields["measure"].options = [
            Option("", "Any or none"),
            Option(ANY_MEASURE, "Any"),
            Option(NO_MEASURE, "None"),
            *(Option(*one) for one in page.measures),
        ]
