"""Saves units, their aliases, and officials."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Government, Official, Unit, UnitAlias, User
from tasks.models.changes import build_field_state, diff_states, refuse_if_changed
from tasks.organisation.government_names import NAME_FIELDS, refuse_unfit_names
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.terms import terms

UNIT_FIELDS = ("name", "is_group", "members", "needs_confirmation", "is_active")
OFFICIAL_FIELDS = ("name", "title", "rank", "deputy", "deputy_from", "deputy_until", "is_active")
SETTINGS = (*NAME_FIELDS, "viewer_scope", "requires_sign_off", "has_watermark", "requires_second_factor")
#: a deputy acts at most so many days, since absence is not succession
DEPUTY_DAYS = 366


def lock_government(government: Government) -> Government:
    """Locks the government until the transaction ends, so that what was checked still holds at the save.

    Returns:
        The government as it is stored now.
    """
    return Government.objects.select_for_update(no_key=True).get(pk=government.pk)


def remove_padding(name: str) -> str:
    """Removes the white space with which documents pad short names (陈  英)."""
    return "".join(name.split())


def refuse_taken_name(government: Government, name: str, unit: Unit | None) -> None:
    """
    Raises:
        ValidationError: it is the name or an alias of another unit.
    """
    for other in government.units.named(name).exclude(pk=unit.pk if unit else None):
        how = "已有同名单位" if other.name == name else f"“{name}”已是单位“{other.name}”的别名"
        raise ValidationError({"name": f"{how}，不能重复。"})


def refuse_nesting(unit: Unit, *, is_group: bool, members: Iterable[Unit]) -> None:
    """
    Raises:
        ValidationError: a group would be a member of a group, or a unit of itself; ``queries.select_user_units``
            follows memberships one step only.
    """
    if is_group and unit.pk and unit.groups.exists():
        raise ValidationError({"is_group": "该单位已是其他单位组的成员，不能再设为单位组。"})
    if is_group:
        refuse_groups_as_members(unit, members)


def refuse_groups_as_members(group: Unit, members: Iterable[Unit]) -> None:
    """
    Raises:
        ValidationError: a member is a group, or the group itself.
    """
    for member in members:
        if member.is_group or member == group:
            raise ValidationError({"members": f"“{member.name}”是单位组，不能作为成员。"})


def assign_values(instance: models.Model, values: dict[str, Any], allowed: Iterable[str]) -> None:
    """Saves ``values`` in the instance.

    Raises:
        TypeError: a field is not ``allowed``.
    """
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"{instance._meta.verbose_name}: {unknown}")
    related = {name: value for name, value in values.items() if instance._meta.get_field(name).many_to_many}
    for name, value in values.items():
        if name not in related:
            setattr(instance, name, value)
    instance.save()
    for name, value in related.items():
        getattr(instance, name).set(value)


@transaction.atomic
def add_unit(*, government: Government, values: dict[str, Any], by: User) -> Unit:
    """
    Args:
        values: of ``UNIT_FIELDS``; ``members`` is a list of units and counts for a group only.

    Raises:
        ValidationError: the name is taken, or a group would be a member of a group.
    """
    lock_government(government)
    return store_unit(Unit(government=government), {}, values, by=by)


@transaction.atomic
def edit_unit(*, unit: Unit, values: dict[str, Any], seen: str, by: User) -> Unit:
    """
    Args:
        seen: ``changes.compute_fingerprint`` of the unit's state when the user opened the form.

    Raises:
        ChangedMeanwhile: somebody else has saved the unit since.
        ValidationError: as in ``add_unit``.
    """
    lock_government(unit.government)
    unit = Unit.objects.get(pk=unit.pk)
    before = build_field_state(unit, UNIT_FIELDS)
    refuse_if_changed(before, seen)
    return store_unit(unit, before, values, by=by)


def store_unit(unit: Unit, before: dict, values: dict[str, Any], *, by: User) -> Unit:
    """Checks and saves a unit, with an audit row of what differs from ``before``; under the government's lock."""
    values = values | {"name": remove_padding(values["name"])}
    values["members"] = list(values["members"]) if values["is_group"] else []
    refuse_taken_name(unit.government, values["name"], unit)
    refuse_nesting(unit, is_group=values["is_group"], members=values["members"])
    assign_values(unit, values, UNIT_FIELDS)
    record_save(EventKind.UNIT_SAVED, unit, before, build_field_state(unit, UNIT_FIELDS), by=by)
    return unit


@transaction.atomic
def add_alias(*, unit: Unit, name: str, by: User) -> UnitAlias:
    """
    Raises:
        ValidationError: it is already the name or an alias of a unit, this one included.
    """
    lock_government(unit.government)
    name = remove_padding(name)
    if name == unit.name or unit.aliases.filter(name=name).exists():
        raise ValidationError({"name": f"“{name}”已经是本单位的名称或别名。"})
    refuse_taken_name(unit.government, name, unit)
    alias = UnitAlias.objects.create(government=unit.government, unit=unit, name=name)
    record(EventKind.ALIAS_SAVED, unit, by=by, government_id=unit.government_id, after={"别名": name})
    return alias


@transaction.atomic
def remove_alias(*, alias: UnitAlias, by: User) -> None:
    """Removes an alias. Editions keep their printed labels; later imports no longer find the unit by this name."""
    record(
        EventKind.ALIAS_REMOVED,
        alias.unit,
        by=by,
        government_id=alias.government_id,
        before={"别名": alias.name},
    )
    alias.delete()


