"""What is asked when somebody is told that a measure has ended: what else the letter should say."""

from fairgate.web.shared.forms import ActForm, LongText


class LapseForm(ActForm):
    """A few words beside those of the letter, which may be left out."""

    text = LongText(
        "Is there anything that you would like to add?",
        hint="It is printed in the letter, after what this means. May be left empty.",
        required=False,
        rows=4,
        limit=1000,
    )
