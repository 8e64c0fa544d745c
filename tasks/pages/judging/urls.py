"""Addresses of the pages of judging."""

from django.urls import path

from tasks.pages.judging.views import items_batch, judging, judging_summary, objections, review, review_list

urlpatterns = [
    path("review/", review_list.review_queue, name="review_queue"),
    path("review/accept/", review_list.accept_many, name="review_accept_many"),
    path("review/<int:pk>/", review.review_entry, name="review_entry"),
    path("judging/", judging.judging_queue, name="judging_queue"),
    path("judging/many/", judging_summary.judge_many, name="judge_many"),
    path("judging/<int:pk>/", judging.judge_entry, name="judge_entry"),
    path("tasks/batch/", items_batch.items_batch, name="items_batch"),
    path("objections/", objections.objection_list, name="objection_list"),
    path("objections/<int:pk>/", objections.objection_page, name="objection_page"),
    path("entries/<int:pk>/object/", objections.objection_file, name="objection_file"),
]
