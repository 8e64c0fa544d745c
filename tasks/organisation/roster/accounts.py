"""名册: the rows of accounts against the stored users. Which role needs which place is asked of ``account_actions``."""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower

from tasks.enums import OF_OFFICIALS, Role
from tasks.models import User
from tasks.organisation.account_actions import (
    OF_A_UNIT,
    WELL_WRITTEN,
    fit_place_to_role,
    refuse_locking_out,
)
from tasks.organisation.organisation_actions import remove_padding
from tasks.organisation.roster.changes import RosterDraft
from tasks.organisation.roster.columns import IN_OFFICE, IN_USE
from tasks.organisation.roster.merging import build_draft, mark_doubled
from tasks.organisation.roster.register import Register
from tasks.organisation.roster.rows import Cells, RosterRow
from tasks.organisation.roster.units import UnitNames
from tasks.receiving.telephones import parse_telephone
from tasks.terms import terms

NEW_ACCOUNT = {
    "username": "", "name": "", "role": "", "unit": "", "official": "", "telephone": "", "email": "",
    "is_active": IN_USE,
}  # fmt: skip
ROLE_BY_LABEL = {role.label: role for role in Role}
#: a name of two characters, spread over the width of three as in printed lists
SPREAD_NAME = re.compile(r"([^\W\d_a-zA-Z])\s+([^\W\d_a-zA-Z])")


def draft_accounts(
    register: Register, rows: Iterable[RosterRow], units: UnitNames, officials: dict[str, Cells], by: User
) -> list[RosterDraft]:
    """Compares the rows of accounts with what is stored.

    Args:
        units, officials: as they are once the other sheets are imported.
        by: who imports; nobody locks himself out.
    """
    rows = list(rows)
    stored = {user.username.lower(): user for user in register.accounts}
    foreign = _list_foreign_usernames(register, rows)
    drafts = []
    for row in rows:
        username = fold_username(row.cells.get("username", ""))
        user = stored.get(username.lower())
        draft = build_draft(row, user, register.list_account_cells(user) if user else NEW_ACCOUNT)
        draft.cells["username"] = user.username if user else fold_username(draft.cells["username"])
        _read_person(draft, is_foreign=username.lower() in foreign)
        _read_place(draft, units, officials)
        _refuse_locking_out(draft, by)
        drafts.append(draft)
    mark_doubled(drafts, {id(draft): draft.cells["username"].lower() for draft in drafts}, "账号")
    return drafts


def fold_username(text: str) -> str:
    """Returns a user name as it is stored: without full-width letters."""
    return unicodedata.normalize("NFKC", text).strip()


def _list_foreign_usernames(register: Register, rows: list[RosterRow]) -> set[str]:
    """Lists in lower case the user names that belong to other governments; in one query."""
    asked = {fold_username(row.cells.get("username", "")).lower() for row in rows}
    others = User.objects.exclude(pk__in=[user.pk for user in register.accounts])
    taken = others.annotate(folded=Lower("username")).filter(folded__in=asked)
    return set(taken.order_by().values_list("folded", flat=True))


def _read_person(draft: RosterDraft, *, is_foreign: bool) -> None:
    cells = draft.cells
    if is_foreign:
        draft.faults.append("“用户名”已被使用，请换一个")
    if cells["username"] and draft.stored is None:
        _check(draft, "用户名", lambda: WELL_WRITTEN(cells["username"]))
    spread = SPREAD_NAME.fullmatch(cells["name"])
    cells["name"] = "".join(spread.groups()) if spread else cells["name"]
    email = unicodedata.normalize("NFKC", cells["email"]).strip()
    if email and email != draft.before["email"]:
        _check(draft, "电子邮箱", lambda: validate_email(email), "不是完整的邮箱地址")
    cells["email"] = email
    if cells["telephone"] and cells["telephone"] != draft.before["telephone"]:
        try:
            cells["telephone"] = parse_telephone(cells["telephone"])
        except ValueError as error:
            draft.faults.append(f"“联系电话”{error}")


def _check(draft: RosterDraft, label: str, validate, said: str = "") -> None:
    try:
        validate()
    except ValidationError as refusal:
        draft.faults.append(f"“{label}”{said or '：' + refusal.messages[0].rstrip('。')}")


def _read_place(draft: RosterDraft, units: UnitNames, officials: dict[str, Cells]) -> None:
    """Resolves unit and official to the names of those that are meant, and clears what the role does not need."""
    role = ROLE_BY_LABEL.get(draft.cells["role"])
    takers = {"unit": OF_A_UNIT, "official": OF_OFFICIALS}
    for name, label in (("unit", "所在单位"), ("official", f"对应{terms.leader}")):
        if role is not None and role not in takers[name]:
            if name in draft.row.cells and draft.cells[name] not in ("", draft.before[name]):
                draft.notes.append(f"{role.label}账号不填“{label}”，已略去")
            is_kept = draft.cells["role"] == draft.before["role"]
            draft.cells[name] = draft.before[name] if is_kept else ""
    found = {
        "unit": units.find_unit(draft.cells["unit"]),
        "official": officials.get(remove_padding(draft.cells["official"])),
    }
    for name, label, is_there in (("unit", "所在单位", IN_USE), ("official", f"对应{terms.leader}", IN_OFFICE)):
        _read_reference(draft, name, label, found[name], is_there)
    if role is None:
        return
    values = {"role": role, "unit": draft.cells["unit"] or None, "official": draft.cells["official"] or None}
    try:
        fit_place_to_role(values)
    except ValidationError as refusal:
        draft.faults.append(refusal.messages[0].rstrip("。"))


def _read_reference(draft: RosterDraft, name: str, label: str, found: Cells | None, is_there: str) -> None:
    said = draft.cells[name]
    if not said:
        return
    if found is None:
        draft.faults.append(f"“{label}”中的“{said}”没有登记，也不在本名册中")
        return
    draft.cells[name] = found["name"]
    if found["is_active"] != is_there and found["name"] != draft.before[name]:
        draft.faults.append(f"“{label}”中的“{said}”已{found['is_active']}")


def _refuse_locking_out(draft: RosterDraft, by: User) -> None:
    role = ROLE_BY_LABEL.get(draft.cells["role"])
    if not isinstance(draft.stored, User) or role is None or draft.cells == draft.before:
        return
    try:
        refuse_locking_out(draft.stored, {"role": role, "is_active": draft.cells["is_active"] == IN_USE}, by)
    except ValidationError as refusal:
        draft.faults += [message.rstrip("。") for message in refusal.messages]
