"""What a service asks: how, when, and what is known of it."""

from typing import Any

from fairgate.engine.words import Method
from fairgate.queries.acting import weekday
from fairgate.queries.service import MethodAsked, ServiceAsked
from fairgate.web.shared.forms import ActForm, Confirm, Date, LongText, Option, Radios

WORDS = {Method.HAND: "It was handed over", Method.POST: "It was posted", Method.EMAIL: "It was sent by e-mail"}


class ServiceForm(ActForm):
    """How and when the letter was handed over, posted or sent."""

    method = Radios("How was it served?", missing="Choose how the letter was served")
    unagreed = Confirm(
        "Serve it by e-mail all the same",
        missing="Tick the box to serve it by e-mail all the same, or choose another way",
    )
    on = Date("When was it handed over, posted or sent?", past=True, missing="Give the day on which it was served")
    text = LongText(
        "What else should be kept?",
        hint="To whom it was handed and where, the tracking number, the address it was sent to. May be left empty.",
        rows=3,
        limit=1000,
        required=False,
    )

    def __init__(self, *args: Any, asked: ServiceAsked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreed = asked.email_agreed
        self.fields["method"].options = [
            Option(
                one.method.value,
                WORDS[one.method],
                hint=_hint(one, asked),
                reveals=("unagreed",) if one.method is Method.EMAIL and not agreed else (),
            )
            for one in asked.methods
        ]
        if agreed or Method.EMAIL not in {one.method for one in asked.methods}:
            del self.fields["unagreed"]


def _hint(one: MethodAsked, asked: ServiceAsked) -> str:
    if one.deemed_on is None:
        return f"The day on which it would count as received cannot be worked out: {one.how}."
    said = f"Done today, it counts as received on {weekday(one.deemed_on)}: {one.how}."
    if one.method is Method.EMAIL and not asked.email_agreed:
        said += (
            f" {asked.subject.name} has not agreed to letters by e-mail: a letter that nobody agreed to receive so may "
            "not count. By hand or by post is safe."
        )
    if one.method is Method.POST:
        said += _where(asked)
    return said


def _where(asked: ServiceAsked) -> str:
    """What there is to know of the address before something is posted to it."""
    if asked.subject.address_protected:
        return " The address is confidential and not printed: whoever may see it writes it on the envelope."
    if asked.subject.no_fixed_abode:
        return " They have no fixed abode: hand it over, or send it by e-mail if they agree."
    return "" if asked.subject.address.strip() else " No address is on record: enter it before you post."
