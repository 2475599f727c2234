"""Acts that are drafted and wait for a second signature."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0015_recusals_undone")]

    operations = [
        migrations.CreateModel(
            name="DraftedAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=60)),
                ("payload", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("fields", models.TextField(blank=True)),
                ("drafted_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafted", to="records.case"
                    ),
                ),
            ],
            options={
                "ordering": ("drafted_at",),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "step"), name="drafted_act_once_in_case"),
                ],
            },
        ),
    ]
