"""指标走势: the values of an item's indicators through the year, as far as a person may read them."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Prefetch

from tasks.assessing.facts import list_reported_values
from tasks.enums import IndicatorKind
from tasks.models import Indicator, ProgressEntry, Reading, Task, User
from tasks.permissions import Permission, can
from tasks.queries import select_task_entries

#: an indicator with its value in each filed entry of its item, in the order of the periods; None where none was reported
IndicatorCourse = tuple[Indicator, list[tuple[ProgressEntry, Decimal | None]]]
#: these have no number that could be drawn
NOT_DRAWN = (IndicatorKind.EVENT, IndicatorKind.RELATIVE)


def list_indicator_courses(
    indicators: Sequence[Indicator], entries: Sequence[ProgressEntry], user: User
) -> list[IndicatorCourse]:
    """Returns the values of each indicator through the year; for the office also those read in the texts.

    Args:
        indicators: of one item, as far as the person may see them.
        entries: of the same item, as ``list_task_entries`` or ``list_course_entries`` return them.
    """
    drawn = [one for one in indicators if one.kind not in NOT_DRAWN]
    return list_reported_values(drawn, entries, read=can(user, Permission.SEE_SUGGESTIONS)) if drawn else []


def list_course_entries(task: Task, user: User) -> list[ProgressEntry]:
    """Returns the item's entries with what a course is read from, and nothing else."""
    read = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = select_task_entries(task, user).select_related("edition", "period__plan", "returned_revision")
    return list(whole.prefetch_related(read))
