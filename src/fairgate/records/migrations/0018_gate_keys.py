"""Keys by which other systems ask at a gate, and each time that one was used."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from fairgate.records.guards.operation import GuardTable

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _of(to: str, name: str = "+", **more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [("records", "0017_list_indexes")]

    operations = [
        migrations.CreateModel(
            name="GateKey",
            fields=[
                ID,
                ("name", models.CharField(help_text="Which system it is for.", max_length=80)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("ends_with", models.CharField(max_length=4)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("made_by", _of(settings.AUTH_USER_MODEL)),
                ("revoked_by", _of(settings.AUTH_USER_MODEL, null=True)),
                ("school", _of("records.school", "gate_keys")),
            ],
            options={
                "ordering": ("school", "made_at"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(revoked_at__isnull=True), fields=("school", "name"), name="gate_key_once_of_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateKeyUse",
            fields=[
                ID,
                ("at", models.DateTimeField()),
                ("key", _of("records.gatekey", "uses")),
            ],
            options={
                "ordering": ("-at", "-id"),
                "indexes": [models.Index(fields=["key", "-at"], name="gate_key_use_newest")],
            },
        ),
        GuardTable("records_gatekeyuse"),
    ]
