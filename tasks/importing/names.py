"""Finds the unit of a printed name: by name, by alias, without its parenthetical, as an abbreviation."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tasks.importing.document import ImportedDocument
from tasks.models import Government, Unit, UnitAlias, UnitSuccession
from tasks.plans.edition_content import PrintedUnit

_GROUP = re.compile(
    r"^(?:各|相关|有关|其他|其它|涉[及农林])|成员单位|[级府区县市属]各|有关|相关|(?:部门|单位|企业|镇街|街镇|乡镇)$"
)
_TYPE = re.compile(
    r"(?:管理委员会|委员会|管委会|领导小组|办公室|办事处|指挥部|支队|大队|中心|公司|集团|局|委|办|部|院|所|会|联|协)$"
)
_ADDED = re.compile(r"(?:监督管理|综合管理|行政管理|管理|监管|事务|服务|运输|救援|建设)")
#: customary short names of departments → their full names without 和
_CUSTOMARY = {
    "人社": "人力资源社会保障", "人力社保": "人力资源社会保障", "医保": "医疗保障", "国资": "国有资产监督管理", "市监": "市场监督管理",
    "规资": "规划自然资源", "自规": "自然资源规划", "资规": "自然资源规划", "工信": "工业信息化", "经信": "经济信息化", "民宗": "民族宗教事务",
    "住建": "住房城乡建设", "住房城乡建": "住房城乡建设", "文广旅": "文化广电旅游", "退役军人": "退役军人事务",
}  # fmt: skip
_SAME_KIND = {"委员会": "委", "管理委员会": "管委会", "办公室": "办"}


def is_group(name: str) -> bool:
    """Returns whether a name means several units: 各镇街, 区级有关部门, 招商领导小组成员单位."""
    return bool(_GROUP.search(name))


def is_abbreviation(short: str, long: str) -> bool:
    """Returns whether ``short`` abbreviates ``long``: 区城管局 and 区城市管理局.

    Both have the same kind (局, 委, …), and the long name contains the characters of the short one in order. 区交通局 does
    not abbreviate 区交通执法局, nor 区教委 区教工委: if the short name has no character of the last word, the two may be
    different units.
    """
    if len(short) >= len(long) or is_group(short) or is_group(long):
        return False
    if re.fullmatch(rf"[区县市]?{re.escape(short)}", long):
        return True
    one, other = _read_core(short), _read_core(long)
    if one is None or other is None or one[1] != other[1] or one[0][:1] != other[0][:1]:
        return False
    if one[0] == other[0] or _CUSTOMARY.get(one[0]) == other[0]:
        return True
    # offices of the party and of the government: 区委办 does not abbreviate 区委编办
    if len(one[0]) < 2 or re.match(r"[区县市](?=委|政府)", one[0]):
        return False
    if other[0].startswith(one[0]) and _ADDED.fullmatch(other[0][len(one[0]) :]):
        return True
    gaps = _compute_gaps(one[0], other[0])
    return gaps is not None and max(gaps) <= 3 and gaps[-1] <= 1


def _read_core(name: str) -> tuple[str, str] | None:
    """Returns the distinguishing characters of a name, and its level and kind (区局), None without a kind."""
    kind = _TYPE.search(name)
    if not kind:
        return None
    level = re.match(r"[区县市](?!委|政府)", name)
    core = name[level.end() if level else 0 : kind.start()].replace("和", "")
    return core, (level[0] if level else "") + _SAME_KIND.get(kind[0], kind[0])


def _compute_gaps(short: str, long: str) -> list[int] | None:
    """Returns how many characters ``short`` omits after each of its characters, None if ``long`` does not contain them
    in order."""
    gaps, position = [], 0
    for index, character in enumerate(short):
        found = long.find(character, position)
        if found < 0:
            return None
        if index:
            gaps.append(found - position)
        position = found + 1
    return [*gaps, len(long) - position]


@dataclass
class UnitBook:
    """The names of units in a document.

    Attributes:
        known: name → existing unit.
        unknown: names without a unit, in printed order.
        alias_of: unknown name → the name (known or unknown) that it probably abbreviates.
        followed: name of a former unit → the Chinese words for its succession; ``known`` has the successor.
    """

    known: dict[str, Unit] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    alias_of: dict[str, str] = field(default_factory=dict)
    followed: dict[str, str] = field(default_factory=dict)

    def get_key(self, part: PrintedUnit) -> str:
        """Returns the name under which a printed unit is found: with its parenthetical if that is known, else without."""
        return part.text if part.text in self.known else part.name

    def list_warnings(self) -> list[str]:
        followed = [
            f"“{name}”已{how}，按“{self.known[name]}”登记，表中写法不变；请核对。"
            for name, how in self.followed.items()
        ]
        return followed + [
            f"“{short}”似为“{long}”的简称，新建时记作其别名，请核对。" for short, long in self.alias_of.items()
        ]


def index_units_by_name(government: Government | None) -> dict[str, Unit]:
    """Returns name or alias → unit, for all units of a government."""
    if government is None or government.pk is None:
        return {}
    names = {unit.name: unit for unit in Unit.objects.filter(government=government)}
    for alias in UnitAlias.objects.filter(government=government).select_related("unit"):
        names.setdefault(alias.name, alias.unit)
    return names


def get_known_unit_names(government_name: str | None) -> frozenset[str]:
    """Returns the names and aliases of the units of a government, or of all governments if no name is given."""
    units, aliases = Unit.objects.all(), UnitAlias.objects.all()
    if government_name:
        units = units.filter(government__name=government_name)
        aliases = aliases.filter(government__name=government_name)
    return frozenset(units.values_list("name", flat=True)) | frozenset(aliases.values_list("name", flat=True))


def _follow_successions(
    book: UnitBook, names: Iterable[str], document: ImportedDocument, government: Government | None
) -> None:
    """Replaces former units by their first successors, if the document is younger than the succession."""
    written = document.issued_on or date(document.year or 1, 1, 1)
    after: dict[int, list[UnitSuccession]] = defaultdict(list)
    steps = UnitSuccession.objects.filter(former__government=government, since__lte=written)
    for step in steps.select_related("successor"):
        after[step.former_id].append(step)
    for name in names:
        known, how = book.known.get(name), ""
        if known is None:
            continue
        unit = known
        # uses each succession once, since a unit may get back an earlier name
        left = dict(after)
        while followed := left.pop(unit.pk, []):
            called = "、".join(f"“{step.successor}”" for step in followed)
            how, unit = f"{followed[0].kind.label}为{called}", followed[0].successor
        if how:
            book.known[name], book.followed[name] = unit, how


def _group_alike(names: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Groups names by what two of them must have in common if one abbreviates the other, so that a paper with many units
    need not compare each with each."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        for key in _list_likenesses(name):
            groups[key].append(name)
    return groups


def _list_likenesses(name: str) -> list[tuple[str, str]]:
    """Returns level, kind and first character of a name, and the name without its level."""
    core = _read_core(name)
    return [("", name.lstrip("区县市")), *([(core[1], core[0][:1])] if core else [])]


def build_unit_book(document: ImportedDocument, government: Government | None) -> UnitBook:
    """Looks up every printed unit of a document."""
    book = UnitBook(known=index_units_by_name(government))
    names = dict.fromkeys(book.get_key(part) for row in document.rows for part in row.parts)
    _follow_successions(book, names, document, government)
    book.unknown = [name for name in names if name not in book.known]
    everything = _group_alike([*(unit.name for unit in book.known.values()), *book.unknown])
    known = _group_alike(book.known)
    for name in book.unknown:
        keys = _list_likenesses(name)
        longer = [other for key in keys for other in everything[key] if is_abbreviation(name, other)]
        shorter = [other for key in keys for other in known[key] if is_abbreviation(other, name)]
        candidates = {book.known[other].name if other in book.known else other for other in longer + shorter}
        if len(candidates) == 1:
            book.alias_of[name] = candidates.pop()
    return book
