"""The way to what the lists and the gate ask for, where there are many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0016_drafted_acts"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="accesslog",
            index=models.Index(fields=["-at", "-id"], name="access_newest"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["trust", "-opened_at", "-id"], name="case_newest"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["type", "case"], name="ledger_by_type"),
        ),
    ]
