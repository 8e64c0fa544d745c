"""All addresses of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("tasks.urls")),
    path("", include("reports.urls")),
]

handler400 = "tasks.pages.frame.views.errors.bad_request"
