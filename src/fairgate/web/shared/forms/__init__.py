"""The form layer: Django's forms, rendered by our own templates over govuk-frontend's markup.

    class Visit(Form):
        name = Text("Name of the visitor", hint="As they gave it", width=20, autocomplete="off")
        on = Date("When did they come?", past=True)
        why = Radios("Why did they come?", [Option("collect", "To collect a child"),
                                            Option("other", "Something else", reveals=("what",))])
        what = Text("What was it?")
        note = LongText("What happened", rows=8, limit=5000)

In a template `{{ form.name }}` is the whole field (label, hint, error, control), `{{ form }}` all fields,
`{{ form.error_summary }}` the box above them, which the base layout already shows. docs/pages.md tells the rest.
"""

from fairgate.web.shared.forms.dates import Date, Time
from fairgate.web.shared.forms.fields import (
    Confirm,
    Email,
    File,
    Files,
    Hidden,
    LongText,
    Number,
    OperationKey,
    Password,
    SeenEntry,
    Text,
)
from fairgate.web.shared.forms.form import ActForm, Form
from fairgate.web.shared.forms.options import Checkboxes, Divider, Option, Radios, Select

__all__ = [
    "ActForm",
    "Checkboxes",
    "Confirm",
    "Date",
    "Divider",
    "Email",
    "File",
    "Files",
    "Form",
    "Hidden",
    "LongText",
    "Number",
    "OperationKey",
    "Option",
    "Password",
    "Radios",
    "SeenEntry",
    "Select",
    "Text",
    "Time",
]
