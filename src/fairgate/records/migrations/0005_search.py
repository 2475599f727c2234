"""What can be found: the table, its index, and the rows of what is there already."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import fairgate.records.search.lookup
from fairgate.records.search.rows import words_of_ledger, words_of_names
from fairgate.records.search.vendors import IndexWords


def fill(apps: Any, schema_editor: Any) -> None:
    """The rows of everybody and every entry that is there."""
    row_of = apps.get_model("records", "SearchRow").objects
    for person in apps.get_model("records", "Person").objects.iterator():
        row_of.create(person=person, words=words_of_names(person.name, person.other_names))
    for case in apps.get_model("records", "Case").objects.iterator():
        rows = list(case.entries.order_by("seq"))
        for row, (words, restricted) in zip(
            rows, words_of_ledger(case.pack, [one.payload for one in rows]), strict=True
        ):
            row_of.create(case=case, entry=row, words=words, restricted=restricted)


class Migration(migrations.Migration):
    dependencies = [("records", "0004_bodies")]

    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("restricted", models.BooleanField(default=False)),
                ("words", fairgate.records.search.lookup.Words(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.case"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.ledgerentry",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(person__isnull=False, case__isnull=True, entry__isnull=True)
                        | models.Q(person__isnull=True, case__isnull=False, entry__isnull=False),
                        name="search_row_of_a_person_or_an_entry",
                    ),
                ],
            },
        ),
        IndexWords(),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
