"""What a letter of no case asks: an answer to a concern, or a word beside the code that is sent."""

from typing import Any
from uuid import uuid4

from fairgate.delivery.characters import TEXT_AT_MOST
from fairgate.engine.words import Purpose
from fairgate.queries.person_letter import WritingAsked
from fairgate.web.shared.forms import Date, Form, Hidden, LongText, Option, Radios


class WritingForm(Form):
    """All that either asks; what the other needs is taken out."""

    operation = Hidden()
    school = Radios("From which school do you write?", missing="Choose the school")
    raised_on = Date("When was the concern raised?", past=True, missing="Give the day on which it was raised")
    stage = Radios("At which stage is it answered?", missing="Choose the stage of the route for concerns")
    concern = LongText(
        "What is the concern, in short?",
        hint="As you understand it. The person reads it, and can put you right.",
        missing="Write what the concern is",
        rows=4,
        limit=1500,
    )
    text = LongText(
        "Your answer",
        hint="Say what you found, and what was wrong if something was. Plain words; nothing about other children.",
        missing="Write the answer",
        rows=8,
        limit=TEXT_AT_MOST,
    )
    steps = LongText("What will be done", hint="One to a line. May be left empty.", required=False, rows=3, limit=1500)

    def __init__(self, *args: Any, asked: WritingAsked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operation"].initial = str(uuid4())
        self.fields["school"].options = [Option(slug, name) for slug, name in asked.schools]
        self.fields["school"].initial = asked.schools[0][0]
        if asked.purpose is Purpose.CODE:
            for name in ("raised_on", "stage", "concern", "text", "steps"):
                del self.fields[name]
            return
        self.fields["stage"].options = [Option(one, name) for one, name in asked.stages[:-1] or asked.stages]
