"""What is asked of whoever signs in."""

from fairgate.web.shared.forms import Email, Form, Password


class SignInForm(Form):
    """E-mail address and password."""

    email = Email("E-mail address", missing="Enter your e-mail address", autocomplete="username")
    password = Password("Password", missing="Enter your password")
