"""The data lead asks why somebody looked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0019_minutes_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="WhyAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "read",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="why_asked",
                        to="records.accesslog",
                    ),
                ),
            ],
            options={"ordering": ("at", "pk")},
        ),
        migrations.AddConstraint(
            model_name="whyasked",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), ("answered_at__isnull", True))
                | models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                name="why_asked_answered_at",
            ),
        ),
    ]
