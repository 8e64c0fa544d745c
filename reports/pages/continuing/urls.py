"""The address of the 接续对照表."""

from django.urls import path

from reports.pages.continuing import views

urlpatterns = [
    path("continuations/file/", views.continuation_list_file, name="continuation_list_file"),
]
