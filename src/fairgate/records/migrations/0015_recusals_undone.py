"""A recusal that a leader has undone: by whom, when and why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("records", "0014_search_of_reports")]

    operations = [
        migrations.RemoveConstraint("recusal", "recusal_once"),
        migrations.AddField("recusal", "undone_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "recusal",
            "undone_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("recusal", "undone_why", models.CharField(blank=True, max_length=200)),
        migrations.AddConstraint(
            "recusal",
            models.UniqueConstraint(
                fields=("user", "person", "since"), condition=Q(undone_at__isnull=True), name="recusal_once"
            ),
        ),
        migrations.AddConstraint(
            "recusal",
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_why="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_why="")),
                name="recusal_undone_with_reason",
            ),
        ),
    ]
