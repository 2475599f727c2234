"""What asking for a copy asks: for whom; and for the person's own, what of others may be given to them."""

from typing import Any

from fairgate.engine.acts.bundle import Audience
from fairgate.queries.bundle import BundlesPage
from fairgate.web.shared.forms import ActForm, Checkboxes, Option, Radios

WORDS = {
    Audience.PANEL: "For the panel or council that hears it",
    Audience.COURT: "For a court",
    Audience.PARENT: "For the person whom the case is about",
}


HINTS = {
    Audience.PANEL: "Without what is marked safeguarding, covered passages, orders of a court, confidential addresses.",
    Audience.COURT: "Everything; what is restricted, covered or sealed is marked so.",
    Audience.PARENT: "What they did, said and were told. What others told, and what staff wrote for the file, only as "
    "far as you confirm it below. Never who others are, what is marked safeguarding, or what was said to the police or "
    "a lawyer.",
}


class BundleForm(ActForm):
    """For whom, and what may be given."""

    audience = Radios("For whom is the copy?", missing="Choose for whom the copy is")
    confirmed = Checkboxes(
        "What others told and staff wrote: what of it may be given to them?",
        hint="Read each. Tick it only where it tells them about themselves and gives nobody else away, or the other "
        "agrees. Names that we know are covered; what else would give somebody away, mask first.",
        required=False,
    )

    def __init__(self, *args: Any, page: BundlesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reveals = ("confirmed",) if page.others else ()
        self.fields["audience"].options = [
            Option(one.value, WORDS[one], hint=HINTS[one], reveals=reveals if one is Audience.PARENT else ())
            for one in page.audiences
        ]
        self.fields["confirmed"].options = [Option(one.ref, one.what, hint=one.words) for one in page.others]
        if not page.others:
            del self.fields["confirmed"]
