"""Letters that belong to a person and to no case."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fairgate.records.guards.operation import GuardTable


def _of(to: str, name: str = "+", **more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [("records", "0029_sending_editions")]

    operations = [
        migrations.CreateModel(
            name="PersonLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=20)),
                ("letter", models.CharField(help_text="The letter's id in the pack.", max_length=60)),
                ("pdf", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("template_sha256", models.CharField(max_length=64)),
                (
                    "edition",
                    models.CharField(help_text="The edition of the pack that the letter cites.", max_length=20),
                ),
                ("code", models.CharField(max_length=64, unique=True)),
                ("office", models.CharField(help_text="The office in which it was signed.", max_length=60)),
                ("issued_at", models.DateTimeField()),
                ("operation_key", models.CharField(max_length=64)),
                ("by", _of(settings.AUTH_USER_MODEL)),
                ("person", _of("records.person", "letters")),
                ("school", _of("records.school", help_text="The school that writes.")),
            ],
            options={
                "ordering": ("person", "-issued_at"),
                "constraints": [models.UniqueConstraint(fields=("by", "operation_key"), name="person_letter_once")],
            },
        ),
        GuardTable("records_personletter", (("code",), ("by_id", "operation_key"))),
    ]
