"""What somebody is asked who stands in for the office that the code names: why that one does not act itself."""

from django.forms import Field

from fairgate.web.shared.forms import LongText

NAME = "instead"


def instead(whom: str) -> dict[str, Field]:
    """The question, by its name, where the reader stands in for `whom` ('the Headteacher'); none where for nobody."""
    if not whom:
        return {}
    question = LongText(
        f"Why is it not for {whom}?",
        hint="What part they had in it themselves: it is on record with what is done in their place.",
        missing=f"Write why it is not for {whom}",
        rows=3,
        limit=1000,
    )
    return {NAME: question}
