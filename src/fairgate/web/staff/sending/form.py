"""What sending asks: which way."""

from typing import Any

from fairgate.queries.sending import SendingAsked
from fairgate.records.models import SendingWay
from fairgate.web.shared.forms import ActForm, Option, Radios

WORDS = {SendingWay.EMAIL: "By e-mail, now", SendingWay.POST: "By post, printed and posted by GOV.UK Notify"}

LETTER = "letter"
NEEDED = "By what is noted of their needs, they read this one best"


class SendingForm(ActForm):
    """Which way it goes, and which edition where there are more than the letter itself."""

    edition = Radios("Which edition?", required=False)
    way = Radios("How should it be sent?", missing="Choose how the letter should be sent")

    def __init__(self, *args: Any, asked: SendingAsked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked.editions:
            self.fields["edition"].options = [
                Option(LETTER, "The letter as it was issued"),
                *(Option(one.kind, one.words, hint=NEEDED if one.needed else "") for one in asked.editions),
            ]
            self.initial.setdefault("edition", next((one.kind for one in asked.editions if one.needed), LETTER))
        else:
            del self.fields["edition"]
        self.fields["way"].options = [
            Option(one.way.value, WORDS[one.way], hint=f"To {', '.join(one.to.splitlines())}. {one.warning}".strip())
            for one in asked.ways
            if not one.why_not
        ]
