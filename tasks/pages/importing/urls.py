"""Addresses of the pages of importing."""

from django.urls import path

from tasks.pages.importing import teaching_views, views

urlpatterns = [
    path("import/", views.upload_document, name="import_document"),
    path("import/preview/", views.import_preview, name="import_preview"),
    path("import/reading/", views.read_in_background, name="import_reading"),
    path("import/decisions/", views.decide_readings, name="import_decisions"),
    path("import/teaching/", teaching_views.teach_reading, name="import_teaching"),
    path("import/forms/", teaching_views.paper_form_list, name="paper_form_list"),
    path("import/forms/keep/", teaching_views.paper_form_keep, name="paper_form_keep"),
    path("import/forms/<int:pk>/rename/", teaching_views.paper_form_rename, name="paper_form_rename"),
    path("import/forms/<int:pk>/drop/", teaching_views.paper_form_drop, name="paper_form_drop"),
]
