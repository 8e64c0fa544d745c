"""Addresses of the pages of 签收."""

from django.urls import path

from tasks.pages.receiving.views import overview, signing

urlpatterns = [
    path("receipts/", signing.receipt_page, name="receipt_page"),
    path("receipts/units/", overview.receipt_overview, name="receipt_overview"),
    path("receipts/open/", overview.receipts_open, name="receipts_open"),
    path("receipts/remind/", overview.receipts_remind, name="receipts_remind"),
    path("receipts/<int:pk>/decide/", overview.receipt_decide, name="receipt_decide"),
]
