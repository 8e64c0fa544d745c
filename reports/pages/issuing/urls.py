"""Addresses of the pages of issuing."""

from django.urls import path

from reports.pages.issuing.views import plan_notice, public, publishing, reading, sign_offs

urlpatterns = [
    path("public/", public.public_summary, name="public_summary"),
    path("public/<int:pk>/", public.public_government, name="public_government"),
    path("issue/", publishing.issue_page, name="issue_page"),
    path("issue/<int:pk>/", publishing.issue_report, name="issue_report"),
    path("issue/<int:pk>/sign-off/", sign_offs.sign_off_ask, name="sign_off_ask"),
    path("issue/<int:pk>/sign-off/decide/", sign_offs.sign_off_decide, name="sign_off_decide"),
    path("issue/<int:pk>/sign-off/take-back/", sign_offs.sign_off_take_back, name="sign_off_take_back"),
    path("issue/<int:pk>/correct/", publishing.correction_begin, name="correction_begin"),
    path("issue/<int:pk>/drop/", publishing.correction_drop, name="correction_drop"),
    path("publications/<int:pk>/", reading.publication_page, name="publication_page"),
    path("issue/imported/<int:pk>/", reading.imported_report, name="imported_report"),
    path("plans/<int:pk>/issue/", plan_notice.notice_issue, name="notice_issue"),
    path("plans/<int:pk>/sign-off/", sign_offs.notice_sign_off_ask, name="notice_sign_off_ask"),
    path("plans/<int:pk>/sign-off/decide/", sign_offs.notice_sign_off_decide, name="notice_sign_off_decide"),
    path("plans/<int:pk>/sign-off/take-back/", sign_offs.notice_sign_off_take_back, name="notice_sign_off_take_back"),
    path("publications/<int:pk>/files/<uuid:key>/", publishing.published_file, name="published_file"),
]
