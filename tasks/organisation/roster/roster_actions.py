"""名册: imports units, leaders and accounts, whole or not at all; records what was exported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tasks.audit import record
from tasks.enums import EventKind, Role, RosterPart, RosterState
from tasks.models import Event, Government, Official, Unit, User
from tasks.models.changes import ChangedMeanwhile, build_field_state
from tasks.models.organisation import UNRANKED
from tasks.organisation import account_actions, organisation_actions
from tasks.organisation.first_passwords import FirstPassword, IssuedPassword
from tasks.organisation.roster.changes import RosterChange, RosterChanges
from tasks.organisation.roster.columns import GROUP, IN_OFFICE, IN_USE, YES
from tasks.organisation.roster.comparing import compare_roster
from tasks.organisation.roster.register import Register
from tasks.organisation.roster.rows import RosterReading
from tasks.organisation.roster.units import split_stored
from tasks.organisation.separation import select_waiting_changes
from tasks.permissions import Permission, Refused, can, describe_role_refusal

CHANGED = "您核对之后，其他人改动过单位、领导或账号，没有导入任何一行。下面是现在的对照，请重新核对。"
WRONG = "还有 {count} 行有误，没有导入任何一行。请在文件中改正后重新上传。"
NOTHING = "名册与现有的完全一致，没有要写入的内容。"
ROLE_BY_LABEL = {role.label: role for role in Role}


@dataclass
class RosterOutcome:
    """What an import has done.

    Attributes:
        issued: the new people with their passwords, which are shown once.
        invited: the new people who get a link by e-mail instead.
        is_held: whether accounts wait for 安全管理员.
    """

    changes: RosterChanges
    issued: list[IssuedPassword] = field(default_factory=list)
    invited: list[User] = field(default_factory=list)
    is_held: bool = False


def require_roster_permission(government: Government, parts: Iterable[RosterPart], by: User) -> None:
    """
    Raises:
        Refused: it is not the person's government, or his role may not keep units, or accounts where there are any.
    """
    needed = {Permission.MANAGE_ORGANISATION}
    if RosterPart.ACCOUNTS in parts:
        needed.add(Permission.MANAGE_USERS)
    if by.government_id != government.pk or not all(can(by, permission) for permission in needed):
        raise Refused(describe_role_refusal(by))


@transaction.atomic
def import_roster(
    *,
    government: Government,
    reading: RosterReading,
    seen: str,
    passwords: Sequence[FirstPassword],
    is_mailed: bool,
    by: User,
) -> RosterOutcome:
    """Imports all rows, or none.

    Args:
        seen: ``RosterChanges.compute_fingerprint`` of the preview.
        passwords: as many as ``RosterChanges.count_first_passwords`` says; hashed before, since that takes seconds.
        is_mailed: whether new people with an e-mail address get a link instead of a password.

    Raises:
        Refused: the role may not, or nothing would change.
        ChangedMeanwhile: somebody else has changed what the preview showed.
        ValidationError: a row is wrong; the message names it.
    """
    require_roster_permission(government, {row.part for row in reading.rows}, by)
    government = organisation_actions.lock_government(government)
    changes = compare_roster(Register(government), reading, by=by)
    if changes.compute_fingerprint() != seen or len(passwords) < changes.count_first_passwords(is_mailed=is_mailed):
        raise ChangedMeanwhile(CHANGED)
    if wrong := changes.counts[RosterState.WRONG]:
        raise ValidationError(WRONG.format(count=wrong))
    if not changes.touching:
        raise Refused(NOTHING)
    outcome = RosterOutcome(changes)
    _Writer(government, list(passwords), is_mailed, by, outcome).write_all()
    outcome.is_held = select_waiting_changes(government).exists()
    counts = {
        f"{part.label}{state.label}": sum(change.state == state for change in changes.list_of_part(part))
        for part in RosterPart
        for state in (RosterState.NEW, RosterState.CHANGED)
    }
    after = {label: count for label, count in counts.items() if count}
    record(EventKind.ROSTER_IMPORTED, government, by=by, government_id=government.pk, after=after)
    return outcome


@transaction.atomic
def record_roster_export(*, government: Government, file: str, rows: int, by: User) -> Event:
    """Records that the 名册 was taken out: it holds telephone numbers and addresses, but no password."""
    after = {"文件": [file], "行数": rows}
    return record(EventKind.ROSTER_EXPORTED, government, by=by, government_id=government.pk, after=after)


@dataclass
class _Writer:
    """Stores the rows through the actions of single units, officials and users, under the government's lock."""

    government: Government
    passwords: list[FirstPassword]
    is_mailed: bool
    by: User
    outcome: RosterOutcome

    def write_all(self) -> None:
        touching = self.outcome.changes.touching
        units = [change for change in touching if change.row.part == RosterPart.UNITS]
        # a group is stored after the units that it means; an alias that moves is free before it is given
        for change in sorted(units, key=lambda change: change.cells["kind"] == GROUP):
            self._write(change, self.write_unit)
        named = [change for change in units if "别名" in {each.label for each in change.differences}]
        for act in (self.remove_aliases, self.add_aliases):
            for change in named:
                self._write(change, act)
        for part, write in ((RosterPart.OFFICIALS, self.write_official), (RosterPart.ACCOUNTS, self.write_account)):
            for change in touching:
                if change.row.part == part:
                    self._write(change, write)

    def _write(self, change: RosterChange, write) -> None:
        try:
            write(change)
        except ValidationError as refusal:
            raise ValidationError(f"{change.row.place}：{''.join(refusal.messages)}没有导入任何一行。") from refusal
        except IntegrityError as error:
            # another government has taken the user name at this moment
            raise ChangedMeanwhile(CHANGED) from error

    def write_unit(self, change: RosterChange) -> None:
        if change.stored and {each.label for each in change.differences} == {"别名"}:
            return
        unit = change.stored if isinstance(change.stored, Unit) else Unit(government=self.government)
        before = build_field_state(unit, organisation_actions.UNIT_FIELDS) if unit.pk else {}
        values = {
            "name": change.cells["name"],
            "is_group": change.cells["kind"] == GROUP,
            "members": list(self.government.units.filter(name__in=split_stored(change.cells["members"]))),
            "needs_confirmation": change.cells["needs_confirmation"] == YES,
            "is_active": change.cells["is_active"] == IN_USE,
        }
        organisation_actions.store_unit(unit, before, values, by=self.by)

    def remove_aliases(self, change: RosterChange) -> None:
        kept = split_stored(change.cells["aliases"])
        for alias in self._units[change.cells["name"]].aliases.exclude(name__in=kept):
            organisation_actions.remove_alias(alias=alias, by=self.by)

    def add_aliases(self, change: RosterChange) -> None:
        unit = self._units[change.cells["name"]]
        known = set(unit.aliases.values_list("name", flat=True))
        for name in split_stored(change.cells["aliases"]):
            if name not in known:
                organisation_actions.add_alias(unit=unit, name=name, by=self.by)

    def write_official(self, change: RosterChange) -> None:
        stored = change.stored if isinstance(change.stored, Official) else None
        official = stored or Official(government=self.government)
        before = build_field_state(official, organisation_actions.OFFICIAL_FIELDS) if stored else {}
        values = {
            "name": change.cells["name"],
            "title": change.cells["title"],
            "rank": int(change.cells["rank"] or UNRANKED),
            "deputy": official.deputy,
            "deputy_from": official.deputy_from,
            "deputy_until": official.deputy_until,
            "is_active": change.cells["is_active"] == IN_OFFICE,
        }
        organisation_actions.store_official(official, before, values, by=self.by)

    def write_account(self, change: RosterChange) -> None:
        cells = change.cells
        stored = change.stored if isinstance(change.stored, User) else None
        user = stored or self._build_newcomer(change)
        before = build_field_state(user, account_actions.USER_FIELDS) if stored else {}
        values = {name: cells[name] for name in ("username", "name", "telephone", "email")} | {
            "role": ROLE_BY_LABEL[cells["role"]],
            "unit": self._units[cells["unit"]] if cells["unit"] else None,
            "official": self._officials[cells["official"]] if cells["official"] else None,
            "is_active": cells["is_active"] == IN_USE,
        }
        account_actions.store_or_prepare_user(user, before, values, by=self.by)

    def _build_newcomer(self, change: RosterChange) -> User:
        user = User(government=self.government, must_change_password=True)
        if self.is_mailed and change.cells["email"]:
            user.password = make_password(None)
            self.outcome.invited.append(user)
        else:
            password = self.passwords.pop()
            user.password = password.encoded
            self.outcome.issued.append(IssuedPassword(user, password.clear))
        return user

    # read once the units and officials of the rows are stored
    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.name: unit for unit in self.government.units.all()}

    @cached_property
    def _officials(self) -> dict[str, Official]:
        return {official.name: official for official in self.government.officials.all()}
