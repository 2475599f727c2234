"""What is asked for a new password."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from fairgate.records.models import User
from fairgate.web.shared.forms import Email, Form, Password

HINT = "At least 12 characters. Three or four words that do not belong together are good, and easy to keep in mind."


class ForgottenForm(Form):
    """To whom the link goes."""

    email = Email("E-mail address", missing="Enter your e-mail address", autocomplete="username")


class NewPasswordForm(Form):
    """The new password, for `user`."""

    new = Password("New password", hint=HINT, missing="Enter a new password", autocomplete="new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        """The password, if it is not too easy to guess."""
        new: str = self.cleaned_data["new"]
        try:
            validate_password(new, self.user)
        except ValidationError as weak:
            raise ValidationError([*weak.messages, "Choose another."]) from weak
        return new
