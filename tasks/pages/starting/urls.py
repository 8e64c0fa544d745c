"""Addresses of the guide of an empty installation, and of 启用清单."""

from django.urls import path

from tasks.pages.starting.views import setup, start_list

urlpatterns = [
    path("setup/", setup.setup_page, name="setup_page"),
    path("start/", start_list.start_list, name="start_list"),
]
