"""The addresses of the pages for parents, which staff read too."""

from django.urls import path

from fairgate.web.parents.code.view import code
from fairgate.web.parents.letter_check.view import letter_check

urlpatterns = [
    path("code", code, name="code"),
    path("letter-check", letter_check, name="letter_check"),
]
