"""A trust: the company that runs schools under one code of conduct."""

from django.core.validators import RegexValidator
from django.db import models

colour = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", "Give a colour as # and six hexadecimal digits, such as #1d4f91.")


class Trust(models.Model):
    """Its slug is the id of its pack. Nothing of one trust is ever shown to another."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    header_colour = models.CharField(max_length=7, default="#1d3557", validators=[colour])
    accent_colour = models.CharField(max_length=7, default="#a8dadc", validators=[colour])
    # Where post to the trust goes, and what stands in the window of its envelopes when a letter comes back.
    address = models.TextField(blank=True, help_text="One line to each line of the address, the postcode last.")
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    LINKED, ATTACHED = "linked", "attached"
    email_letters = models.CharField(
        max_length=8,
        default=LINKED,
        choices=[(LINKED, "Behind a link that opens once"), (ATTACHED, "Attached to the mail")],
        help_text="How a letter travels by e-mail.",
    )

    visitors_kept_days = models.PositiveSmallIntegerField(
        default=365, help_text="For how many days what a visitor signed is kept, 1 to 3650."
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
