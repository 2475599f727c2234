"""What is asked at the gate: whose name, at which school; and then, at most, one question."""

from collections.abc import Sequence
from typing import Any

from fairgate.queries.gate_question import Question
from fairgate.records.models import School
from fairgate.web.shared.forms import Form, Hidden, Option, Select, Text

LONGEST = 120
"""Characters of a name, or of what was said to the question."""


class ChooseSchool(Select):
    """The schools at whose gate the user may ask. Any other that is posted is for the door to refuse, and to note."""

    def _check(self, value: str) -> None:
        pass


class GateForm(Form):
    """A name, or what else tells who it is; and the school, where there are several of the user's, `schools`."""

    school = ChooseSchool("Which school?", missing="Choose the school whose gate this is.")
    name = Text(
        "Name of the person",
        hint="First name and surname; an initial will do for the first. The full name of a child, a number plate or a "
        "telephone number can be looked up too.",
        missing="Write the name of the person.",
        limit=LONGEST,
        # The browser is to keep no list of who was asked about, and to send no name away to be spell-checked.
        autocomplete="off",
        spellcheck=False,
        label_classes="govuk-label--m",
        classes="fg-gate__name",
        attrs={"autocapitalize": "words"},
    )

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(schools) > 1:
            self.fields["school"].options = [Option(school.slug, school.name) for school in schools]  # type: ignore[attr-defined]  # ours
        else:
            # Posted all the same: a page that was left open must not answer for the school its user moved to.
            self.fields["school"] = Hidden(required=True, initial=schools[0].slug)


QUESTIONS = {
    Question.CHILD: "Which child do they collect?",
    Question.CAR: "What is the number plate of their car?",
    Question.CHILD_OR_CAR: "Which child do they collect, or what is the number plate of their car?",
}
HINTS = {
    Question.CHILD: "First name, or first name and surname",
    Question.CAR: "For example AB12 CDE",
    Question.CHILD_OR_CAR: "A child’s name, or a number plate such as AB12 CDE",
}


class QuestionForm(Form):
    """The one question, asked of the visitor; it carries along what was asked before."""

    school = Hidden()
    name = Hidden()
    clue = Text(
        "Question",
        missing="Write what they say. If they do not say, call.",
        limit=LONGEST,
        autocomplete="off",
        spellcheck=False,
        classes="fg-gate__name",
        attrs={"autocapitalize": "words"},
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="question_%s", **kwargs)
        self.fields["clue"].label = QUESTIONS[question]
        self.fields["clue"].help_text = HINTS[question]
