"""What a finding asks: the reasons."""

from fairgate.web.shared.forms import ActForm, LongText


class FindingForm(ActForm):
    """Why it is found that it happened."""

    reasons = LongText(
        "Why do you find that it happened?",
        hint="What you looked at, whom you heard, and why you believe it. The person may read this.",
        missing="Write why you find that it happened: a finding needs reasons",
        rows=8,
        limit=5000,
    )
