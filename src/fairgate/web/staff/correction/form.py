"""What a correction asks: the reasons."""

from fairgate.web.shared.forms import ActForm, LongText


class CorrectionForm(ActForm):
    """Why it counts no longer."""

    reasons = LongText(
        "Why should it count no longer?",
        hint="It was recorded wrongly, it was somebody else, or it could not be established. The person may read this.",
        missing="Write why it should count no longer: a correction needs reasons",
        rows=6,
        limit=5000,
    )
