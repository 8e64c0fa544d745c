"""样板: keeps the file that somebody brings, and lets a layout print into it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.issuing.layout_actions import LayoutText, save_layout
from tasks.models import Government, OfficeLayout, TableSample, User
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, describe_role_refusal, get_permissions

MOST_SAMPLES = 200
GONE = "这份样板已不在，请重新上传。"


@transaction.atomic
def add_sample(
    *, government: Government, filename: str, form: str, content: bytes, reading: dict[str, Any], by: User
) -> TableSample:
    """Keeps a file that was let through the gate, until a layout uses it or the same person brings another.

    Args:
        form: ``docx`` or ``xlsx``.
        reading: as ``SampleReading.build_data`` returns it.

    Raises:
        Refused: no permission, another government, or there are as many samples as may be kept.
    """
    _require_home(government.pk, by)
    government = lock_government(government)
    TableSample.objects.filter(government=government, saved_by=by, is_used=False).delete()
    _require_room(government)
    sample = _add(government, filename, form, content, reading, by, is_used=False)
    record(EventKind.SAMPLE_ADDED, sample, by=by, government_id=government.pk, after={"文件名": sample.filename})
    return sample


@transaction.atomic
def use_sample(
    *,
    layout: OfficeLayout,
    sample: TableSample,
    reading: dict[str, Any],
    compose: Callable[[int], LayoutText],
    seen: int,
    by: User,
) -> OfficeLayout:
    """Keeps the next version of a layout that prints into a sample. A sample that is used already stays as it is: read
    otherwise, it becomes another one.

    Args:
        compose: gives the layout's text for the key of the sample.
        seen: as of ``save_layout``.

    Raises:
        Refused: as ``save_layout``, or the sample is gone, or there are too many.
    """
    _require_home(layout.government_id, by)
    government = lock_government(layout.government)
    stored = TableSample.objects.filter(pk=sample.pk, government=government).first()
    if stored is None:
        raise Refused(GONE)
    if not stored.is_used:
        stored.reading, stored.is_used = reading, True
        stored.save(update_fields=["reading", "is_used"])
    elif stored.reading != reading:
        _require_room(government)
        stored = _add(government, stored.filename, stored.form, bytes(stored.content), reading, by, is_used=True)
    return save_layout(layout=layout, content=compose(stored.pk), seen=seen, by=by)


def _require_home(government: int, by: User) -> None:
    if Permission.WRITE_REPORT not in get_permissions(by) or by.government_id != government:
        raise Refused(describe_role_refusal(by))


def _require_room(government: Government) -> None:
    if TableSample.objects.filter(government=government).count() >= MOST_SAMPLES:
        raise Refused(f"最多保存 {MOST_SAMPLES} 份样板（含历次版本所用的）。")


def _add(
    government: Government, filename: str, form: str, content: bytes, reading: dict, by: User, *, is_used: bool
) -> TableSample:
    return TableSample.objects.create(
        government=government,
        filename=filename[:200],
        form=form,
        content=content,
        reading=reading,
        is_used=is_used,
        saved_at=clock.now(),
        saved_by=by,
    )
