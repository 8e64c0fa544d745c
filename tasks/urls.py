"""The URLs of the app; each noun has its own ``urls.py``."""

from django.urls import include, path

urlpatterns = [
    path("", include("tasks.pages.frame.urls")),
    path("", include("tasks.pages.signing_on.urls")),
    path("", include("tasks.pages.organisation.urls")),
    path("", include("tasks.pages.starting.urls")),
    path("", include("tasks.pages.importing.urls")),
    path("", include("tasks.pages.commenting.urls")),
    path("", include("tasks.pages.filing.urls")),
    path("", include("tasks.pages.assessing.urls")),
    path("", include("tasks.pages.outlooks.urls")),
    path("", include("tasks.pages.items.urls")),
    path("", include("tasks.pages.plans.urls")),
    path("", include("tasks.pages.continuing.urls")),
    path("", include("tasks.pages.measures.urls")),
    path("", include("tasks.pages.receiving.urls")),
    path("", include("tasks.pages.judging.urls")),
    path("", include("tasks.pages.requesting.urls")),
    path("", include("tasks.pages.adjusting.urls")),
    path("", include("tasks.pages.reminding.urls")),
    path("", include("tasks.pages.jobs.urls")),
    path("", include("tasks.pages.checking.urls")),
    path("", include("tasks.pages.searching.urls")),
    path("", include("tasks.pages.audit.urls")),
]
