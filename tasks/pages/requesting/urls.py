"""Addresses of the pages of requesting."""

from django.urls import path

from tasks.pages.requesting import views

urlpatterns = [
    path("requests/", views.request_list, name="request_list"),
    path("requests/<int:pk>/", views.request_page, name="request_page"),
    path("requests/<int:pk>/withdraw/", views.request_withdraw, name="request_withdraw"),
    path("entries/<int:pk>/request/", views.request_file, name="request_file"),
]
