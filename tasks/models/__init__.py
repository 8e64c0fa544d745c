"""The tables. Each file is one concept; a QuerySet stands above its model."""

from .audit import Event
from .findings import FindingDecision
from .internal import InternalItem
from .objection import Objection
from .organisation import Government, Official, Unit, UnitAlias, User
from .plan import Edition, Leadership, Plan, Responsibility, Section, Task
from .progress import EntryRevision, Evidence, Judgement, Period, ProgressEntry
from .publication import Publication, PublishedFile
from .quantity import Indicator, Reading
from .report import NarrativeTemplate, ReportParagraph
from .sources import SourceDocument

__all__ = [
    "Edition",
    "EntryRevision",
    "Event",
    "Evidence",
    "FindingDecision",
    "Government",
    "Indicator",
    "InternalItem",
    "Judgement",
    "Leadership",
    "NarrativeTemplate",
    "Objection",
    "Official",
    "Period",
    "Plan",
    "ProgressEntry",
    "Publication",
    "PublishedFile",
    "Reading",
    "ReportParagraph",
    "Responsibility",
    "Section",
    "SourceDocument",
    "Task",
    "Unit",
    "UnitAlias",
    "User",
]
