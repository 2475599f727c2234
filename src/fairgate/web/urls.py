"""The addresses of the pages, by audience. Each audience lists its own in its urls.py."""

from django.urls import include, path

from fairgate.web.account.sign_in.view import sign_in
from fairgate.web.account.sign_out.view import sign_out
from fairgate.web.shared.accessibility.view import accessibility
from fairgate.web.shared.home import home
from fairgate.web.shared.theme import theme

urlpatterns = [
    path("", home, name="home"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("accessibility", accessibility, name="accessibility"),
    path("theme.css", theme, name="theme"),
    path("", include("fairgate.web.staff.urls")),
    path("", include("fairgate.web.reception.urls")),
    path("", include("fairgate.web.parents.urls")),
]
