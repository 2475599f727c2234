"""The addresses for other systems, and the pages that tell their makers how to ask."""

from django.urls import path

from fairgate.web.api.gate_check.view import gate_check
from fairgate.web.api.openapi.view import api, openapi

urlpatterns = [
    path("api/v1/gate/check", gate_check, name="gate_check"),
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/", api, name="api"),
]
