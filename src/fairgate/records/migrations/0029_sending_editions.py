"""Which edition of a letter is sent: blank, as of everything that was sent before, is the letter itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0028_day_collectors")]

    operations = [
        migrations.AddField(
            "sending",
            "edition",
            models.CharField(
                blank=True,
                default="",
                help_text="A kind of LetterEdition; blank: the letter.",
                max_length=10,
            ),
            preserve_default=False,
        ),
    ]
