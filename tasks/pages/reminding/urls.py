"""Addresses of the pages of reminding."""

from django.urls import path

from tasks.pages.reminding.views import history, notices, reminder_rules, reminding

urlpatterns = [
    path("reminders/", reminding.remind_page, name="remind_page"),
    path("reminders/sent/", history.reminder_list, name="reminder_list"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/unread/", notices.notices_unread, name="notices_unread"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/<int:pk>/", notices.notice_page, name="notice_page"),
    path("reminders/rules/", reminder_rules.reminder_rules, name="reminder_rules"),
    path("deliveries/retry/", reminder_rules.deliveries_retry, name="deliveries_retry"),
    path("deliveries/<int:pk>/retry/", reminder_rules.delivery_retry, name="delivery_retry"),
]
