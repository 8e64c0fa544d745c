"""填报: what a stored draft still lacks, so that several can be filed at once, and what a head looks at before confirming."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from tasks.assessing.facts import INDICATORS
from tasks.assessing.milestones import read_ticks
from tasks.enums import EntryState, Standing
from tasks.filing.entry_actions import list_confirmed_indicators
from tasks.filing.explanations import find_unexplained_lag
from tasks.filing.gaps import describe_gaps
from tasks.filing.remarks import FilingRemarks
from tasks.models import ProgressEntry, Reading, User
from tasks.models.entry_fields import BY_NAME, TEXTS
from tasks.permissions import Permission, can
from tasks.terms import terms

#: the parts of an entry that tell what speaks against filing it
_PARTS = (Prefetch("readings", Reading.objects.select_related("indicator")), INDICATORS, "returned_revision")


def build_stored_content(entry: ProgressEntry) -> dict[str, Any]:
    """Returns the arguments of ``save_draft`` and ``submit`` that leave the entry as it is stored."""
    return {
        "fields": {name: getattr(entry, name) for name in BY_NAME},
        "readings": {reading.indicator_id: reading.value for reading in entry.readings.all()},
        "base_revision": entry.revision,
    }


def describe_missing(entry: ProgressEntry) -> list[str]:
    """Describes in few words each what a stored draft lacks; empty where it can be filed as it is."""
    if not entry.text.strip():
        return ["没有填写进展情况"]
    missing = [f"{field.label}{said}" for field in TEXTS if (said := describe_gaps(getattr(entry, field.name)))]
    if entry.needs_coordination and not entry.coordination.strip():
        missing.append(f"没有写明需{terms.leader}协调的事项")
    if any(on is None for on in read_ticks(entry).values()):
        missing.append("勾选的节点没有完成日期")
    if find_unexplained_lag(entry):
        missing.append("进度滞后，没有写明存在问题和下一步措施")
    return missing


class FilingBatch:
    """What of some entries can be filed or confirmed at once, and what not.

    Args:
        user: of the unit that files them.
        entries: of one period, each with its period and plan.
        permission: ``SUBMIT_ENTRY`` of the drafts, ``CONFIRM_ENTRY`` of what waits for the unit's head; entries for which the
            user lacks it are left out.
        visible: as ``FilingRemarks`` takes it.
    """

    def __init__(
        self,
        user: User,
        entries: Iterable[ProgressEntry],
        permission: Permission,
        visible: Iterable[ProgressEntry] | None = None,
    ):
        describe = _list_warnings if permission == Permission.CONFIRM_ENTRY else describe_missing
        taken = [entry for entry in entries if can(user, permission, entry)]
        prefetch_related_objects(taken, *_PARTS)
        remarks = FilingRemarks(user, taken, visible)
        self._missing = [(entry, [*describe(entry), *_list_doubts(remarks, entry)]) for entry in taken]

    @property
    def complete(self) -> list[ProgressEntry]:
        return [entry for entry, missing in self._missing if not missing]

    @property
    def incomplete(self) -> list[tuple[ProgressEntry, list[str]]]:
        """The other ones, each with what it lacks or what has to be looked at."""
        return [(entry, missing) for entry, missing in self._missing if missing]


def _list_warnings(entry: ProgressEntry) -> list[str]:
    """Lists what a head is told of an entry: that it lags, which the unit reads too; what the machine merely watches is for
    the office alone."""
    return ["按所报内容，进度滞后"] if entry.standing == Standing.LAGGING else []


def _list_doubts(remarks: FilingRemarks, entry: ProgressEntry) -> list[str]:
    """Lists what has to be confirmed on the entry's own page."""
    if entry.state == EntryState.BLANK or not entry.text.strip():
        return []
    content = build_stored_content(entry)
    found = remarks.list_remarks(entry, list_confirmed_indicators(entry), content["fields"], content["readings"])
    return [one.said for one in found if one.is_certain]
