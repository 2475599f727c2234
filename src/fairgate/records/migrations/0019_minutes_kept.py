"""The file of a meeting's minutes is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0018_gate_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="bodymeeting",
            name="minutes_key",
            field=models.CharField(blank=True, max_length=32),
        ),
    ]
