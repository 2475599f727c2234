"""What a finding asks: the accounts that were weighed, and the reasons."""

from typing import Any

from fairgate.engine import phrases
from fairgate.queries.account import Account
from fairgate.web.shared.forms import ActForm, Checkboxes, Divider, LongText, Option
from fairgate.web.staff.acting.instead import instead


class FindingForm(ActForm):
    """Why it is found that it happened."""

    weighed = Checkboxes(
        "Which accounts did you weigh?",
        hint="Those that you believe and those that you do not.",
        missing="Tick the accounts that you weighed, or that you weighed none",
    )
    reasons = LongText(
        "Why do you find that it happened?",
        hint="What you looked at, whom you heard, and why you believe it. The person may read this.",
        missing="Write why you find that it happened: a finding needs reasons",
        rows=8,
        limit=5000,
    )

    def __init__(self, *args: Any, accounts: tuple[Account, ...], whom: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= instead(whom)
        if not accounts:
            del self.fields["weighed"]
            return
        self.fields["weighed"].options = [
            *(
                Option(one.ref, one.who or one.what.capitalize(), hint=f"Told {phrases.day(one.taken_on)}")
                for one in accounts
            ),
            Divider("or"),
            Option("none", "None of them", alone=True),
        ]

    def clean_weighed(self) -> list[str]:
        """The references of the accounts."""
        return [ref for ref in self.cleaned_data["weighed"] if ref != "none"]
