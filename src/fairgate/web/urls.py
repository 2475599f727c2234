"""The addresses of the pages, by audience. Each audience lists its own in its urls.py."""

from django.urls import include, path

from fairgate.web.shared.accessibility.view import accessibility
from fairgate.web.shared.home import home
from fairgate.web.shared.theme import theme

urlpatterns = [
    path("", home, name="home"),
    path("accessibility", accessibility, name="accessibility"),
    path("theme.css", theme, name="theme"),
    path("", include("fairgate.web.account.urls")),
    path("", include("fairgate.web.staff.urls")),
    path("", include("fairgate.web.reception.urls")),
    path("", include("fairgate.web.parents.urls")),
    path("", include("fairgate.web.trust.urls")),
    path("", include("fairgate.web.api.urls")),
]
