"""Addresses of the pages of reporting."""

from django.urls import path

from reports.pages.reporting.views import exports, layouts, own_layouts, pdf, report, samples, templates

urlpatterns = [
    path("export/", exports.export_page, name="export_page"),
    path("export/list/", exports.export_list, name="export_list"),
    path("export/<int:year>/<slug:code>/<slug:form>/", exports.export_attachments, name="export_attachments"),
    path("report/", report.report_page, name="report_page"),
    path("report/paragraph/", report.report_paragraph, name="report_paragraph"),
    path("report/template/<slug:layout>/", templates.report_template, name="report_template"),
    path("report/layouts/", layouts.layout_list, name="layout_list"),
    path("report/layouts/copy/<slug:key>/", own_layouts.layout_copy, name="layout_copy"),
    path("report/layouts/<int:pk>/", own_layouts.layout_edit, name="layout_edit"),
    path("report/layouts/<int:pk>/tables/<int:order>/sample/", samples.layout_sample, name="layout_sample"),
    path("report/layouts/<int:pk>/history/", own_layouts.layout_history, name="layout_history"),
    path("report/layouts/<int:pk>/switch/", own_layouts.layout_switch, name="layout_switch"),
    path("report/layouts/<int:pk>/<int:number>.toml", own_layouts.layout_text, name="layout_text"),
    path("report/<int:year>/<slug:code>/pdf/", pdf.report_pdf, name="report_pdf"),
    path("report/<int:year>/<slug:code>/<slug:form>/", report.report_file, name="report_file"),
]
