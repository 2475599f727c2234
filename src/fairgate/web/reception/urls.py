"""The addresses of the pages for reception."""

from django.urls import path

from fairgate.web.reception.gate.view import gate

urlpatterns = [
    path("gate", gate, name="gate"),
]
