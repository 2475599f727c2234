"""What closing a case asks, and what opening it again does."""

from fairgate.web.shared.forms import ActForm, LongText, Option, Radios


class ClosingForm(ActForm):
    """How the case is closed, and why."""

    outcome = Radios(
        "How is it closed?",
        [
            Option("resolved", "It is resolved"),
            Option("no_further_action", "Nothing more is needed"),
            Option("not_established", "It could not be established"),
            Option("recorded_in_error", "It was recorded in error"),
        ],
        missing="Choose how the case is closed",
    )
    reasons = LongText("Why?", hint="In short. The person may read this.", rows=5, limit=5000)


class ReopeningForm(ActForm):
    """Why the case is opened again."""

    reasons = LongText("Why is it opened again?", hint="In short. The person may read this.", rows=5, limit=5000)
