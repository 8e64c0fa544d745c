"""All addresses of the product."""

from django.urls import include, path

from tracker.health import show_alive, show_ready

urlpatterns = [
    path("healthz", show_alive, name="alive"),
    path("readyz", show_ready, name="ready"),
    path("", include("tasks.urls")),
    path("", include("reports.urls")),
]

handler400 = "tasks.pages.frame.views.errors.bad_request"
handler403 = "tasks.pages.frame.views.errors.permission_denied"
