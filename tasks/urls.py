"""Addresses of the work itself."""

from django.urls import path

from tasks.views import home, periods_switch

urlpatterns = [
    path("", home.home, name="home"),
    path("period/", periods_switch.switch_period, name="switch_period"),
    # the quarter: filing, review, judging, periods
    # the year: tasks
    # the administration
]
