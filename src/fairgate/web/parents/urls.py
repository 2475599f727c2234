"""The addresses of the pages for parents, which staff read too."""

from django.urls import path

from fairgate.web.parents.code.view import code
from fairgate.web.parents.letter_check.view import letter_check
from fairgate.web.parents.your_letter.view import your_letter

urlpatterns = [
    path("code", code, name="code"),
    path("code/<str:edition>", code, name="code_edition"),
    path("letter-check", letter_check, name="letter_check"),
    path("your-letter", your_letter, name="your_letter"),
]
