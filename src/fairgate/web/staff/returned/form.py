"""What a return asks: when it was noticed, and what came back."""

from fairgate.web.shared.forms import ActForm, Date, LongText


class ReturnForm(ActForm):
    """When it was noticed, and what came back."""

    text = LongText(
        "What came back, and how did you notice?",
        hint="An envelope marked 'gone away', a bounced e-mail, a telephone call from another household.",
        missing="Say what came back",
        rows=3,
        limit=1000,
    )
    on = Date("When was it noticed?", past=True, missing="Give the day on which it was noticed")
