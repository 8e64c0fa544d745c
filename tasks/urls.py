"""Addresses of the work itself."""

from django.urls import path

from tasks.views import (
    accounts,
    events,
    home,
    indicators,
    organisation,
    periods_switch,
    rules,
    task_page,
    tasks,
    users,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("password/", accounts.change_password, name="change_password"),
    path("period/", periods_switch.switch_period, name="switch_period"),
    # the quarter: filing, review, judging, periods
    # the year: tasks
    path("tasks/", tasks.task_list, name="task_list"),
    path("tasks/<int:pk>/", task_page.task_page, name="task_page"),
    path("evidence/<uuid:key>/", task_page.evidence_file, name="evidence_file"),
    # the machine's reading: indicators and rules
    path("indicators/", indicators.indicator_queue, name="indicator_queue"),
    path("indicators/propose/", indicators.indicators_propose, name="indicators_propose"),
    path("indicators/<int:pk>/", indicators.indicator_task, name="indicator_task"),
    path("rules/", rules.rules_page, name="rules"),
    path("rules/plan/<int:pk>/", rules.plan_rules_page, name="plan_rules"),
    path("rules/agreement/", rules.agreement_page, name="rules_agreement"),
    # the administration
    path("units/", organisation.unit_list, name="unit_list"),
    path("units/add/", organisation.unit_add, name="unit_add"),
    path("units/<int:pk>/", organisation.unit_edit, name="unit_edit"),
    path("units/<int:pk>/aliases/", organisation.alias_add, name="alias_add"),
    path("aliases/<int:pk>/remove/", organisation.alias_remove, name="alias_remove"),
    path("officials/", organisation.official_list, name="official_list"),
    path("officials/add/", organisation.official_add, name="official_add"),
    path("officials/<int:pk>/", organisation.official_edit, name="official_edit"),
    path("users/", users.user_list, name="user_list"),
    path("users/add/", users.user_add, name="user_add"),
    path("users/<int:pk>/", users.user_edit, name="user_edit"),
    path("users/<int:pk>/password/", users.password_reset, name="password_reset"),
    path("events/", events.event_list, name="event_list"),
]
