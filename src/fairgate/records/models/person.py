"""The adults whom a case can be about: how they are called, reached and known."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from fairgate.records.models.trust import Trust


class PersonQuerySet(models.QuerySet["Person"]):
    """People; those who were found to be the same person count as one (see `Merge`)."""

    def with_one(self) -> models.QuerySet[Any, Any]:
        """Each with `one`: the primary key of the person under whom they are shown, often their own."""
        return self.annotate(one=Coalesce("kept_as", "pk"))

    def same_as(self, person: "Person") -> "PersonQuerySet":
        """Everybody who is this same person, themselves included."""
        return self.filter(Q(pk=person.one_pk) | Q(kept_as=person.one_pk))


class Person(models.Model):
    """An adult: a parent, carer or visitor. Being in this table says nothing about anybody's conduct.

    `kept_as` is derived: only records/merging.py writes it, from the rows of `Merge`.
    """

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    address = models.TextField(blank=True, help_text="One line to each line of the address, the postcode last.")
    address_protected = models.BooleanField(
        default=False, help_text="Confidential: never printed, and shown to those alone who read what is restricted."
    )
    no_fixed_abode = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    # A letter goes by e-mail only to somebody who agreed to that (law.md 24).
    email_service_agreed = models.BooleanField(default=False)
    languages = models.CharField(max_length=120, blank=True)
    adjustments = models.TextField(blank=True, help_text="What this person has asked for: large print, a phone call.")
    kept_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        help_text="Under whom this person is shown, once found to be the same.",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"
        constraints = (
            models.CheckConstraint(condition=Q(no_fixed_abode=False) | Q(address=""), name="person_abode_or_none"),
            models.CheckConstraint(
                condition=Q(kept_as__isnull=True) | ~Q(kept_as=F("pk")), name="person_kept_as_another"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kept(self) -> "Person":
        """The person under whom this one is shown: themselves, unless found to be the same as another."""
        return self.kept_as or self

    @property
    def one_pk(self) -> int:
        """The primary key of that person, without asking the database."""
        return self.kept_as_id or self.pk


class NameKind(models.TextChoices):
    """What another name of a person is."""

    KNOWN_AS = "known_as", "Known as"
    FORMER = "former", "Former name"
    MAIDEN = "maiden", "Maiden name"
    SPELLING = "spelling", "Another spelling"


class OtherName(models.Model):
    """Another name that a person uses, or used. Whoever gives it at a gate is that person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=NameKind, default=NameKind.KNOWN_AS)

    class Meta:
        ordering = ("person", "id")
        constraints = (models.UniqueConstraint(fields=("person", "name"), name="other_name_once"),)

    def __str__(self) -> str:
        return self.name


class Vehicle(models.Model):
    """A vehicle that a person comes in. `registration` is in capitals and figures alone, as plates.py writes it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="vehicles")
    registration = models.CharField(max_length=15, blank=True)
    description = models.CharField(max_length=120, blank=True, help_text="Make, colour: what somebody at a gate sees.")

    class Meta:
        ordering = ("person", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(registration="", description=""), name="vehicle_says_something"),
            models.UniqueConstraint(
                fields=("person", "registration"), condition=~Q(registration=""), name="vehicle_once"
            ),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.registration, self.description) if part)
