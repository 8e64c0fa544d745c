"""Addresses of the pages of plans."""

from django.urls import path

from tasks.pages.plans.views import deadlines, documents, milestones, plan, successions

urlpatterns = [
    path("deadlines/", deadlines.deadlines_page, name="deadlines_page"),
    path("deadlines/propose/", deadlines.deadlines_propose, name="deadlines_propose"),
    path("tasks/<int:pk>/milestones/", milestones.milestones_page, name="milestones_page"),
    path("plan/", plan.plan_page, name="plan_page"),
    path("plan/documents/<int:pk>/", documents.plan_document_page, name="plan_document_page"),
    path("successions/", successions.succession_page, name="succession_page"),
    path("successions/units/", successions.unit_reorganise, name="unit_reorganise"),
    path("successions/officials/", successions.official_succeed, name="official_succeed"),
]
