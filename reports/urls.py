"""Addresses of what is shown, printed and exported."""

from django.urls import path

from reports.views import (
    boards,
    burden,
    exports,
    layouts,
    offline,
    publishing,
    report,
    scorecard,
    scorecard_acts,
    scoring_rules,
    templates,
    year,
)

urlpatterns = [
    path("board/", boards.board, name="board"),
    path("year/", year.year_page, name="year_page"),
    path("export/", exports.export_page, name="export_page"),
    path("export/offline/", offline.offline_workbook, name="offline_workbook"),
    path("export/list/", exports.export_list, name="export_list"),
    path("export/<int:year>/<slug:code>/<slug:form>/", exports.export_attachments, name="export_attachments"),
    path("report/", report.report_page, name="report_page"),
    path("report/paragraph/", report.report_paragraph, name="report_paragraph"),
    path("report/template/<slug:layout>/", templates.report_template, name="report_template"),
    path("report/layouts/", layouts.layout_list, name="layout_list"),
    path("report/<int:year>/<slug:code>/<slug:form>/", report.report_file, name="report_file"),
    path("issue/", publishing.issue_page, name="issue_page"),
    path("issue/<int:pk>/", publishing.issue_report, name="issue_report"),
    path("issue/<int:pk>/correct/", publishing.correction_begin, name="correction_begin"),
    path("issue/<int:pk>/drop/", publishing.correction_drop, name="correction_drop"),
    path("publications/<int:pk>/files/<uuid:key>/", publishing.published_file, name="published_file"),
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
