"""Addresses of what is shown, printed and exported."""

from django.urls import path

from reports.views import exports, layouts, publishing, report, templates

urlpatterns = [
    path("export/", exports.export_page, name="export_page"),
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
]
