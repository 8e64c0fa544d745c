"""Addresses of the pages of frame."""

from django.urls import path

from tasks.pages.frame.views import home, periods_switch, undoing

urlpatterns = [
    path("", home.home, name="home"),
    path("period/", periods_switch.switch_period, name="switch_period"),
    path("undo/", undoing.undo, name="undo"),
]
