"""Addresses of 历年."""

from django.urls import path

from tasks.pages.measures.views import editing, proposing, years

urlpatterns = [
    path("measures/", years.measure_list, name="measure_list"),
    path("measures/new/", editing.measure_create, name="measure_create"),
    path("measures/proposals/", proposing.measure_proposals, name="measure_proposals"),
    path("measures/<int:pk>/", years.measure_page, name="measure_page"),
    path("measures/<int:pk>/edit/", editing.measure_edit, name="measure_edit"),
    path("measures/<int:pk>/outcome/", editing.measure_outcome, name="measure_outcome"),
]
