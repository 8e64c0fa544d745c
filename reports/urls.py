"""Addresses of what is shown, printed and exported."""

from django.urls import path

from reports.views import exports

urlpatterns = [
    path("export/", exports.export_page, name="export_page"),
    path("export/list/", exports.export_list, name="export_list"),
    path("export/<int:year>/<slug:code>/<slug:form>/", exports.export_attachments, name="export_attachments"),
]
