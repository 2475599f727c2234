"""What the server calls: `granian --interface wsgi fairgate.project.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")

application = get_wsgi_application()
