"""专栏项目表: the projects of a plan report by box and group, as a table to print."""

from reports.printing.sheet import Align, Column, Sheet, remove_unprintable, say_heads
from tasks.models import PlanReport, Project

COLUMNS = (
    Column("序号", 0.06),
    Column("专栏", 0.2, Align.LEFT),
    Column("分组", 0.14, Align.LEFT),
    Column("项目名称", 0.32, Align.LEFT),
    Column("{terms.lead_unit}", 0.14),
    Column("对应事项", 0.14),
)


def build_project_sheet(report: PlanReport, projects: list[Project]) -> Sheet:
    """Builds the sheet with a row for each project, in printed order.

    Args:
        projects: with their lead unit and their items, each with its kind.
    """
    rows = [
        (
            one.position,
            remove_unprintable(one.box),
            remove_unprintable(one.group),
            remove_unprintable(one.name),
            one.lead_unit.name if one.lead_unit else "",
            "、".join(str(task) for task in one.tasks.all()),
        )
        for one in projects
    ]
    return Sheet("", f"{report.year}年专栏项目表", say_heads(COLUMNS), tuple(rows))
