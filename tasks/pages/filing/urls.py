"""Addresses of the pages of filing."""

from django.urls import path

from tasks.pages.filing.views import (
    cooperation,
    entries,
    evidence,
    many,
    mine,
    offline,
    openings,
    periods,
    reading,
    rhythms,
)

urlpatterns = [
    path("mine/", mine.my_tasks, name="my_tasks"),
    path("mine/file/", many.entries_file, name="entries_file"),
    path("mine/confirm/", many.entries_confirm, name="entries_confirm"),
    path("mine/offline/", offline.offline_upload, name="offline_upload"),
    path("mine/offline/preview/", offline.offline_preview, name="offline_preview"),
    path("mine/offline/result/", offline.offline_result, name="offline_result"),
    path("entries/<int:pk>/", entries.entry_page, name="entry_page"),
    path("entries/<int:pk>/read/", reading.entry_read, name="entry_read"),
    path("entries/<int:pk>/evidence/", evidence.evidence_add, name="evidence_add"),
    path("entries/<int:pk>/submit/", entries.entry_submit, name="entry_submit"),
    path("entries/<int:pk>/withdraw/", entries.entry_withdraw, name="entry_withdraw"),
    path("entries/<int:pk>/confirm/", entries.entry_confirm, name="entry_confirm"),
    path("entries/<int:pk>/send-back/", entries.entry_send_back, name="entry_send_back"),
    path("entries/<int:pk>/take-over/", cooperation.entry_take_over, name="entry_take_over"),
    path("entries/<int:pk>/note/", cooperation.note_save, name="note_save"),
    path("entries/<int:pk>/ask/", cooperation.notes_ask, name="notes_ask"),
    path("entries/<int:pk>/ask/drop/", cooperation.ask_drop, name="ask_drop"),
    path("periods/", periods.period_list, name="period_list"),
    path("periods/<int:pk>/open/", periods.period_open, name="period_open"),
    path("periods/<int:pk>/close/", periods.period_close, name="period_close"),
    path("periods/<int:pk>/extend/", periods.period_extend, name="period_extend"),
    path("periods/<int:pk>/units/", openings.period_units, name="period_units"),
    path("plans/<int:pk>/periods/", periods.periods_create, name="periods_create"),
    path("plans/<int:pk>/rhythm/", rhythms.plan_rhythm, name="plan_rhythm"),
    path("periods/rhythm/", rhythms.coming_rhythm, name="coming_rhythm"),
    path("evidence/<uuid:key>/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<uuid:key>/view/", evidence.evidence_view, name="evidence_view"),
]
