"""Calls for help from a desk, whom each reached, and who is to be called."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
WHY = [
    ("barred", "Somebody who is barred is here"),
    ("collector", "Somebody who came for a child may not be fit to take them"),
]
REACHED = [("", "Not sent"), ("waiting", "On its way"), ("sent", "Sent"), ("failed", "Could not be sent")]
CASCADE = django.db.models.deletion.CASCADE


def _of(
    to: str, name: str = "+", on: Any = django.db.models.deletion.PROTECT, **more: Any
) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(on_delete=on, related_name=name, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [("records", "0026_name_keys")]

    operations = [
        migrations.CreateModel(
            name="HelpAsked",
            fields=[
                ID,
                ("why", models.CharField(choices=WHY, max_length=10)),
                ("raised_at", models.DateTimeField()),
                ("draft", models.UUIDField()),
                ("operation_key", models.CharField(max_length=64)),
                ("case", _of("records.case", "help_asked", null=True)),
                ("incident", _of("records.incident", null=True)),
                ("person", _of("records.person", null=True)),
                ("raised_by", _of(settings.AUTH_USER_MODEL)),
                ("school", _of("records.school", "help_asked")),
            ],
            options={
                "ordering": ("-raised_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(fields=("raised_by", "operation_key"), name="help_asked_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskCall",
            fields=[
                ID,
                ("mail", models.CharField(choices=REACHED, default="waiting", max_length=10)),
                ("text", models.CharField(blank=True, choices=REACHED, default="", max_length=10)),
                ("coming", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("alert", _of("records.helpasked", "calls", CASCADE)),
                ("user", _of(settings.AUTH_USER_MODEL, "desk_calls")),
            ],
            options={
                "ordering": ("alert", "id"),
                "constraints": [models.UniqueConstraint(fields=("alert", "user"), name="desk_call_once")],
            },
        ),
        migrations.CreateModel(
            name="DeskContact",
            fields=[
                ID,
                ("mobile", models.CharField(blank=True, max_length=20)),
                ("school", _of("records.school", "desk_contacts", CASCADE)),
                ("user", _of(settings.AUTH_USER_MODEL, on=CASCADE)),
            ],
            options={
                "ordering": ("school", "id"),
                "constraints": [models.UniqueConstraint(fields=("school", "user"), name="desk_contact_once")],
            },
        ),
    ]
