"""The words that an office may put in place of ours, and what each of them names."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache


@dataclass(frozen=True)
class Term:
    """A word that an office may put in place of ours.

    Attributes:
        key: the attribute of ``Terms``.
        default: what a district says.
        names: what the word names.
        seen: where people meet it.
        limit: the greatest number of characters.
    """

    key: str
    default: str
    names: str
    seen: str
    limit: int = 8


TERMS = (
    Term("leader", "区领导", "分管工作、对事项负责的领导", "角色、事项的责任领导一栏、提请协调、附表表头"),
    Term("lead_unit", "牵头单位", "对事项牵头负责并报送的一方", "事项、填报、签收、附表表头、催办函"),
    Term("cooperating_unit", "配合单位", "配合办理事项的一方", "事项、配合进展、附表表头"),
    Term("responsible_unit", "责任单位", "承担事项的各方，牵头和配合的统称", "考核、汇总表、单位负担"),
    Term("judging", "研判", "督办机构判定进展是否正常的一步", "导航、研判页、各页结论、通知"),
    Term("report", "推进情况报告", "定期印发的报告", "导入、报告和印发页", limit=12),
    Term("government", "辖区政府", "系统为谁而用：一个政府、部门、企业或学校", "导入预览、提示"),
    Term("place", "辖区", "系统服务的范围，如“本辖区”“辖区设置”", "设置、账号、报送提示"),
    Term("everywhere", "全区", "全部单位和事项的范围", "首页、会议大屏、预警规则"),
)
BY_KEY = {term.key: term for term in TERMS}
#: who supervises; a government keeps it as its ``office_name``, since letters are signed with it
OFFICE = "督查办"
#: who stands above the leaders of a district
PRINCIPAL = "政府主要领导"


@dataclass(frozen=True)
class Terms:
    """The words of one government; those of a district where nothing else is said."""

    office: str = OFFICE
    leader: str = BY_KEY["leader"].default
    lead_unit: str = BY_KEY["lead_unit"].default
    cooperating_unit: str = BY_KEY["cooperating_unit"].default
    responsible_unit: str = BY_KEY["responsible_unit"].default
    judging: str = BY_KEY["judging"].default
    report: str = BY_KEY["report"].default
    government: str = BY_KEY["government"].default
    place: str = BY_KEY["place"].default
    everywhere: str = BY_KEY["everywhere"].default

    @property
    def responsible_leader(self) -> str:
        """The leader who answers for an item."""
        return f"责任{self.leader}"

    @property
    def principal(self) -> str:
        """Who stands above the leaders, called like them: 局主要领导 beside 局领导."""
        is_government = self.government == BY_KEY["government"].default
        return PRINCIPAL if is_government else f"{self.leader.removesuffix('领导')}主要领导"

    @property
    def own_level(self) -> str:
        """The level of what the place itself has decided, called like all of it: 局级 beside 全局."""
        return f"{self.everywhere.removeprefix('全')}级"


DEFAULT = Terms()
KEYS = frozenset(field.name for field in fields(Terms)) | {"responsible_leader", "principal", "own_level"}
#: our own word → its key
KEYS_BY_DEFAULT = {word: key for key, word in asdict(DEFAULT).items()} | {PRINCIPAL: "principal"}
OUR_WORDS = re.compile("|".join(sorted(map(re.escape, KEYS_BY_DEFAULT), key=len, reverse=True)))


@cache
def build_terms(office: str, stored: tuple[tuple[str, str], ...]) -> Terms:
    """Builds the words of a government.

    Args:
        office: its ``office_name``.
        stored: pairs of key and word, of what it calls otherwise; a key that is no longer known says nothing.
    """
    own = {key: word for key, word in stored if key in BY_KEY and word}
    return Terms(office=office or OFFICE, **own)


def read_terms(office: str, stored: Mapping[str, str]) -> Terms:
    """Returns the words of a government as its columns ``office_name`` and ``terms`` hold them."""
    return build_terms(office, tuple(sorted(stored.items())))
