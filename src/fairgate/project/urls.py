"""Every address of the house; the pages' own are in web/urls.py."""

from django.urls import include, path

urlpatterns = [path("", include("fairgate.web.urls"))]

handler400 = "fairgate.web.shared.errors.bad_request"
handler403 = "fairgate.web.shared.errors.forbidden"
handler404 = "fairgate.web.shared.errors.not_found"
handler500 = "fairgate.web.shared.errors.fault"
