"""催办规则: plain values in, what is due today for whom out. Pure; the rules are where people will argue.

政府督查工作条例 第十五条 asks to control how often and how much is demanded and forbids repeated checks, hence:
each occasion once for each person, of several missed occasions only the last, nothing on days of rest, and nobody is
told of an item again on the day on which the office itself reminded him of it.
"""

from tasks.reminding.rules.settings import AUTOMATIC, NAMES, ReminderRules, ReminderRulesError

from .due import build_filing_line, find_due
from .records import Lag, MessageLine, OwedItem, SentReminders, WorkingDays
from .stages import ReminderStage, list_reminder_stages
from .wording import format_message_body, format_message_subject, format_message_summary

__all__ = [
    "AUTOMATIC",
    "NAMES",
    "Lag",
    "MessageLine",
    "OwedItem",
    "ReminderRules",
    "ReminderRulesError",
    "ReminderStage",
    "SentReminders",
    "WorkingDays",
    "build_filing_line",
    "find_due",
    "format_message_body",
    "format_message_subject",
    "format_message_summary",
    "list_reminder_stages",
]
