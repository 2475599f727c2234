"""The texts of which there are rows now are taken away."""

from django.db import migrations


class Migration(migrations.Migration):
    # Apart from 0009: PostgreSQL alters no table in the transaction that has just filled another with its keys.
    dependencies = [("records", "0009_people")]

    operations = [
        migrations.RemoveField(model_name="person", name="names_text"),
        migrations.RemoveField(model_name="person", name="vehicle_text"),
    ]
