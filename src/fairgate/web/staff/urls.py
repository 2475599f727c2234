"""The addresses of the pages for staff."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def not_found(request: HttpRequest) -> HttpResponse:
    """Stands where a page is still to come."""
    raise Http404


urlpatterns = [
    path("worklist", not_found, name="worklist"),
    path("cases", not_found, name="cases"),
    path("report", not_found, name="report"),
    path("code", not_found, name="code"),
]
