"""单位组: which units a group (各镇街) means, as its name says it, and as it was set."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from tasks.models import Edition, Government, Unit

#: words for kinds of places → the endings of the names of such places
_PLACES = {
    "镇街": ("镇", "乡", "街道", "街道办事处"), "街镇": ("镇", "乡", "街道", "街道办事处"), "镇": ("镇",), "乡": ("乡",),
    "街道": ("街道", "街道办事处"), "乡镇": ("乡", "镇"), "镇乡": ("乡", "镇"), "镇街道": ("镇", "街道", "街道办事处"),
    "乡镇街道": ("镇", "乡", "街道", "街道办事处"), "镇人民政府": ("镇", "镇人民政府"), "街道办事处": ("街道", "街道办事处"),
    "管委会": ("管委会",),
}  # fmt: skip
#: the same for kinds of which a name never says that all are meant: not every company is a platform
_COMPANIES = dict.fromkeys(("平台公司", "国有企业", "国有重点企业"), ("公司",))
#: words that say that not all units of a kind are meant
_SOME = re.compile(r"^(?:各)?(?:有关|相关|涉农涉林|涉农|涉林)")
#: the name of a group of all departments, and the names of departments: those of a government, or with them those of the party
_GOVERNMENT_DEPARTMENTS = (
    re.compile(r"^[区县市]政府各(?:工作)?部门$"),
    re.compile(r"^[区县市](?!委).+(?:局|委|办|办公室)$"),
)
_ALL_DEPARTMENTS = re.compile(r"^[区县市]级各(?:工作)?部门$"), re.compile(r"^[区县市].+(?:局|委|办|办公室|部|机关)$")
_OF_THE_DISTRICT = re.compile(r"^[区县市]属")
#: how many members a line names before it says how many there are
FEW_MEMBERS = 3


def read_member_endings(name: str) -> tuple[str, ...]:
    """Returns the endings of the names of all members of a group: 各镇街 → 镇, 乡, 街道; none where the name does not say
    all units of a kind."""
    return _read_kinds(name[1:], _PLACES) if name.startswith("各") else ()


def read_proposed_endings(name: str) -> tuple[str, ...]:
    """Returns the endings of the names of units among which the members are: also 相关镇街 → 镇, 乡, 街道.

    A person has to choose among them. 各有关单位 and 领导小组成员单位 name no kind, so nothing is proposed.
    """
    return _read_kinds(_OF_THE_DISTRICT.sub("", _SOME.sub("", name).removeprefix("各")), _PLACES | _COMPANIES)


def _read_kinds(said: str, kinds: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    words = [word.removeprefix("各") for word in re.split(r"[、，和及与]", re.sub("[（）()]", "", said))]
    if not all(word in kinds for word in words):
        return ()
    return tuple(dict.fromkeys(ending for word in words for ending in kinds[word]))


@dataclass(frozen=True)
class GroupMembers:
    """A group with its members as set, and the units in use that its name proposes."""

    unit: Unit
    members: list[Unit]
    proposed: list[Unit]


def propose_members(group: Unit, units: Iterable[Unit]) -> list[Unit]:
    """Returns the units in use that the name of the group proposes as members."""
    named = read_proposed_names(group.name)
    return [unit for unit in units if named and unit.is_active and not unit.is_group and named.search(unit.name)]


def read_proposed_names(name: str) -> re.Pattern[str] | None:
    """Returns what the names of units are like among which the members are; None where the name of the group says no kind.

    区政府各部门 are the departments of the government, 区级各部门 also those of the party; of 区级有关部门 nothing is proposed,
    since nearly all that would be proposed is not meant.
    """
    for groups, departments in (_GOVERNMENT_DEPARTMENTS, _ALL_DEPARTMENTS):
        if groups.search(name):
            return departments
    endings = read_proposed_endings(name)
    return re.compile(f"(?:{'|'.join(endings)})$") if endings else None


def list_groups(government: Government) -> list[GroupMembers]:
    """Lists the groups in use with their members and proposals, those without members first; in three queries."""
    units = list(government.units.filter(is_group=False))
    groups = government.units.active().filter(is_group=True).prefetch_related("members")
    found = [GroupMembers(group, list(group.members.all()), propose_members(group, units)) for group in groups]
    return sorted(found, key=lambda group: (bool(group.members), group.unit.name))


@dataclass(frozen=True)
class NamedGroup:
    """A group that an item names, with its members in use."""

    unit: Unit
    members: list[Unit]

    @property
    def summary(self) -> str:
        """中梁镇、丰文街道、井口街道等 17 家."""
        first = "、".join(unit.name for unit in self.members[:FEW_MEMBERS])
        return (
            f"{first}等 {len(self.members)} 家"
            if len(self.members) > FEW_MEMBERS
            else f"{first}，{len(self.members)} 家"
        )


def list_named_groups(edition: Edition) -> list[NamedGroup]:
    """Lists the groups that an edition names, each once; in one query, in none where it names no group.

    Args:
        edition: with its units fetched.
    """
    named = {each.unit_id: each.unit for each in [*edition.leading, *edition.cooperating] if each.unit.is_group}
    prefetch_related_objects(list(named.values()), Prefetch("members", Unit.objects.active().order_by("name")))
    return [NamedGroup(unit, list(unit.members.all())) for unit in named.values()]
