"""The addresses of the pages for reception."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def not_found(request: HttpRequest) -> HttpResponse:
    """Stands where a page is still to come."""
    raise Http404


urlpatterns = [
    path("gate", not_found, name="gate"),
]
