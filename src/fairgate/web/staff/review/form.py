"""What a leader says becomes of a report."""

from typing import Any

from fairgate.queries.review import IncidentPage
from fairgate.records.models import Became, Procedure
from fairgate.web.shared.forms import Form, LongText, Option, Radios
from fairgate.web.shared.forms.fields import SeenEntry

ACCEPT, RETURN, NOTE, HAND_OVER = "accept", "return", "note", "hand_over"


class ReviewForm(Form):
    """Into a case, back with a question, a note, or to another procedure. `seen`: the number of its last entry."""

    seen = SeenEntry()
    becomes = Radios("What becomes of it?", missing="Choose what becomes of it")
    question = LongText(
        "What do you want to know?",
        hint="Its reporter reads this, and can add to the report.",
        missing="Write what you want to know",
        rows=4,
        limit=2000,
    )
    note_why = LongText("Why only a note?", missing="Write why it is only a note", rows=3, limit=2000)
    procedure = Radios(
        "To which procedure?",
        [Option(one.value, str(one.label)) for one in Procedure],
        missing="Choose the procedure",
        small=True,
    )
    handed_why = LongText(
        "Why there, and to whom was it given?", missing="Write why, and to whom it was given", rows=3, limit=2000
    )

    def __init__(self, *args: Any, page: IncidentPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [
            Option(
                ACCEPT,
                "Take it into a case" if page.is_open else "Take it into a case after all",
                hint="As an allegation about one person: you choose the paragraph next. It is not found by that.",
            ),
            Option(RETURN, "Ask for more", hint="It goes back to whoever reported it.", reveals=("question",)),
            Option(NOTE, "Keep it as a note", hint="It counts for nothing, and is kept.", reveals=("note_why",)),
            Option(
                HAND_OVER,
                "Hand it to another procedure",
                hint="It is not for this code: a pupil's conduct, a member of staff's, a complaint.",
                reveals=("procedure", "handed_why"),
            ),
        ]
        open_to = dict.fromkeys((ACCEPT, NOTE, HAND_OVER), True) | {RETURN: page.is_open}
        if page.last is Became.ACCEPTED:
            open_to = {ACCEPT: True}
        self.fields["becomes"].options = [one for one in options if open_to.get(one.value)]
        for name, of in (("question", RETURN), ("note_why", NOTE), ("procedure", HAND_OVER), ("handed_why", HAND_OVER)):
            if not open_to.get(of):
                del self.fields[name]
