"""Addresses of the pages of plans."""

from django.urls import path

from tasks.pages.plans.views import leaders, successions

urlpatterns = [
    path("tasks/leaders/", leaders.leaders_page, name="leaders_page"),
    path("successions/", successions.succession_page, name="succession_page"),
    path("successions/units/", successions.unit_reorganise, name="unit_reorganise"),
    path("successions/officials/", successions.official_succeed, name="official_succeed"),
]
