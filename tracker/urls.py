"""All addresses of the product."""

from django.urls import include, path

from tracker.health import show_alive, show_ready
from tracker.help_pages import help_index, help_picture, help_section
from tracker.jumping import jump
from tracker.metrics import show_metrics
from tracker.settings_page import settings_page
from tracker.status_page import system_status

urlpatterns = [
    path("healthz", show_alive, name="alive"),
    path("readyz", show_ready, name="ready"),
    path("metrics", show_metrics, name="metrics"),
    path("status/", system_status, name="system_status"),
    path("help/", help_index, name="help_index"),
    path("help/pictures/<str:name>", help_picture, name="help_picture"),
    path("help/<slug:book>/<str:key>/", help_section, name="help_section"),
    path("jump/", jump, name="jump"),
    path("settings/", settings_page, name="settings_page"),
    path("", include("tasks.urls")),
    path("", include("reports.urls")),
]

handler400 = "tasks.pages.frame.views.errors.bad_request"
handler500 = "tasks.pages.frame.views.errors.server_error"
handler403 = "tasks.pages.frame.views.errors.permission_denied"
handler500 = "tasks.pages.frame.views.errors.server_error"
