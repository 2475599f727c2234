"""Meetings: the person is invited, and attends, refuses or does not answer; and mediation, by agreement."""

from datetime import date, time

from fairgate.engine.entry import StepTaken


class MeetingCalled(StepTaken, frozen=True, kw_only=True, tag="meeting_called"):
    """The person was invited to a meeting; `reply_by` is the day by which an answer is asked.

    `meet_on`, `meet_at` and `where` are the time and place that the invitation offers, if it offers one.
    """

    where: str = ""
    meet_on: date | None = None
    meet_at: time | None = None


class MediationOffered(StepTaken, frozen=True, kw_only=True, tag="mediation_offered"):
    """Mediation was offered; nobody has to accept it."""

    mediator: str = ""
