"""What is asked when representations are entered: what the person said, when and how it came."""

from fairgate.web.shared.forms import ActForm, Date, LongText


class RepresentationsForm(ActForm):
    """What the person says, in their own words."""

    text = LongText(
        "What does the person say?",
        hint="In their own words, as they wrote or said it. Whoever decides reads exactly this.",
        missing="Write what the person says: without it nobody can weigh it",
        rows=12,
        limit=20000,
    )
    on = Date("When did it reach the school?", past=True, missing="Give the day on which it reached the school")
