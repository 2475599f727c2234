"""What the page of a decision asks besides, where a body decides: at which meeting, and how its members voted."""

from typing import Any

from django.forms import Field

from fairgate.actions.body import AtMeeting
from fairgate.engine import phrases
from fairgate.queries.body import BodyDecides, MetBefore
from fairgate.web.shared.forms import Number, Option, Radios

UNANIMOUS, VOTED = "unanimous", "voted"
MOST = 99


def meeting_fields(body: BodyDecides) -> dict[str, Field]:
    """The questions about the meeting; each must be answered."""
    return {
        "meeting": Radios(
            "At which meeting?",
            [Option(str(one.number), phrases.day(one.on), hint=_able(one)) for one in body.open],
            missing="Choose the meeting at which it was decided",
        ),
        "vote": Radios(
            "How did its members vote?",
            [
                Option(UNANIMOUS, "All of them for it"),
                Option(VOTED, "By a vote", reveals=("votes_for", "votes_against", "abstained")),
            ],
            missing="Say how its members voted",
        ),
        "votes_for": Number("How many for it?", width=2, least=0, most=MOST),
        "votes_against": Number("How many against it?", width=2, least=0, most=MOST),
        "abstained": Number("How many abstained?", width=2, least=0, most=MOST),
    }


def met_at(said: dict[str, Any]) -> AtMeeting | None:
    """What was answered, or None where no body decides."""
    if not said.get("meeting"):
        return None
    votes = (said["votes_for"], said["votes_against"], said["abstained"]) if said["vote"] == VOTED else None
    return AtMeeting(int(said["meeting"]), votes)


def _able(one: MetBefore) -> str:
    return f"{one.able} members could decide." if one.able != 1 else "One member could decide."
