"""Addresses of the pages of adjusting."""

from django.urls import path

from tasks.pages.adjusting.views import amendment, batch, records

urlpatterns = [
    path("tasks/adjust/", batch.tasks_adjust, name="tasks_adjust"),
    path("tasks/<int:pk>/adjust/", amendment.task_adjust, name="task_adjust"),
    path("plan/items/new/", amendment.item_add, name="item_add"),
    path("plan/changes/", records.plan_changes, name="plan_changes"),
    path("plan/changes/<int:pk>/", records.plan_change, name="plan_change"),
    path("plan/changes/<int:pk>/undo/", records.plan_change_undo, name="plan_change_undo"),
]
