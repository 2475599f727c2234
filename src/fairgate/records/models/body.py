"""Councils and panels: who sits on them, when they meet, who was there, and which cases came before them."""

from datetime import date
from typing import Any, cast

from django.db import models
from django.db.models import F, FilteredRelation, Q

from fairgate.records.models.case import Case
from fairgate.records.models.trust import Trust
from fairgate.records.models.user import User


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies, with who sits on them."""

    def with_seats_on(self, day: date) -> "BodyQuerySet":
        """Each once for every seat that is taken on `day` (first and last day count), and once where none is."""
        on_day = Q(seats__since__lte=day) & (Q(seats__until__isnull=True) | Q(seats__until__gte=day))
        seated: models.QuerySet[Any, Any] = self.annotate(seat_on=FilteredRelation("seats", condition=on_day))
        return cast("BodyQuerySet", seated.select_related("seat_on__user"))


class Body(models.Model):
    """A council or panel of a trust: it holds the office of kind body that has this id in the trust's pack."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="bodies")
    office = models.CharField(max_length=60)
    quorum = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The trust's own number, used where its code gives none."
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ("office",)
        verbose_name_plural = "bodies"
        constraints = (
            models.UniqueConstraint(fields=("trust", "office"), name="body_once_in_trust"),
            models.CheckConstraint(condition=Q(quorum__isnull=True) | Q(quorum__gte=1), name="body_quorum_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.office} of {self.trust}"

    @property
    def seated(self) -> "list[Seat]":
        """The seat that came with this row of `with_seats_on`, if one did."""
        seat = getattr(self, "seat_on", None)
        return [seat] if seat is not None else []


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats, asked for by day."""

    def on(self, day: date) -> "SeatQuerySet":
        """Those in force on `day`; first and last day count."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Part(models.TextChoices):
    """What a member is to the body."""

    CHAIR = "chair", "Chair"
    MEMBER = "member", "Member"
    SUBSTITUTE = "substitute", "Substitute"


class Seat(models.Model):
    """A member: a user, or somebody known by name alone who does not sign in. `until` is the last day."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="seats")
    name = models.CharField(max_length=120, blank=True, help_text="Of somebody who is no user.")
    part = models.CharField(max_length=10, choices=Part, default=Part.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("body", "since", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="seat_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | (Q(user__isnull=True) & ~Q(name="")),
                name="seat_of_user_or_named_person",
            ),
            models.UniqueConstraint(fields=("body", "user", "since"), name="seat_once_of_user"),
        )

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The member's name."""
        return self.user.name if self.user else self.name

    @property
    def person(self) -> str:
        """How the engine knows the member: as a user where they are one, else by the seat."""
        return f"user {self.user_id}" if self.user_id else f"member {self.pk}"


class BodyMeeting(models.Model):
    """One meeting of a body, called for a day; what was decided at it stands in the cases' ledgers.

    Of the minutes the text is kept, or a file under its hash and `minutes_key`, with the name that it came by; where
    there is no key, the file stayed with the clerk. `adjourned_to` is the day of the meeting that goes on with the
    rest.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    attended = models.ManyToManyField(Seat, related_name="meetings")
    attendance_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    attendance_at = models.DateTimeField(null=True, help_text="Empty: nobody has said yet who was there.")
    minutes = models.TextField(blank=True)
    minutes_file = models.CharField(max_length=200, blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    minutes_key = models.CharField(max_length=32, blank=True)
    minutes_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    minutes_at = models.DateTimeField(null=True)
    adjourned_to = models.DateField(null=True, blank=True)
    adjourned_why = models.TextField(blank=True)

    class Meta:
        ordering = ("body", "on")
        constraints = (
            models.UniqueConstraint(fields=("body", "on"), name="body_meets_once_a_day"),
            models.CheckConstraint(
                condition=Q(adjourned_to__isnull=True) | Q(adjourned_to__gt=F("on")), name="body_adjourns_to_later"
            ),
            models.CheckConstraint(
                condition=Q(minutes_file="", minutes_sha256="") | (~Q(minutes_file="") & ~Q(minutes_sha256="")),
                name="body_minutes_file_with_hash",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body}, {self.on}"


class AgendaItem(models.Model):
    """A case that was put before a meeting: from then on the members may see it."""

    meeting = models.ForeignKey(BodyMeeting, models.PROTECT, related_name="agenda")
    case = models.ForeignKey(Case, models.PROTECT, related_name="agenda")

    class Meta:
        ordering = ("meeting", "id")
        constraints = (models.UniqueConstraint(fields=("meeting", "case"), name="agenda_item_once"),)

    def __str__(self) -> str:
        return f"{self.case} before {self.meeting}"


class DeclaredInterest(models.Model):
    """A member steps out for one case of a meeting, and why: they take no part, and read nothing of it from then on."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="interests")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="interests")
    why = models.CharField(max_length=10, help_text="One of the engine's words of interest.")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("item", "seat")
        constraints = (models.UniqueConstraint(fields=("item", "seat"), name="interest_once_in_case"),)

    def __str__(self) -> str:
        return f"{self.seat}: {self.why}"
