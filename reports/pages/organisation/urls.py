"""Addresses of the workbooks of a 名册."""

from django.urls import path

from reports.pages.organisation import views

urlpatterns = [
    path("roster/template/", views.roster_template, name="roster_template"),
    path("roster/export/", views.roster_export, name="roster_export"),
]
