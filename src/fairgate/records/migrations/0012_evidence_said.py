"""What is said of a file stands beside it, and can be removed with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0011_ledger_by_hash")]

    operations = [
        migrations.AddField("evidence", "salt", models.CharField(blank=True, max_length=32)),
        migrations.AddField(
            "evidence",
            "text",
            models.TextField(blank=True, help_text="What it shows; emptied when the file is removed."),
        ),
    ]
