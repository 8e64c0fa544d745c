"""Addresses of the pages of audit."""

from django.urls import path

from tasks.pages.audit import views

urlpatterns = [
    path("events/", views.event_list, name="event_list"),
    path("events/seals/", views.seal_page, name="seal_page"),
]
