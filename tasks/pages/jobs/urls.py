"""Addresses of 后台任务."""

from django.urls import path

from tasks.pages.jobs import views

urlpatterns = [
    path("jobs/", views.job_list, name="job_list"),
    path("jobs/<int:pk>/", views.job_page, name="job_page"),
    path("jobs/<int:pk>/state/", views.job_state, name="job_state"),
    path("jobs/<int:pk>/repeat/", views.job_repeat, name="job_repeat"),
    path("jobs/<int:pk>/seen/", views.job_seen, name="job_seen"),
    path("jobs/<int:pk>/file/", views.job_file, name="job_file"),
]
