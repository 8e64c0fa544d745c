"""Addresses of what is taken out of the audit log."""

from django.urls import path

from reports.pages.audit import views

urlpatterns = [path("events/export/", views.event_export, name="event_export")]
