"""Whether to be told by e-mail."""

from fairgate.records.models import Often
from fairgate.web.shared.forms import Form, Option, Radios


class NotificationsForm(Form):
    """One choice."""

    often = Radios(
        "When do you want an e-mail?",
        [Option(one.value, one.label) for one in Often],
        missing="Choose when you want an e-mail",
    )
