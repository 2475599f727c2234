"""The editions of a letter beside the one that is sent: append-only, as the letter is."""

import django.db.models.deletion
from django.db import migrations, models

from fairgate.records.guards.operation import GuardTable


class Migration(migrations.Migration):
    dependencies = [("records", "0022_bundles")]

    operations = [
        migrations.CreateModel(
            name="LetterEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("body", models.BinaryField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="records.issuedletter",
                    ),
                ),
            ],
            options={
                "ordering": ("letter", "id"),
                "constraints": [models.UniqueConstraint(fields=("letter", "kind"), name="letter_edition_once")],
            },
        ),
        GuardTable("records_letteredition", uniques=(("letter_id", "kind"),)),
    ]
