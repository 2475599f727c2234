"""The one Django app that has tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Its label names the tables: records_case, records_ledgerentry, ..."""

    name = "fairgate.records"
    label = "records"
    verbose_name = "Records"
