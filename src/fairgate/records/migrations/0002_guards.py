"""Makes the ledger, the letters as issued and the access log append-only in the database itself."""

from django.db import migrations

from fairgate.records.guards.operation import GuardTable


class Migration(migrations.Migration):
    dependencies = [("records", "0001_first")]

    operations = [
        GuardTable(
            "records_ledgerentry",
            uniques=(("case_id", "seq"), ("case_id", "ref"), ("case_id", "operation_key", "operation_part")),
            chained=True,
        ),
        GuardTable("records_issuedletter", uniques=(("entry_id", "letter", "sha256"),)),
        GuardTable("records_accesslog"),
    ]
