"""Addresses of the pages of assessing."""

from django.urls import path

from tasks.pages.assessing.views import indicators, rules

urlpatterns = [
    path("indicators/", indicators.indicator_queue, name="indicator_queue"),
    path("indicators/propose/", indicators.indicators_propose, name="indicators_propose"),
    path("indicators/<int:pk>/", indicators.indicator_task, name="indicator_task"),
    path("rules/", rules.rules_page, name="rules"),
    path("rules/plan/<int:pk>/", rules.plan_rules_page, name="plan_rules"),
    path("rules/self-rating/", rules.self_rating_ask, name="self_rating_ask"),
    path("rules/agreement/", rules.agreement_page, name="rules_agreement"),
]
