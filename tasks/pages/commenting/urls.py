"""Addresses of 留言."""

from django.urls import path

from tasks.pages.commenting.views import comments

urlpatterns = [
    path("entries/<int:pk>/comments/", comments.comment_thread, name="comment_thread"),
    path("entries/<int:pk>/comments/names/", comments.comment_names, name="comment_names"),
    path("entries/<int:pk>/comments/read/", comments.thread_read, name="thread_read"),
    path("comments/<int:pk>/withdraw/", comments.comment_withdraw, name="comment_withdraw"),
]
