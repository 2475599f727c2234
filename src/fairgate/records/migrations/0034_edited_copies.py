"""Letters edited outside: what waits for a second person, and, append-only, what took a letter's place."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fairgate.records.guards.operation import GuardTable


class Migration(migrations.Migration):
    dependencies = [("records", "0033_one_list_at_the_desk")]

    operations = [
        migrations.CreateModel(
            name="EditedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pdf", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposed", to="records.issuedletter"
                    ),
                ),
            ],
            options={"ordering": ("at",)},
        ),
        migrations.CreateModel(
            name="LetterReplaced",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("approved_in", models.CharField(help_text="The office in which it was approved.", max_length=60)),
                ("approved_at", models.DateTimeField()),
                ("stated", models.TextField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replaces", to="records.letteredition"
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replaced", to="records.issuedletter"
                    ),
                ),
            ],
            options={"ordering": ("letter",)},
        ),
        GuardTable("records_letterreplaced", uniques=(("letter_id",), ("edition_id",))),
    ]
