"""The Hub Council of an invented trust under Aspire's code: its clerk, its three members, a ban that waits for it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entry import SUBJECT, Actor
from fairgate.engine.words import Method, Setting
from fairgate.records.models import AgendaItem, Body, BodyMeeting, Case, Holding, Part, Seat, User
from tests.world import World

OFFICE = "hub_council"
SAYS = "I was frightened for my son."


class Council(World):
    """A world with a Hub Council: `chair`, `second` and `third` sit on it, `clerk` keeps its meetings."""

    def __init__(self) -> None:
        super().__init__("aspire")
        self.clerk = self.user("Pru Ogilvie", "clerk")
        self.leader = self.user("Gethin Lowe", "trust_slt")
        self.body = Body.objects.create(trust=self.trust, office=OFFICE)
        self.chair = self.user("Winston Braith", OFFICE)
        self.second = self.user("Siobhan Carlyon", OFFICE)
        parts = {self.chair: Part.CHAIR, self.second: Part.MEMBER}
        self.seats = [
            Seat.objects.create(body=self.body, user=user, part=part, since=date(2020, 1, 1))
            for user, part in parts.items()
        ]
        # Somebody who does not sign in.
        third = Seat.objects.create(body=self.body, name="Hyun Baek", since=date(2020, 1, 1))
        self.seats.append(third)

    def user(self, name: str, office: str, *, throughout: bool = True) -> User:
        """Somebody who holds an office throughout the trust."""
        email = f"{name.split()[-1].lower()}@aspire.example"
        user = User.objects.create_user(email, name=name, trust=self.trust)
        self.hold(user, office, throughout=throughout)
        return user

    def hold(self, user: User, office: str, *, throughout: bool = True) -> None:
        """They hold that office too."""
        school = None if throughout else self.school
        Holding.objects.create(user=user, trust=self.trust, school=school, office=office, since=date(2020, 1, 1))

    def substitute(self, name: str = "Ada Trelawny") -> Seat:
        """A substitute, who does not sign in."""
        return Seat.objects.create(body=self.body, name=name, part=Part.SUBSTITUTE, since=date(2020, 1, 1))

    def banned(
        self, *, ago: int = 8, by: User | None = None, reported_by: User | None = None, witnesses: str = ""
    ) -> Case:
        """A parent banned so many days ago who made representations the day after; nobody has decided on them."""
        on, maker = self.day(ago), by or self.leader
        reporter = f"user {reported_by.pk}" if reported_by else "user 0"
        breach = BreachRecorded(
            ref="e1",
            on=on,
            by=Actor("class_teacher", reporter),
            clauses=("threat",),
            setting=Setting.PREMISES,
            text="He shouted.",
            witnesses=witnesses,
            serious="A direct threat.",
        )
        ban = BarImposed(
            ref="e2",
            on=on,
            by=Actor("trust_slt", f"user {maker.pk}"),
            step="ban",
            reasons="He threatened a member of staff.",
            until=date(2024, 10, 25),
            sites=(self.school.slug,),
            contact="head_of_school",
            rests_on=("e1",),
        )
        served = LetterServed(
            ref="e3", on=on, by=Actor("head_of_school", "user 0"), of="e2", method=Method.HAND, deemed_on=on
        )
        said = RepresentationsMade(
            ref="e4", on=on + timedelta(days=1), by=Actor(SUBJECT, "subject 1"), of="e2", text=SAYS
        )
        return self.case(breach, ban, served, said)

    def meeting(self, *cases: Case, on: date | None = None, present: Sequence[Seat] | None = None) -> BodyMeeting:
        """A meeting, today unless it says otherwise, with these cases before it, at which all were, or those named."""
        meeting = BodyMeeting.objects.create(
            body=self.body, on=on or self.today, called_by=self.clerk, called_at=self.now
        )
        for case in cases:
            AgendaItem.objects.create(meeting=meeting, case=case)
        if meeting.on <= self.today:
            meeting.attended.set(self.seats if present is None else present)
            meeting.attendance_by, meeting.attendance_at = self.clerk, self.now
            meeting.save()
        return meeting

    @property
    def at(self) -> datetime:
        """The instant of everything."""
        return self.now
