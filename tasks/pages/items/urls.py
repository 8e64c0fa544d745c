"""Addresses of the pages of items."""

from django.urls import path

from tasks.pages.items.views import coordination, endings, item_list, item_page, list_views, same_items

urlpatterns = [
    path("entries/<int:pk>/coordinate/", coordination.coordination_answer, name="coordination_answer"),
    path("tasks/", item_list.task_list, name="task_list"),
    path("tasks/view/", list_views.list_apply, name="list_apply"),
    path("tasks/view/columns/", list_views.list_columns, name="list_columns"),
    path("tasks/view/save/", list_views.list_view_save, name="list_view_save"),
    path("tasks/view/drop/", list_views.list_view_drop, name="list_view_drop"),
    path("tasks/endings/", endings.endings_page, name="endings_page"),
    path("tasks/<int:pk>/resume/", endings.item_resume, name="item_resume"),
    path("tasks/<int:pk>/", item_page.task_page, name="task_page"),
    path("tasks/<int:pk>/link/", same_items.task_link, name="task_link"),
    path("tasks/<int:pk>/unlink/", same_items.task_unlink, name="task_unlink"),
]
