"""The address of the 专栏项目表."""

from django.urls import path

from reports.pages.outlooks import views

urlpatterns = [
    path("plan/reports/<int:pk>/projects/file/", views.project_list_file, name="project_list_file"),
]
