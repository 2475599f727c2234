"""Reports can be found too: their words stand beside those of people and entries."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from fairgate.records.search.vendors import IndexWords
from fairgate.records.search.words import stems

ADDED = "added"


def fill(apps: Any, schema_editor: Any) -> None:
    """The rows of what was reported already."""
    row_of = apps.get_model("records", "SearchRow").objects
    for one in apps.get_model("records", "Incident").objects.order_by("pk").iterator():
        people = [text for who in one.people.all() for text in (who.name, who.description, who.vehicle)]
        added = one.entries.filter(became=ADDED).values_list("text", flat=True)
        told = (one.text, one.place, one.behalf_of, *people, *added)
        row_of.create(incident=one, words=" ".join(word for text in told for word in stems(text)))


class Migration(migrations.Migration):
    dependencies = [("records", "0013_sending")]

    operations = [
        migrations.RemoveConstraint("searchrow", "search_row_of_a_person_or_an_entry"),
        migrations.AddField(
            "searchrow",
            "incident",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.incident"
            ),
        ),
        migrations.AddConstraint(
            "searchrow",
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, case__isnull=True, entry__isnull=True, incident__isnull=True)
                | models.Q(person__isnull=True, case__isnull=False, entry__isnull=False, incident__isnull=True)
                | models.Q(person__isnull=True, case__isnull=True, entry__isnull=True, incident__isnull=False),
                name="search_row_of_one_thing",
            ),
        ),
        IndexWords(),
        migrations.RunPython(fill, migrations.RunPython.noop, atomic=True),
    ]
