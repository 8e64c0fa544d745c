"""本级版式: adds a layout of a government's own, keeps each save as a version, retires and reinstates it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Government, LayoutVersion, OfficeLayout, User
from tasks.models.office_layout import LAYOUT_NAME_LENGTH
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, describe_role_refusal, get_permissions
from tasks.secrecy.bar import describe_marked_text

LONGEST_LAYOUT = 100_000
MOST_LAYOUTS = 50
#: lines of what a save changes that the audit log keeps, and the characters of each
MOST_TOLD, LONGEST_TOLD = 30, 200


class LayoutChangedMeanwhile(Refused):
    """A colleague saved another version after the person had opened the page."""


@dataclass(frozen=True)
class LayoutText:
    """A layout that somebody wants to keep. The caller has checked that it can be read.

    Attributes:
        uses: key of an occasion that uses it by itself → the occasion in Chinese.
        note: what it came from.
        changed: what differs from the version before, a line each.
    """

    name: str
    text: str
    uses: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    changed: Sequence[str] = ()


@transaction.atomic
def add_layout(*, government: Government, content: LayoutText, by: User) -> OfficeLayout:
    """Adds a layout with its first version.

    Raises:
        Refused: no permission, another government, a name or an occasion that another layout has, too many or too long.
    """
    government = _lock_home(government, by)
    if OfficeLayout.objects.filter(government=government).count() >= MOST_LAYOUTS:
        raise Refused(f"最多保存 {MOST_LAYOUTS} 个本级版式，请修改已有的。")
    _require_fit(content, government, None)
    layout = OfficeLayout.objects.create(government=government, name=content.name, uses=sorted(content.uses))
    _add_version(layout, content, by)
    _record(EventKind.LAYOUT_ADDED, layout, by, after={"名称": layout.name, "来由": content.note})
    return layout


@transaction.atomic
def save_layout(*, layout: OfficeLayout, content: LayoutText, seen: int, by: User) -> OfficeLayout:
    """Keeps the next version of a layout, which holds from now on; a text that is the same adds none.

    Args:
        seen: the version that the person had before him.

    Raises:
        Refused: as ``add_layout``, or the layout is retired.
        LayoutChangedMeanwhile: another version holds by now.
    """
    government = _lock_home(layout.government, by)
    stored = OfficeLayout.objects.get(pk=layout.pk)
    if stored.is_retired:
        raise Refused("这个版式已停用，请先恢复使用。")
    if stored.version != seen:
        raise LayoutChangedMeanwhile("另一位同事刚刚保存了这个版式，您的修改没有覆盖它。")
    if stored.versions.get(number=stored.version).text == content.text:
        return stored
    _require_fit(content, government, stored)
    stored.version += 1
    stored.name, stored.uses = content.name, sorted(content.uses)
    stored.save()
    _add_version(stored, content, by)
    told = [line[:LONGEST_TOLD] for line in content.changed[:MOST_TOLD]]
    after = {"版本": stored.version, "来由": content.note, "变化": told}
    _record(EventKind.LAYOUT_SAVED, stored, by, before={"版本": seen}, after=after)
    return stored


@transaction.atomic
def retire_layout(*, layout: OfficeLayout, by: User) -> OfficeLayout:
    """Takes a layout out of use; what was issued by it stays. One that is retired already is no mistake.

    Raises:
        Refused: no permission, or another government.
    """
    _lock_home(layout.government, by)
    return _switch(layout, EventKind.LAYOUT_RETIRED, by, is_retired=True)


@transaction.atomic
def reinstate_layout(*, layout: OfficeLayout, occasions: Mapping[str, str], by: User) -> OfficeLayout:
    """Takes a layout into use again.

    Args:
        occasions: key → Chinese of the occasions that used it by themselves.

    Raises:
        Refused: no permission, another government, or another layout has one of its occasions by now.
    """
    government = _lock_home(layout.government, by)
    _require_free_occasions(occasions, government, layout)
    return _switch(layout, EventKind.LAYOUT_REINSTATED, by, is_retired=False)


def _switch(layout: OfficeLayout, kind: EventKind, by: User, *, is_retired: bool) -> OfficeLayout:
    stored = OfficeLayout.objects.get(pk=layout.pk)
    if stored.is_retired != is_retired:
        stored.is_retired = is_retired
        stored.save(update_fields=["is_retired"])
        _record(kind, stored, by, before={"名称": stored.name})
    return stored


def _lock_home(government: Government, by: User) -> Government:
    if Permission.WRITE_REPORT not in get_permissions(by) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    return lock_government(government)


def _require_fit(content: LayoutText, government: Government, own: OfficeLayout | None) -> None:
    if not 0 < len(content.name) <= LAYOUT_NAME_LENGTH:
        raise Refused(f"请给版式起一个名称，不超过 {LAYOUT_NAME_LENGTH} 字。")
    if not 0 < len(content.text) <= LONGEST_LAYOUT:
        raise Refused(f"版式应有内容，且不超过 {LONGEST_LAYOUT} 字。")
    if refusal := describe_marked_text("版式", content.text):
        raise Refused(refusal)
    holder = OfficeLayout.objects.filter(government=government, name=content.name).first()
    if holder and holder != own:
        raise Refused(f"已有名为“{content.name}”的版式{'（已停用）' if holder.is_retired else ''}，请换一个名称。")
    _require_free_occasions(content.uses, government, own)


def _require_free_occasions(occasions: Mapping[str, str], government: Government, own: OfficeLayout | None) -> None:
    """Refuses occasions that another layout in use has: which of two holds would be chance."""
    others = OfficeLayout.objects.filter(government=government, is_retired=False)
    for other in others.exclude(pk=own.pk) if own else others:
        if taken := [label for key, label in occasions.items() if key in other.uses]:
            raise Refused(f"{'、'.join(taken)}已由版式“{other.name}”自动使用，请先在那里取消。")


def _add_version(layout: OfficeLayout, content: LayoutText, by: User) -> LayoutVersion:
    return LayoutVersion.objects.create(
        layout=layout,
        number=layout.version,
        text=content.text,
        note=content.note[:200],
        saved_at=clock.now(),
        saved_by=by,
    )


def _record(
    kind: EventKind, layout: OfficeLayout, by: User, *, before: dict | None = None, after: dict | None = None
) -> None:
    said = [{key: value for key, value in (state or {}).items() if value} for state in (before, after)]
    record(kind, layout, by=by, government_id=layout.government_id, before=said[0], after=said[1])
