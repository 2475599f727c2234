"""The adults whom a case can be about, and the children through whom a school knows them."""

from django.db import models

from fairgate.records.models.school import School
from fairgate.records.models.trust import Trust


class Person(models.Model):
    """An adult: a parent, carer or visitor. Being in this table says nothing about anybody's conduct."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    other_names = models.CharField(max_length=200, blank=True, help_text="Known as, former names; a comma between.")
    address = models.TextField(blank=True, help_text="One line to each line of the address, the postcode last.")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    # A letter goes by e-mail only to somebody who agreed to that (law.md 24).
    email_service_agreed = models.BooleanField(default=False)
    vehicle = models.CharField(max_length=120, blank=True)
    languages = models.CharField(max_length=120, blank=True)
    adjustments = models.TextField(blank=True, help_text="What this person has asked for: large print, a phone call.")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Child(models.Model):
    """A pupil: named so that an adult can be found through them. Nothing here is about the child."""

    school = models.ForeignKey(School, models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)
    adults = models.ManyToManyField(Person, through="Relationship", related_name="children")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "children"

    def __str__(self) -> str:
        return self.name


class Relationship(models.Model):
    """What an adult is to a child: mother, carer, grandfather, collector ... in the school's own word."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="relationships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    relationship = models.CharField(max_length=60)

    class Meta:
        ordering = ("child", "person")
        constraints = (models.UniqueConstraint(fields=("child", "person"), name="relationship_once"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.relationship} of {self.child}"
