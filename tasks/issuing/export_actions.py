"""导出: records that a file was exported, by whom and with how many rows."""

from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Event, Plan, User


@transaction.atomic
def record_export(*, by: User | None, plan: Plan, period: str, files: list[str], rows: int) -> Event:
    """Records an export.

    Args:
        period: 一季度, 年初 and so on.
        files: the names of the files.
        rows: the number of rows in all files together.
    """
    return record(
        EventKind.EXPORTED,
        plan,
        by=by,
        government_id=plan.government_id,
        period=period,
        after={"文件": files, "行数": rows},
    )
