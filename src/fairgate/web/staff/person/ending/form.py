"""Why something is so no longer."""

from fairgate.web.shared.forms import Form, Text


class EndingForm(Form):
    """The reason, in a line."""

    why = Text("Why?", hint="It has changed, or it was never so", missing="Write why it is ended", limit=200)
