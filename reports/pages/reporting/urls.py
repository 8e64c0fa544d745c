"""Addresses of the pages of reporting."""

from django.urls import path

from reports.pages.reporting.views import exports, layouts, pdf, report, templates

urlpatterns = [
    path("export/", exports.export_page, name="export_page"),
    path("export/list/", exports.export_list, name="export_list"),
    path("export/<int:year>/<slug:code>/<slug:form>/", exports.export_attachments, name="export_attachments"),
    path("report/", report.report_page, name="report_page"),
    path("report/paragraph/", report.report_paragraph, name="report_paragraph"),
    path("report/template/<slug:layout>/", templates.report_template, name="report_template"),
    path("report/layouts/", layouts.layout_list, name="layout_list"),
    path("report/<int:year>/<slug:code>/pdf/", pdf.report_pdf, name="report_pdf"),
    path("report/<int:year>/<slug:code>/<slug:form>/", report.report_file, name="report_file"),
]
