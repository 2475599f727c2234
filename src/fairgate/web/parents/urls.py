"""The addresses of the pages for parents, which staff read too."""

from django.urls import path

from fairgate.web.parents.code.view import code

urlpatterns = [
    path("code", code, name="code"),
]
