"""What is added to a report."""

from fairgate.web.shared.forms import Form, LongText
from fairgate.web.shared.forms.fields import SeenEntry


class AddForm(Form):
    """What more there is to tell. `seen` is the number of the report's last entry."""

    seen = SeenEntry()
    text = LongText(
        "What more can you tell?",
        hint="An answer to what was asked, or what you remembered. What you sent before stays.",
        missing="Write what you want to add",
        rows=6,
        limit=5000,
    )
