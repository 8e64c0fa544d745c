"""Addresses of the pages of importing."""

from django.urls import path

from tasks.pages.importing import views

urlpatterns = [
    path("import/", views.upload_document, name="import_document"),
    path("import/preview/", views.import_preview, name="import_preview"),
    path("import/decisions/", views.decide_readings, name="import_decisions"),
]
