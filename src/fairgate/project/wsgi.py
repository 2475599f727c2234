"""What the server calls: `granian --interface wsgi fairgate.project.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")

application = get_wsgi_application()

# All pages are imported now: what is broken stops the server from starting, rather than each request.
get_resolver().url_patterns  # noqa: B018 (reading it imports them)
