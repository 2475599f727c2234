"""One list of who is called from a desk, also when a visitor signs in; a tablet may call, at which nobody works."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def join(apps: Any, editor: Any) -> None:
    """Whoever was told by mail of such a visitor is called; `whom_to_call` passes over who may not see cases."""
    told, contact = apps.get_model("records", "ToldAtDesk"), apps.get_model("records", "DeskContact")
    for row in told.objects.using(editor.connection.alias).order_by("pk"):
        contact.objects.using(editor.connection.alias).get_or_create(school_id=row.school_id, user_id=row.user_id)


class Migration(migrations.Migration):
    dependencies = [("records", "0032_permissions")]

    operations = [
        migrations.RunPython(join, migrations.RunPython.noop),
        migrations.DeleteModel("ToldAtDesk"),
        migrations.AlterField(
            model_name="helpasked",
            name="raised_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
