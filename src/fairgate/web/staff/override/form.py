"""What is asked of whoever lets somebody in who is barred."""

from collections.abc import Sequence
from typing import Any

from fairgate.records.models import School
from fairgate.web.shared.forms import ActForm, Hidden, LongText, Option, Radios, Text


class OverrideForm(ActForm):
    """Where, for what, and why. `sites` are the premises that the bar covers."""

    site = Radios("Onto which premises?", missing="Choose the premises.")
    terms = Text(
        "What may they come in for?",
        hint="Reception reads this, and nothing else of it. For example: to collect Sam from the medical room, with "
        "a member of staff beside them, until 3pm.",
        missing="Write what they may come in for.",
        limit=200,
        autocomplete="off",
    )
    reasons = LongText(
        "Why?",
        hint="For the record: reception does not see it. The person may read it.",
        missing="Write why they are let in.",
        rows=5,
        limit=5000,
    )

    def __init__(self, *args: Any, sites: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sites) == 1:
            self.fields["site"] = Hidden(required=True, initial=sites[0].slug)
        else:
            self.fields["site"].options = [Option(one.slug, one.name) for one in sites]  # type: ignore[attr-defined]  # ours
