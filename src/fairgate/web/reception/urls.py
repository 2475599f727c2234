"""The addresses of the pages for reception."""

from django.urls import path

from fairgate.web.shared.errors import not_found

urlpatterns = [
    path("gate", not_found, name="gate"),
]
