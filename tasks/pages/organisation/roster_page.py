"""名册: what the preview of a 名册 shows, and the strips with the passwords of new people."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tasks.enums import Channel, RosterPart, RosterState
from tasks.organisation.activation import Invitations
from tasks.organisation.first_passwords import MAX_FIRST_PASSWORDS, IssuedPassword
from tasks.organisation.roster.changes import RosterChange, RosterChanges
from tasks.pages.organisation.forms.roster import RosterConfirmForm
from tasks.reminding.channels import is_on

#: the order of the preview: first what the person must look at
SHOWN_STATES = (RosterState.WRONG, RosterState.NEW, RosterState.CHANGED)


@dataclass(frozen=True)
class RosterPreviewPage:
    """Everything that the preview shows.

    Attributes:
        name: of the file, or what was pasted.
        refusal: why nothing was imported; "" where nothing was refused.
    """

    name: str
    changes: RosterChanges
    warnings: list[str]
    form: RosterConfirmForm
    refusal: str = ""

    @property
    def tally(self) -> list[tuple[RosterState, int]]:
        return [(state, self.changes.counts[state]) for state in RosterState if self.changes.counts[state]]

    @property
    def groups(self) -> list[tuple[RosterState, list[RosterChange]]]:
        found = [(state, [row for row in self.changes.rows if row.state == state]) for state in SHOWN_STATES]
        return [(state, rows) for state, rows in found if rows]

    @property
    def same(self) -> list[tuple[RosterPart, list[RosterChange]]]:
        """The rows that change nothing, by part."""
        found = [
            (part, [row for row in self.changes.list_of_part(part) if row.state == RosterState.SAME])
            for part in RosterPart
        ]
        return [(part, rows) for part, rows in found if rows]

    @property
    def newcomers(self) -> int:
        return len(self.changes.newcomers)

    @property
    def limit(self) -> str:
        """Why so many accounts cannot be made at once; "" where they can."""
        if self.newcomers <= MAX_FIRST_PASSWORDS:
            return ""
        return f"一次至多新建 {MAX_FIRST_PASSWORDS} 个账号，本名册有 {self.newcomers} 个，请分几次导入。"

    @property
    def is_applicable(self) -> bool:
        return self.changes.is_applicable and not self.limit


@dataclass(frozen=True)
class PasswordStripsPage:
    """The strips with the first passwords, by unit; shown once.

    Attributes:
        address: of this installation, as people type it.
        done: what was done, in one sentence.
        invitations: who got a link instead, and who should have.
        is_held: whether some of it works only once 安全管理员 has confirmed it.
    """

    address: str
    done: str
    issued: list[IssuedPassword]
    invitations: Invitations
    is_held: bool = False

    @property
    def groups(self) -> list[tuple[str, list[IssuedPassword]]]:
        """The strips of each unit; people without one stand under their role."""
        ordered = sorted(self.issued, key=lambda each: (each.user.unit is None, each.user.place, each.user.name))
        return [(place, list(strips)) for place, strips in groupby(ordered, key=lambda each: each.user.place)]

    @property
    def can_mail(self) -> bool:
        return is_on(Channel.EMAIL)


def describe_roster_import(changes: RosterChanges) -> str:
    """Says what was imported: 已导入：单位新增 3、变更 1；账号新增 20。"""
    parts = [words for part in RosterPart if (words := _describe_part(part, changes.list_of_part(part)))]
    return f"已导入：{'；'.join(parts)}。"


def _describe_part(part: RosterPart, rows: Iterable[RosterChange]) -> str:
    states = [row.state for row in rows]
    counted = [
        f"{state.label} {states.count(state)}" for state in (RosterState.NEW, RosterState.CHANGED) if state in states
    ]
    return f"{part.label}{'、'.join(counted)}" if counted else ""
