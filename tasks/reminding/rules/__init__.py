"""催办规则: decides which reminders are due on a day, from plain values. Pure.

政府督查工作条例 第十五条 asks to limit the number and frequency of checks and forbids repeated ones. Hence a person is
told of each occasion once, of several missed occasions only of the last, of nothing on days off, and of no
entry again on a day on which the office reminded the person of it.
"""

from tasks.reminding.rules.settings import AUTOMATIC, NAMES, ReminderRules, ReminderRulesError

from .due import build_filing_line, find_due
from .records import DatedItem, Lag, MessageLine, OwedItem, WorkingDays
from .stages import ReminderStage, list_reminder_stages
from .wording import OF_ITEMS, format_message_body, format_message_subject, format_message_summary

__all__ = [
    "AUTOMATIC",
    "NAMES",
    "OF_ITEMS",
    "DatedItem",
    "Lag",
    "MessageLine",
    "OwedItem",
    "ReminderRules",
    "ReminderRulesError",
    "ReminderStage",
    "WorkingDays",
    "build_filing_line",
    "find_due",
    "format_message_body",
    "format_message_subject",
    "format_message_summary",
    "list_reminder_stages",
]
