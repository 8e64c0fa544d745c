"""导出: that a file was taken out of the system, by whom and with how many rows."""

from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Event, Plan, User


@transaction.atomic
def record_export(*, by: User | None, plan: Plan, period: str, files: list[str], rows: int) -> Event:
    """Leaves the trace of an export.

    Args:
        period: 一季度, 年初 and so on.
        files: the names of the files as the person got them.
        rows: how many rows they hold together.
    """
    return record(
        EventKind.EXPORTED,
        plan,
        by=by,
        government_id=plan.government_id,
        period=period,
        after={"文件": files, "行数": rows},
    )
