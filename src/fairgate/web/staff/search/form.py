"""What is looked for."""

from fairgate.web.shared.forms import Form, Text

LONGEST = 120


class SearchForm(Form):
    """Sent by POST: what somebody looks for can be a name, and stands in no address."""

    looked_for = Text(
        "What are you looking for?",
        hint="A name, the reference of a case, or words that were written in one.",
        missing="Write a name, a reference or a word.",
        limit=LONGEST,
        # The browser is to keep no list of it, and to send no name away to be spell-checked.
        autocomplete="off",
        spellcheck=False,
        label_classes="govuk-label--m",
    )