@transaction.atomic
def add_official(*, government: Government, values: dict[str, Any], by: User) -> Official:
    """
    Args:
        values: of ``OFFICIAL_FIELDS``.

    Raises:
        ValidationError: there is an official of that name, or the deputy is refused as in ``refuse_deputy``.
    """
    lock_government(government)
    return store_official(Official(government=government), {}, values, by=by)


@transaction.atomic
def edit_official(*, official: Official, values: dict[str, Any], seen: str, by: User) -> Official:
    """
    Raises:
        ChangedMeanwhile: somebody else has saved the official since.
        ValidationError: there is another official of that name, or the deputy is refused as in ``refuse_deputy``.
    """
    lock_government(official.government)
    official = Official.objects.get(pk=official.pk)
    before = build_field_state(official, OFFICIAL_FIELDS)
    refuse_if_changed(before, seen)
    return store_official(official, before, values, by=by)


def store_official(official: Official, before: dict, values: dict[str, Any], *, by: User) -> Official:
    """Checks and saves an official, with an audit row of what differs from ``before``; under the government's lock."""
    values = values | {"name": remove_padding(values["name"])}
    others = official.government.officials.exclude(pk=official.pk)
    if others.filter(name=values["name"]).exists():
        raise ValidationError({"name": f"已有同名{terms.leader}，不能重复。"})
    refuse_deputy(official, values)
    assign_values(official, values, OFFICIAL_FIELDS)
    record_save(EventKind.OFFICIAL_SAVED, official, before, build_field_state(official, OFFICIAL_FIELDS), by=by)
    return official


def refuse_deputy(official: Official, values: dict[str, Any]) -> None:
    """
    Raises:
        ValidationError: a deputy without days or days without a deputy, days in the wrong order or too many, a deputy
            who is the official himself, out of office, or of another government.
    """
    deputy, first, last = (values.get(name) for name in ("deputy", "deputy_from", "deputy_until"))
    if deputy is None:
        if first or last:
            raise ValidationError({"deputy": "填写了代理日期的，请选择代理领导；不代理的，把日期清空。"})
        return
    if first is None or last is None:
        missing = "deputy_from" if first is None else "deputy_until"
        raise ValidationError({missing: "选择了代理领导的，起止日期都要填写。"})
    if last < first:
        raise ValidationError({"deputy_until": "代理结束日期不能早于开始日期。"})
    if (last - first).days >= DEPUTY_DAYS:
        raise ValidationError({"deputy_until": f"代理至多 {DEPUTY_DAYS} 天；长期离任的请办理“领导接任”。"})
    if deputy.pk == official.pk:
        raise ValidationError({"deputy": f"不能由本人代理，请选择另一位{terms.leader}。"})
    if deputy.government_id != official.government_id or (not deputy.is_active and official.deputy_id != deputy.pk):
        raise ValidationError({"deputy": f"代理领导应是本{terms.place}在任的{terms.leader}。"})
    _refuse_absent_deputy(official, deputy, first, last)


def _refuse_absent_deputy(official: Official, deputy: Official, first: date, last: date) -> None:
    """
    Raises:
        ValidationError: the deputy is absent himself in these days, or the official acts for somebody in them; a deputy's
            deputy does not act, so that nobody would.
    """
    others = official.government.officials.filter(deputy_from__lte=last, deputy_until__gte=first)
    if absent := others.filter(pk=deputy.pk, deputy__isnull=False).first():
        raise ValidationError({"deputy": f"{deputy}在这几天也由他人代理：{absent.deputy_days}。请另选一位，或改日期。"})
    if acted := others.filter(deputy=official).exclude(pk=official.pk).first():
        raise ValidationError(
            {"deputy": f"{official}在这几天代理{acted}（{acted.absent_days}），请先改由他人代理{acted}，或改日期。"}
        )


@transaction.atomic
def set_government(*, government: Government, values: dict[str, Any], seen: str, by: User) -> Government:
    """Sets what a government is called and may choose: what 查阅 reads, whether an issue needs 印发审核, and
    whether everybody signs in with 两步验证.

    Args:
        values: of ``SETTINGS``.

    Raises:
        Refused: the user lacks the permission, or it is not his government.
        ChangedMeanwhile: somebody else has saved the settings since.
        ValidationError: a name is missing or another government has it; the demonstration keeps its name.
    """
    if not can(by, Permission.MANAGE_ORGANISATION) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    lock_government(government)
    government = Government.objects.get(pk=government.pk)
    before = build_field_state(government, SETTINGS)
    refuse_if_changed(before, seen)
    refuse_unfit_names(values, government)
    assign_values(government, values, SETTINGS)
    before, after = diff_states(before, build_field_state(government, SETTINGS))
    record(EventKind.GOVERNMENT_SET, government, by=by, government_id=government.pk, before=before, after=after)
    return government


def record_save(
    kind: EventKind, subject: Unit | Official | User, before: dict, after: dict, *, by: User | None, reason: str = ""
) -> None:
    """Adds the audit row of a save, with what differs; with everything of a new row."""
    before, after = diff_states(before, after)
    record(kind, subject, by=by, government_id=subject.government_id, before=before, after=after, reason=reason)
