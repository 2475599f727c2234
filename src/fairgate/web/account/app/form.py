"""What is asked when an app is set up."""

from fairgate.web.shared.forms import Form, Text


class AppForm(Form):
    """The code that the app shows, once it has the secret."""

    code = Text(
        "The six digits that your app shows now",
        missing="Enter the six digits that your app shows",
        width=10,
        limit=40,
        inputmode="numeric",
        autocomplete="one-time-code",
        spellcheck=False,
    )
