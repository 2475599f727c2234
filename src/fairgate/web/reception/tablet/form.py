"""What a visitor writes at the tablet, asked in their language."""

from typing import Any

from fairgate.queries.visitors import is_whole_name
from fairgate.web.reception.tablet.words import Words
from fairgate.web.shared.forms import File, Form, Hidden, OperationKey, Text

LONGEST = 120
PICTURES = "image/jpeg,image/png,image/webp"


class PairForm(Form):
    """The code that sets the tablet up."""

    code = Text(
        "Code", hint="It stands on the page Tablets and alerts, for fifteen minutes", width=20, autocomplete="off"
    )


class SignInForm(Form):
    """Who comes, and to whom. Nothing of it is completed by the browser, nor remembered."""

    language = Hidden()
    operation = OperationKey()
    name = Text(limit=LONGEST, autocomplete="off", spellcheck=False)
    visiting = Text(limit=LONGEST, autocomplete="off", spellcheck=False)
    vehicle = Text(limit=20, required=False, autocomplete="off", spellcheck=False, width=10)
    photograph = File(required=False, accept=PICTURES)

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "visiting", "vehicle", "photograph"):
            self.fields[name].label = words[name]
        self.fields["photograph"].help_text = words["photograph_hint"]
        self.fields["photograph"].attrs["capture"] = "user"  # type: ignore[attr-defined]  # ours
        for name in ("name", "visiting"):
            self.fields[name].error_messages["required"] = words[f"missing_{name}"]
        for name in ("name", "visiting", "vehicle"):
            self.fields[name].validators[0].message = words["too_long"]  # type: ignore[union-attr]  # too_long of Text
        self._whole = words["missing_name"]

    def clean_name(self) -> str:
        """Of one word alone the gate could not say anything, whoever it is of."""
        name: str = self.cleaned_data["name"]
        if not is_whole_name(name):
            self.add_error("name", self._whole)
        return name


class SignOutForm(Form):
    """The number that was shown when they came."""

    language = Hidden()
    badge = Text(limit=10, width=5, inputmode="numeric", autocomplete="off")

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["badge"].label = words["out_number"]
        self.fields["badge"].error_messages["required"] = words["out_wrong"]
