"""Addresses of the pages of plan reports."""

from django.urls import path

from tasks.pages.outlooks import views

urlpatterns = [
    path("plan/reports/<int:pk>/", views.plan_report_page, name="plan_report_page"),
    path("plan/reports/<int:pk>/projects/", views.project_list, name="project_list"),
    path("plan/projects/<int:pk>/", views.project_edit, name="project_edit"),
]
