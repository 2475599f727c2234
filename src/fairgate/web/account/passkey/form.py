"""What is asked when a passkey is made."""

from fairgate.web.shared.forms import Form, Text


class PasskeyForm(Form):
    """What to call it."""

    name = Text(
        "What will you call it?",
        hint="So that you know it again, such as: office computer, blue key.",
        missing="Give it a name",
        width=20,
        limit=60,
        autocomplete="off",
    )
