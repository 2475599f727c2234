"""What is asked at the first sign-in through a provider."""

from fairgate.web.shared.forms import Form, Text


class FirstForm(Form):
    """The code that was mailed to the address of the account."""

    code = Text(
        "The code in the mail",
        hint="Eight letters and digits. Spaces and capitals do not matter.",
        missing="Enter the code that was mailed to you",
        width=10,
        limit=40,
        autocomplete="one-time-code",
        spellcheck=False,
    )
