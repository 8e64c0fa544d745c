"""催办规则: plain values in, what is due today for whom out. Pure; the rules are where people will argue.

政府督查工作条例 第十五条 asks to control how often and how much is demanded and forbids repeated checks, hence:
each occasion once for each person, of several missed occasions only the last, nothing on days of rest, and nobody is
told of an item again on the day on which the office itself reminded him of it.
"""

from tasks.reminding.rules.settings import AUTOMATIC, NAMES, ReminderRules, RulesError

from .due import find_due, make_filing_line
from .records import Item, Lag, MessageLine, Told, WorkingDays
from .stages import Stage, course
from .wording import body_of, subject_of, summary_of

__all__ = [
    "AUTOMATIC",
    "NAMES",
    "Item",
    "Lag",
    "MessageLine",
    "ReminderRules",
    "RulesError",
    "Stage",
    "Told",
    "WorkingDays",
    "body_of",
    "course",
    "find_due",
    "make_filing_line",
    "subject_of",
    "summary_of",
]
