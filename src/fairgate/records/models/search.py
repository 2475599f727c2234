"""What can be found: the words of a person's names, of an entry, of a report. Derived, and made again from those."""

from django.db import models
from django.db.models import Q

from fairgate.records.models.case import Case
from fairgate.records.models.incident import Incident
from fairgate.records.models.ledger import LedgerEntry
from fairgate.records.models.person import Person
from fairgate.records.models.trust import Trust
from fairgate.records.search.lookup import Words
from fairgate.records.search.words import Term


class NameKey(models.Model):
    """A name under which somebody of a trust is on record, as two spellings of it share it: for who has just that name.

    Derived, as the rows below are, and written by records/search/keep.py alone.
    """

    trust = models.ForeignKey(Trust, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=300)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("trust", "key"), name="name_key_in_trust"),)

    def __str__(self) -> str:
        return f"person {self.person_id}"


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    """Rows, asked for by a word; narrow them by the door's querysets before reading any."""

    def saying(self, term: Term) -> "SearchRowQuerySet":
        """Those in which the term finds a word."""
        return self.filter(words__found=term)


class SearchRow(models.Model):
    """The words of one person's names, of one entry of a case, or of one incident as it was reported.

    Only records/search/keep.py writes it. `restricted`: what the entry says is marked safeguarding.
    """

    person = models.OneToOneField(Person, models.CASCADE, null=True, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    entry = models.OneToOneField(LedgerEntry, models.CASCADE, null=True, related_name="+")
    incident = models.OneToOneField(Incident, models.CASCADE, null=True, related_name="+")
    restricted = models.BooleanField(default=False)
    words = Words(blank=True)

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, case__isnull=True, entry__isnull=True, incident__isnull=True)
                | Q(person__isnull=True, case__isnull=False, entry__isnull=False, incident__isnull=True)
                | Q(person__isnull=True, case__isnull=True, entry__isnull=True, incident__isnull=False),
                name="search_row_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        if self.incident_id:
            return f"incident {self.incident_id}"
        return f"person {self.person_id}" if self.person_id else f"entry {self.entry_id}"
