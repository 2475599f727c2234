"""What an outcome asks: how it ended, when, and in what words."""

from typing import Any

from fairgate.engine import phrases
from fairgate.queries.outcome import OutcomeAsked
from fairgate.web.shared.forms import ActForm, Date, LongText, Option, Radios, Text


class OutcomeForm(ActForm):
    """How the step ended: in one of the code's words, or for a referral without any, in one's own."""

    outcome = Radios("How did it end?", missing="Choose how it ended")
    answer = Text("What came back?", hint="In a word or two: taken on, advice given.", width=30, limit=60)
    on = Date("When did it end?", past=True, missing="Give the day on which it ended")
    text = LongText(
        "What was said or done?",
        hint="In short, and in plain words: the person may read it. May be left empty.",
        rows=5,
        limit=5000,
        required=False,
    )

    def __init__(self, *args: Any, asked: OutcomeAsked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked.outcomes:
            del self.fields["answer"]
            self.fields["outcome"].options = [
                Option(one, phrases.upper(one.replace("_", " "))) for one in asked.outcomes
            ]
        else:
            del self.fields["outcome"]
