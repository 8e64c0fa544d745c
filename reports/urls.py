"""The addresses of the boards, reports, exports and scorecards."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.pages.audit.urls")),
    path("", include("reports.pages.boards.urls")),
    path("", include("reports.pages.filing.urls")),
    path("", include("reports.pages.reporting.urls")),
    path("", include("reports.pages.outlooks.urls")),
    path("", include("reports.pages.continuing.urls")),
    path("", include("reports.pages.measures.urls")),
    path("", include("reports.pages.organisation.urls")),
    path("", include("reports.pages.receiving.urls")),
    path("", include("reports.pages.reminding.urls")),
    path("", include("reports.pages.issuing.urls")),
    path("", include("reports.pages.scoring.urls")),
]
