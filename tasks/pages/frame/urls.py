"""Addresses of the pages of frame."""

from django.urls import path

from tasks.pages.frame.views import home, periods_switch

urlpatterns = [
    path("", home.home, name="home"),
    path("period/", periods_switch.switch_period, name="switch_period"),
]
