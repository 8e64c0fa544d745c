"""Addresses of the pages of searching."""

from django.urls import path

from tasks.pages.searching import views

urlpatterns = [
    path("search/", views.search_page, name="search_page"),
]
