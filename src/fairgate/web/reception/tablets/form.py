"""What a tablet is called."""

from fairgate.web.shared.forms import Form, Text


class TabletForm(Form):
    """A tablet to be set up."""

    name = Text("What is the tablet called?", hint="Where it stands, such as Front desk", limit=60, autocomplete="off")
