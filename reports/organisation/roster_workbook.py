"""名册: its workbook, empty with examples for filling in, or with what is stored. What is stored comes back unchanged."""

from io import BytesIO

from reports.printing.blank_form import BlankForm, FormColumn, write_blank_forms
from reports.printing.delivery import OfficeFile, format_file_name
from tasks.enums import Role, RosterPart
from tasks.organisation.roster.columns import (
    CLEAR,
    EXAMPLE,
    LONGEST_LIST,
    MAX_ROWS,
    ROSTER_COLUMNS,
    RosterColumn,
)
from tasks.organisation.roster.register import Register
from tasks.permissions import ROLES
from tasks.terms import say

GUIDANCE = (
    "三张表可以只填其中一张；带 * 的列，新增的必填。表头不要改动，列的次序可以改。",
    f"以“{EXAMPLE}”开头的行只作示范，不导入，可以删去。",
    "单位按名称或别名对上，领导按姓名，账号按用户名（不分大小写）。对上的修改，对不上的新增，没有写到的不动；同一份名册再次导入不会重复。",
    f"空格子保留系统中现有的内容；要清空一项，在格子里写“{CLEAR}”。",
    "别名、成员单位有几个的，用分号隔开；写了的，以写的为全部。",
    "停用单位或账号、领导离任，在“状态”中选择；名册不删除任何一行。单位更名、合并请在“机构调整”办理。",
    "初始密码不写在名册里：新账号的密码由系统生成，导入后打印密码条，只显示一次。",
    f"一次至多 {MAX_ROWS:,} 行。",
    "各角色能做什么：",
    *(f"　{role.label}：{say(ROLES[role][0])}" for role in Role),
)


def build_roster_template() -> OfficeFile:
    """Builds the workbook with heads, choices and an example in each sheet."""
    return _build_workbook("名册模板", {part: [] for part in RosterPart}, has_examples=True)


def build_roster_export(register: Register) -> tuple[OfficeFile, int]:
    """Builds the workbook of what is stored, without passwords.

    Returns:
        The file, and the number of its rows.
    """
    rows = {
        part: [[cells[column.name] for column in ROSTER_COLUMNS[part]] for cells in register.list_cells(part)]
        for part in RosterPart
    }
    file = _build_workbook(f"{register.government}名册", rows, has_examples=False)
    return file, sum(map(len, rows.values()))


def _build_workbook(stem: str, rows: dict[RosterPart, list[list[str]]], *, has_examples: bool) -> OfficeFile:
    forms = [
        BlankForm(
            part.label,
            tuple(map(_build_form_column, ROSTER_COLUMNS[part])),
            rows[part],
            [[column.example for column in ROSTER_COLUMNS[part]]] if has_examples else [],
            MAX_ROWS,
        )
        for part in RosterPart
    ]
    stream = BytesIO()
    write_blank_forms(forms, GUIDANCE, stream)
    return OfficeFile(format_file_name(stem, "xlsx"), stream.getvalue())


def _build_form_column(column: RosterColumn) -> FormColumn:
    return FormColumn(
        column.label,
        str(column.hint),
        30 if column.longest == LONGEST_LIST else 18,
        column.is_required,
        column.choices,
        column.of.label if column.of else "",
    )
