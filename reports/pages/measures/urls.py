"""The addresses of the files of 历年."""

from django.urls import path

from reports.pages.measures import views

urlpatterns = [
    path("measures/file/", views.measure_list_file, name="measure_list_file"),
    path("measures/<int:pk>/file/", views.measure_file, name="measure_file"),
]
