"""Addresses of the pages of checking."""

from django.urls import path

from tasks.pages.checking import views

urlpatterns = [
    path("checks/", views.check_list, name="check_list"),
    path("checks/set-aside/", views.check_set_aside, name="check_set_aside"),
    path("checks/take-back/", views.check_take_back, name="check_take_back"),
]
