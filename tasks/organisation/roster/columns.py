"""名册: the columns of the three sheets: what stands in a cell, how long it may be, and what may be chosen."""

from dataclasses import dataclass

from tasks.enums import Role, RosterPart
from tasks.models import Official, Unit, User
from tasks.models.organisation import LAST_RANK
from tasks.terms import DEFAULT, say
from tasks.terms.later import say_later

#: separates several names in a cell; people also write 、 and commas
SEPARATOR = "；"
#: a cell with this word empties what is stored, since an empty one leaves it
CLEAR = "清空"
#: begins the first cell of a row that only shows how to fill in a sheet
EXAMPLE = "示例："
#: rows of all sheets together, and characters of a cell that lists names
MAX_ROWS, LONGEST_LIST = 2_000, 5_000
YES, NO = "是", "否"
IN_USE, RETIRED = "在用", "停用"
IN_OFFICE, LEFT = "在任", "离任"
SINGLE, GROUP = "单位", "单位组"


def _get_longest(model: type[Unit | Official | User], field: str) -> int:
    return getattr(model._meta.get_field(field), "max_length", 0)


@dataclass(frozen=True)
class RosterColumn:
    """A column.

    Attributes:
        pattern: its head, as ``say`` reads it.
        longest: characters that a cell may have.
        choices: the only words that may stand in a cell; empty means any text.
        of: the sheet whose first column lists what may be named.
        is_required: whether a new row needs it.
        also: other heads that mean it, as the page of one account says.
        example: what the row of the template that shows the way says.
    """

    name: str
    pattern: str
    longest: int
    hint: str
    example: str
    is_required: bool = False
    choices: tuple[str, ...] = ()
    of: RosterPart | None = None
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its head, in the words of the place."""
        return say(self.pattern)


#: part → its columns; the first finds the row
ROSTER_COLUMNS: dict[RosterPart, tuple[RosterColumn, ...]] = {
    RosterPart.UNITS: (
        RosterColumn("name", "单位名称", _get_longest(Unit, "name"), "规范简称", f"{EXAMPLE}区教委", is_required=True),
        RosterColumn("aliases", "别名", LONGEST_LIST, "文件中的其他写法，几个用分号隔开", "区教育委员会；教委"),
        RosterColumn("kind", "类型", 10, "不填是单位", SINGLE, choices=(SINGLE, GROUP)),
        RosterColumn("members", "成员单位", LONGEST_LIST, "仅单位组填写，几家用分号隔开", ""),
        RosterColumn("needs_confirmation", "报送前单位审核", 10, "不填是“否”", NO, choices=(YES, NO)),
        RosterColumn("is_active", "状态", 10, "不填是在用", IN_USE, choices=(IN_USE, RETIRED)),
    ),
    RosterPart.OFFICIALS: (
        RosterColumn(
            "name",
            "领导姓名",
            _get_longest(Official, "name"),
            say_later("{terms.leader}本人"),
            f"{EXAMPLE}王明",
            is_required=True,
        ),
        RosterColumn("title", "职务", _get_longest(Official, "title"), "如常务副区长", "副区长"),
        RosterColumn("rank", "排序", 10, f"1 至 {LAST_RANK} 的整数，小的在前；没有排定的不填", "3"),
        RosterColumn("is_active", "状态", 10, "不填是在任", IN_OFFICE, choices=(IN_OFFICE, LEFT)),
    ),
    RosterPart.ACCOUNTS: (
        RosterColumn(
            "username",
            "用户名",
            _get_longest(User, "username"),
            "登录用，如姓名拼音，全系统不重复",
            f"{EXAMPLE}lijing",
            is_required=True,
        ),
        RosterColumn("name", "姓名", _get_longest(User, "name"), "本人姓名", "李静", is_required=True),
        RosterColumn(
            "role",
            "角色",
            20,
            "从下拉中选择",
            Role.CLERK.label,
            is_required=True,
            choices=tuple(role.label for role in Role),
        ),
        RosterColumn(
            "unit",
            "所在单位",
            _get_longest(Unit, "name"),
            "填报员和单位审核人必填，写名称或别名",
            "区教委",
            of=RosterPart.UNITS,
            also=("单位",),
        ),
        RosterColumn(
            "official",
            "对应{terms.leader}",
            _get_longest(Official, "name"),
            say_later("{terms.leader}账号必填"),
            "",
            of=RosterPart.OFFICIALS,
            also=(DEFAULT.leader, "{terms.leader}"),
        ),
        RosterColumn("telephone", "联系电话", 60, "手机、带区号的座机或内网短号", "023-67891234"),
        RosterColumn("email", "电子邮箱", _get_longest(User, "email"), "用于通知和激活邮件，可以不填", ""),
        RosterColumn("is_active", "状态", 10, "不填是在用", IN_USE, choices=(IN_USE, RETIRED)),
    ),
}


def get_roster_key(part: RosterPart) -> RosterColumn:
    """Returns the column that finds the row of a part."""
    return ROSTER_COLUMNS[part][0]
