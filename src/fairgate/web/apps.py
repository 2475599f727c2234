"""The web floor as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """No tables: pages, by audience."""

    name = "fairgate.web"
    label = "web"
