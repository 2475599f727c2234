"""What a school allows somebody that its code forbids without its permission."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("animal", "Bring a dog or another animal"),
    ("pictures", "Take photographs or film"),
    ("other", "Something else"),
]


def _of(to: str, name: str = "+", **more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [("records", "0031_trust_logos")]

    operations = [
        migrations.CreateModel(
            name="Permission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                ("words", models.CharField(max_length=100)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("office", models.CharField(help_text="The office's id in the pack.", max_length=60)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.CharField(blank=True, max_length=200)),
                ("by", _of(settings.AUTH_USER_MODEL)),
                ("ended_by", _of(settings.AUTH_USER_MODEL, null=True, blank=True)),
                ("person", _of("records.person", "permissions")),
                ("school", _of("records.school", "permissions")),
            ],
            options={
                "ordering": ("person", "-since", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(until__gte=models.F("since")), name="permission_ends_after_it_begins"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(ended_at__isnull=True),
                        fields=("person", "school", "words", "since", "until"),
                        name="permission_once",
                    ),
                ],
                "indexes": [models.Index(fields=["school", "until"], name="permission_at_a_gate")],
            },
        ),
    ]
