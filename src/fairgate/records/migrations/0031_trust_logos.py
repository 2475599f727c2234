"""The logo that a trust's letters carry."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0030_person_letters")]

    operations = [
        migrations.CreateModel(
            name="TrustLogo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("png", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "trust",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="logo", to="records.trust"
                    ),
                ),
            ],
        ),
    ]
