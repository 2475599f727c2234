"""What sending asks: which way."""

from typing import Any

from fairgate.queries.sending import SendingAsked
from fairgate.records.models import SendingWay
from fairgate.web.shared.forms import ActForm, Option, Radios

WORDS = {SendingWay.EMAIL: "By e-mail, now", SendingWay.POST: "By post, printed and posted by GOV.UK Notify"}


class SendingForm(ActForm):
    """Which way it goes."""

    way = Radios("How should it be sent?", missing="Choose how the letter should be sent")

    def __init__(self, *args: Any, asked: SendingAsked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].options = [
            Option(one.way.value, WORDS[one.way], hint=f"To {', '.join(one.to.splitlines())}. {one.warning}".strip())
            for one in asked.ways
            if not one.why_not
        ]
