"""Addresses of 接续."""

from django.urls import path

from tasks.pages.continuing import views

urlpatterns = [
    path("continuations/", views.continuation_list, name="continuation_list"),
    path("continuations/<int:pk>/", views.continuation_task, name="continuation_task"),
]
