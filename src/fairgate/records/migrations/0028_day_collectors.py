"""Whom a parent named to collect their child on one day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PROVED = [
    ("in_person", "They said so here, in person"),
    ("rang_back", "I rang them back on the number on record"),
    ("written", "They wrote from the address on record"),
    ("password", "They gave the password that the school has for them"),
]
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("records", "0027_help_asked")]

    operations = [
        migrations.CreateModel(
            name="DayCollector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("day", models.DateField()),
                ("proved", models.CharField(choices=PROVED, max_length=10)),
                ("word_sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "child",
                    models.ForeignKey(on_delete=PROTECT, related_name="day_collectors", to="records.child"),
                ),
                ("named_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to="records.person")),
                ("taken_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "taken_back_by",
                    models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ("day", "child", "id"),
                "indexes": [models.Index(fields=["child", "day"], name="day_collector_of_a_day")],
            },
        ),
    ]
