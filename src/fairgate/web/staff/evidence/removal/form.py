"""What removing a file for good asks: on which ground, why, and its name, written out."""

from typing import Any

from fairgate.engine.acts.evidence import Basis
from fairgate.web.shared.forms import ActForm, Confirm, LongText, Option, Radios, Text


class RemovalForm(ActForm):
    """The legal ground, the reasons, and that it is meant."""

    basis = Radios(
        "On which ground?",
        [
            Option(
                Basis.ERASURE_REQUEST,
                "Somebody asked for it to be erased, and has the right to that",
                hint="UK GDPR, article 17",
            ),
            Option(Basis.NOT_NEEDED, "It has nothing to do with the case", hint="UK GDPR, article 5(1)(c)"),
            Option(
                Basis.RETENTION_ENDED,
                "It has been kept for as long as the trust keeps such records",
                hint="UK GDPR, article 5(1)(e)",
            ),
            Option(Basis.COURT_ORDER, "A court ordered it", hint="Name the court and the order below"),
            Option(
                Basis.UNLAWFUL_TO_HOLD,
                "The law does not let us hold it",
                hint="Ask the police first: they may need it as it is",
            ),
        ],
        missing="Choose the ground on which it is removed",
    )
    reasons = LongText(
        "Why?",
        hint="This stays in the ledger for good. Do not describe what is removed.",
        missing="Write why it is removed: a removal needs reasons",
        rows=4,
        limit=2000,
    )
    named = Text("", width=20, autocomplete="off", spellcheck=False)
    certain = Confirm(
        "I know that nobody can bring it back",
        missing="Tick the box to say that you know: nobody can bring it back",
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name = name
        field = self.fields["named"]
        field.label = f"To show that it is this file, write its name: {name}"
        field.error_messages["required"] = f"Write {name}"

    def clean_named(self) -> str:
        """The file's name in the case, however it is spaced or written in capitals."""
        typed: str = self.cleaned_data["named"]
        if " ".join(typed.split()).casefold() != self._name.casefold():
            why = f"This page removes {self._name}: write that, or go back to the file that you mean."
            self.add_error("named", why)
        return typed
