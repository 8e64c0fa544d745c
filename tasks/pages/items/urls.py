"""Addresses of the pages of items."""

from django.urls import path

from tasks.pages.items.views import coordination, item_list, item_page

urlpatterns = [
    path("entries/<int:pk>/coordinate/", coordination.coordination_answer, name="coordination_answer"),
    path("tasks/", item_list.task_list, name="task_list"),
    path("tasks/<int:pk>/", item_page.task_page, name="task_page"),
]
