"""Addresses of the pages of filing."""

from django.urls import path

from reports.pages.filing import views

urlpatterns = [
    path("export/offline/", views.offline_workbook, name="offline_workbook"),
]
