"""Addresses of the pages of reminding."""

from django.urls import path

from reports.pages.reminding import views

urlpatterns = [
    path("reminders/letter/", views.reminder_letter, name="reminder_letter"),
]
