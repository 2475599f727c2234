"""Why two records are not of one person after all."""

from fairgate.web.shared.forms import Form, LongText


class PartingForm(Form):
    """The reason."""

    why = LongText(
        "How do you know?", hint="Whom you asked, what you saw", missing="Write how you know", rows=3, limit=1000
    )
