"""Names as they are compared letter for letter, found by an index however many people there are."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from fairgate.records.search.written_names import keys_of

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _of(to: str, **more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=to, **more)


def fill(apps: Any, schema_editor: Any) -> None:
    """The keys of everybody who is on record."""
    key_of = apps.get_model("records", "NameKey")
    people = apps.get_model("records", "Person").objects.prefetch_related("other_names")
    made = (
        key_of(trust_id=one.trust_id, person=one, key=key)
        for one in people.iterator(chunk_size=500)
        for key in sorted(keys_of(one.name, [other.name for other in one.other_names.all()]))
    )
    key_of.objects.bulk_create(made, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("records", "0025_signatures")]

    operations = [
        migrations.CreateModel(
            name="NameKey",
            fields=[
                ID,
                ("key", models.CharField(max_length=300)),
                ("person", _of("records.person")),
                ("trust", _of("records.trust", db_index=False)),
            ],
            options={"indexes": [models.Index(fields=["trust", "key"], name="name_key_in_trust")]},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
