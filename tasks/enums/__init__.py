"""The enums of the product; each member has a value, a Chinese label and a colour token.

The database stores the values and the commands print them; the pages show the labels. Standard library only, so
that the pure rooms may import it.
"""

from tasks.enums.assessing import (
    WARNED,
    Comparison,
    Course,
    FigureState,
    IndicatorKind,
    IndicatorState,
    Severity,
    Standing,
    UpperLevel,
)
from tasks.enums.choice import Choice
from tasks.enums.events import EventKind
from tasks.enums.filing import (
    AT_THE_OFFICE,
    UNFILED,
    WITH_UNIT,
    CoordinationState,
    EntryState,
    OfflineState,
    PeriodState,
    SelfRating,
)
from tasks.enums.judging import BEHIND, Audience, LagChange, ObjectionState, Outcome, SignOffState
from tasks.enums.people import (
    OF_OFFICIALS,
    OF_THE_OFFICE,
    FirstPasswordWay,
    Role,
    RosterPart,
    RosterState,
    SignInRoad,
    SuccessionKind,
    ViewerScope,
)
from tasks.enums.plans import (
    DeadlineState,
    DocumentLevel,
    EndingKind,
    ImportTreatment,
    MilestoneSource,
    PlanChangeKind,
    ReceiptState,
    RequestKind,
    RequestState,
    ResponsibilityRole,
    TaskKind,
)
from tasks.enums.reminding import Channel, DeliveryState, ReminderKind

__all__ = [
    "AT_THE_OFFICE",
    "BEHIND",
    "OF_OFFICIALS",
    "OF_THE_OFFICE",
    "UNFILED",
    "WARNED",
    "WITH_UNIT",
    "Audience",
    "Channel",
    "Choice",
    "Comparison",
    "CoordinationState",
    "Course",
    "DeadlineState",
    "DeliveryState",
    "DocumentLevel",
    "EndingKind",
    "EntryState",
    "EventKind",
    "FigureState",
    "FirstPasswordWay",
    "ImportTreatment",
    "IndicatorKind",
    "IndicatorState",
    "LagChange",
    "MilestoneSource",
    "ObjectionState",
    "OfflineState",
    "Outcome",
    "PeriodState",
    "PlanChangeKind",
    "ReceiptState",
    "ReminderKind",
    "RequestKind",
    "RequestState",
    "ResponsibilityRole",
    "Role",
    "RosterPart",
    "RosterState",
    "SelfRating",
    "Severity",
    "SignInRoad",
    "SignOffState",
    "Standing",
    "SuccessionKind",
    "TaskKind",
    "UpperLevel",
    "ViewerScope",
]
