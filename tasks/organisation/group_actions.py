"""单位组: sets the members of groups such as 各镇街."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.enums import EventKind
from tasks.models import Government, Unit, User
from tasks.models.changes import ChangedMeanwhile, State, compute_fingerprint, format_state_value
from tasks.organisation.organisation_actions import lock_government, record_save, refuse_groups_as_members
from tasks.terms import terms


@dataclass(frozen=True)
class GroupChoice:
    """The members that a person chose for a group.

    Attributes:
        members: ids of units.
        seen: ``compute_members_mark`` of the members when the user opened the page.
    """

    group: int
    members: Collection[int]
    seen: str


def build_members_state(members: Iterable[Unit]) -> State:
    """Returns the members as the audit log keeps them: label → names."""
    return {"成员单位": sorted(unit.name for unit in members)}


def compute_members_mark(members: Iterable[Unit]) -> str:
    """Returns a mark of a group's members, which the page carries."""
    return compute_fingerprint(build_members_state(members))


@transaction.atomic
def set_group_members(*, government: Government, choices: Iterable[GroupChoice], by: User | None) -> list[Unit]:
    """Sets the members of groups, all or none; a group whose members stay the same is left alone.

    Returns:
        The groups that changed, each with its own audit row.

    Raises:
        ChangedMeanwhile: somebody else has set the members of a changed group since.
        ValidationError: a unit is no group or not in use, or a member is a group or of another government.
    """
    lock_government(government)
    chosen = {choice.group: choice for choice in choices}
    groups = list(government.units.filter(pk__in=chosen).prefetch_related("members"))
    units = {unit.pk: unit for unit in government.units.all()}
    if unknown := [pk for pk in chosen if pk not in units or not units[pk].is_group]:
        names = [units[pk].name for pk in unknown if pk in units]
        raise ValidationError(f"{'、'.join(names) or '所选单位'}不是本{terms.place}的单位组，请刷新页面后再设置。")
    wanted = {group.pk: _list_members(group, chosen[group.pk], units) for group in groups}
    # what the person left as the page showed it stays as it is stored now
    touched = [group for group in groups if compute_members_mark(wanted[group.pk]) != chosen[group.pk].seen]
    changed = [group for group in touched if set(group.members.all()) != set(wanted[group.pk])]
    _refuse_outdated(group for group in changed if compute_members_mark(group.members.all()) != chosen[group.pk].seen)
    for group in changed:
        before, after = build_members_state(group.members.all()), build_members_state(wanted[group.pk])
        group.members.set(wanted[group.pk])
        record_save(EventKind.GROUP_MEMBERS_SET, group, before, after, by=by)
    return changed


def _list_members(group: Unit, choice: GroupChoice, units: dict[int, Unit]) -> list[Unit]:
    if any(pk not in units for pk in choice.members):
        raise ValidationError(f"为“{group.name}”所选的单位不在本{terms.place}之内，请刷新页面后再设置。")
    members = [units[pk] for pk in choice.members]
    refuse_groups_as_members(group, members)
    kept = {unit.pk for unit in group.members.all()}
    if gone := [unit.name for unit in members if not unit.is_active and unit.pk not in kept]:
        raise ValidationError(f"{'、'.join(gone)}已停用，不能加入“{group.name}”。")
    return members


def _refuse_outdated(groups: Iterable[Unit]) -> None:
    stored = [
        f"{group.name}：{format_state_value(sorted(unit.name for unit in group.members.all())) or '（空）'}"
        for group in groups
    ]
    if stored:
        raise ChangedMeanwhile(
            f"您打开本页之后，其他人已经设置过。现有成员为——{'；'.join(stored)}。全部尚未保存；请核对您的勾选，再次保存即以您的为准。"
        )
