"""What is asked of whoever looks at why somebody was let in."""

from fairgate.web.shared.forms import ActForm, LongText


class OverrideReviewForm(ActForm):
    """What they found."""

    reasons = LongText(
        "What did you find?",
        hint="Was it right to let them in, and did it go as it was meant to? The person may read this.",
        missing="Write what you found.",
        rows=5,
        limit=5000,
    )
