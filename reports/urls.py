"""Addresses of what is shown, printed and exported."""

from django.urls import path

from reports.views import exports, publishing

urlpatterns = [
    path("export/", exports.export_page, name="export_page"),
    path("export/list/", exports.export_list, name="export_list"),
    path("export/<int:year>/<slug:code>/<slug:form>/", exports.export_attachments, name="export_attachments"),
    path("issue/", publishing.issue_page, name="issue_page"),
    path("issue/<int:pk>/", publishing.issue_report, name="issue_report"),
    path("issue/<int:pk>/correct/", publishing.correction_begin, name="correction_begin"),
    path("issue/<int:pk>/drop/", publishing.correction_drop, name="correction_drop"),
    path("publications/<int:pk>/files/<uuid:key>/", publishing.published_file, name="published_file"),
]
