"""Addresses of the work itself."""

from django.urls import path

from tasks.views import home, indicators, periods_switch, rules

urlpatterns = [
    path("", home.home, name="home"),
    path("period/", periods_switch.switch_period, name="switch_period"),
    # the quarter: filing, review, judging, periods
    # the year: tasks
    # the machine's reading: indicators and rules
    path("indicators/", indicators.indicator_queue, name="indicator_queue"),
    path("indicators/propose/", indicators.indicators_propose, name="indicators_propose"),
    path("indicators/<int:pk>/", indicators.indicator_task, name="indicator_task"),
    path("rules/", rules.rules_page, name="rules"),
    path("rules/plan/<int:pk>/", rules.plan_rules_page, name="plan_rules"),
    path("rules/agreement/", rules.agreement_page, name="rules_agreement"),
    # the administration
]
