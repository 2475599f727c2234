"""Meetings: the person is invited, and attends, refuses or does not answer; and mediation, by agreement."""

from fairgate.engine.entry import StepTaken


class MeetingCalled(StepTaken, frozen=True, kw_only=True, tag="meeting_called"):
    """The person was invited to a meeting; `reply_by` is the day by which an answer is asked."""

    where: str = ""


class MediationOffered(StepTaken, frozen=True, kw_only=True, tag="mediation_offered"):
    """Mediation was offered; nobody has to accept it."""

    mediator: str = ""
