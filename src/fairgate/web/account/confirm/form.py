"""What is asked before a way of signing in is changed."""

from fairgate.web.shared.forms import Form, Password, Text


class PasswordAgain(Form):
    """Of whoever has a password."""

    secret = Password("Your password", missing="Enter your password")


class CodeAgain(Form):
    """Of whoever signs in through an identity provider."""

    secret = Text(
        "A code of your app, or a recovery code",
        missing="Enter a code",
        width=10,
        limit=40,
        autocomplete="one-time-code",
        spellcheck=False,
    )
