"""The address of the 责任清单."""

from django.urls import path

from reports.pages.receiving import views

urlpatterns = [path("receipts/list/", views.receipt_list_file, name="receipt_list_file")]
