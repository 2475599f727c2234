"""The addresses of the pages for staff."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from fairgate.web.staff.case.view import case
from fairgate.web.staff.cases.view import cases
from fairgate.web.staff.letter.view import letter, letter_pdf
from fairgate.web.staff.person.view import change_person, person
from fairgate.web.staff.worklist.view import worklist


def not_found(request: HttpRequest) -> HttpResponse:
    """Stands where a page is still to come."""
    raise Http404


urlpatterns = [
    path("worklist", worklist, name="worklist"),
    path("cases", cases, name="cases"),
    path("cases/<str:reference>", case, name="case"),
    path("cases/<str:reference>/letters/<int:number>", letter, name="letter"),
    path("cases/<str:reference>/letters/<int:number>/pdf", letter_pdf, name="letter_pdf"),
    path("people/<int:number>", person, name="person"),
    path("people/<int:number>/details", change_person, name="change_person"),
    path("report", not_found, name="report"),
    path("cases/<str:reference>/incident", not_found, name="incident_in_case"),
    path("cases/<str:reference>/steps/<str:step>", not_found, name="step"),
    path("cases/<str:reference>/finding/<str:ref>", not_found, name="finding"),
    path("cases/<str:reference>/correction/<str:ref>", not_found, name="correction"),
    path("cases/<str:reference>/service/<str:ref>", not_found, name="service"),
    path("cases/<str:reference>/outcome/<str:ref>", not_found, name="outcome"),
    path("cases/<str:reference>/representations/<str:ref>", not_found, name="representations"),
    path("cases/<str:reference>/decision/<str:ref>", not_found, name="decision"),
    path("cases/<str:reference>/closing", not_found, name="closing"),
    path("cases/<str:reference>/reopening", not_found, name="reopening"),
]
