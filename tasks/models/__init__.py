"""The models. Each file holds one concept; a QuerySet class stands above its model."""

from . import frozen_triggers as frozen_triggers
from .audit import Event
from .comment import Comment
from .continuation import TaskContinuation, TaskDiscontinuation
from .cooperation import CooperationNote
from .coordination import CoordinationReply
from .ending import Ending
from .entry_queries import EntryQuerySet
from .findings import FindingDecision
from .internal import InternalItem
from .item_kind import ItemKind
from .job import Job, JobWorker, MadeFile
from .judgement import Judgement
from .measure import Measure, MeasureLink, MeasureOutcome
from .milestone import Milestone
from .objection import Objection
from .office_layout import LayoutVersion, OfficeLayout
from .organisation import Government, Official, Unit, UnitAlias, UnitSuccession, User
from .paper_form import PaperForm
from .plan import Edition, Leadership, Plan, Responsibility, Section, Task
from .plan_change import PlanChange
from .plan_document import PlanDocument
from .plan_report import PlanReport, Project, ReportedOutcome
from .prepared_change import PreparedChange
from .progress import EntryRevision, Evidence, Period, ProgressEntry
from .publication import Publication, PublishedFile
from .quantity import Indicator, QuotedNumbers, Reading
from .receipt import Receipt
from .reminder import Delivery, Notice, Reminder
from .report import NarrativeTemplate, ReportParagraph
from .request import ChangeRequest
from .saved_view import SavedView
from .scorecard import Exclusion, Scorecard
from .seal import EventSeal
from .setup_key import SetupKey
from .sign_off import SignOff
from .signing_on import PastPassword, SignedInSession
from .sources import SourceDocument
from .table_sample import TableSample
from .timed_run import TimedRun

__all__ = [
    "ChangeRequest",
    "Comment",
    "CooperationNote",
    "CoordinationReply",
    "Delivery",
    "Edition",
    "Ending",
    "EntryQuerySet",
    "EntryRevision",
    "Event",
    "EventSeal",
    "Evidence",
    "Exclusion",
    "FindingDecision",
    "Government",
    "Indicator",
    "InternalItem",
    "ItemKind",
    "Job",
    "JobWorker",
    "Judgement",
    "LayoutVersion",
    "Leadership",
    "MadeFile",
    "Measure",
    "MeasureLink",
    "MeasureOutcome",
    "Milestone",
    "NarrativeTemplate",
    "Notice",
    "Objection",
    "OfficeLayout",
    "Official",
    "PaperForm",
    "PastPassword",
    "Period",
    "Plan",
    "PlanChange",
    "PlanDocument",
    "PlanReport",
    "PreparedChange",
    "ProgressEntry",
    "Project",
    "Publication",
    "PublishedFile",
    "QuotedNumbers",
    "Reading",
    "Receipt",
    "Reminder",
    "ReportParagraph",
    "ReportedOutcome",
    "Responsibility",
    "SavedView",
    "Scorecard",
    "Section",
    "SetupKey",
    "SignOff",
    "SignedInSession",
    "SourceDocument",
    "TableSample",
    "Task",
    "TaskContinuation",
    "TaskDiscontinuation",
    "TimedRun",
    "Unit",
    "UnitAlias",
    "UnitSuccession",
    "User",
]
