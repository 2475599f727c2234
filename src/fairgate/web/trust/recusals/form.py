"""Why somebody need not stand aside any more."""

from fairgate.web.shared.forms import Form, Text


class UndoForm(Form):
    """The reason, in a line."""

    why = Text(
        "Why?", hint="It was somebody else; they are that no longer", missing="Write why it is undone", limit=200
    )
