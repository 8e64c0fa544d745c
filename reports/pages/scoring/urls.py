"""Addresses of the pages of scoring."""

from django.urls import path

from reports.pages.scoring.views import burden, scorecard, scorecard_acts, scoring_rules

urlpatterns = [
    path("burden/", burden.burden_page, name="burden_page"),
    path("scorecard/", scorecard.scorecard_page, name="scorecard_page"),
    path("scorecard/file/", scorecard.scorecard_file, name="scorecard_file"),
    path("scorecard/rules/", scoring_rules.scoring_rules, name="scoring_rules"),
    path("scorecard/approve/", scorecard_acts.scorecard_approve, name="scorecard_approve"),
    path("scorecard/<int:pk>/reopen/", scorecard_acts.scorecard_reopen, name="scorecard_reopen"),
    path("scorecard/units/<int:pk>/", scorecard.scorecard_unit, name="scorecard_unit"),
    path("scorecard/units/<int:pk>/file/", scorecard.scorecard_unit_file, name="scorecard_unit_file"),
    path("scorecard/units/<int:unit>/exclude/<int:pk>/", scorecard_acts.entry_exclude, name="entry_exclude"),
    path("scorecard/units/<int:unit>/include/<int:pk>/", scorecard_acts.entry_include, name="entry_include"),
]
