"""What is asked after the password."""

from fairgate.web.shared.forms import Form, Text


class CodeForm(Form):
    """The six digits that the app shows, or one of the recovery codes."""

    code = Text(
        "Code",
        hint="The six digits that your app shows now. If you have lost it: one of your recovery codes.",
        missing="Enter the code that your app shows",
        width=10,
        limit=40,
        inputmode="numeric",
        autocomplete="one-time-code",
        spellcheck=False,
    )
