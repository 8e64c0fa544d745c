"""Addresses of 接续 and 结转."""

from django.urls import path

from tasks.pages.continuing.views import carrying, pairs

urlpatterns = [
    path("continuations/", pairs.continuation_list, name="continuation_list"),
    path("continuations/<int:pk>/", pairs.continuation_task, name="continuation_task"),
    path("continuations/unfinished/", carrying.carry_over_list, name="carry_over_list"),
    path("continuations/unfinished/<int:pk>/", carrying.carry_over_task, name="carry_over_task"),
]
