"""The addresses of the pages for staff."""

from django.urls import path

from fairgate.web.shared.errors import not_found

urlpatterns = [
    path("worklist", not_found, name="worklist"),
    path("cases", not_found, name="cases"),
    path("report", not_found, name="report"),
    path("code", not_found, name="code"),
]
