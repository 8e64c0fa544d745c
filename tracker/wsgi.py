"""The WSGI entry point of the production server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  the apps are loaded now

from tracker.checks import require_fit_date  # noqa: E402

require_fit_date()
# loads every page and its address now, once for all workers, and not in the first request of each
get_resolver().reverse_dict  # noqa: B018  asking for it is what loads it
