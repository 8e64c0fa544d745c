"""What is said of the columns of a table that are read otherwise than by their label alone."""

from tasks.assessing.quantities import name_period_targets
from tasks.importing.columns import Column
from tasks.importing.table_layout import TableLayout
from tasks.periods import MONTHS, Rhythm


def list_layout_warnings(layout: TableLayout, labels: list[list[str]], place: str, rhythm: Rhythm) -> list[str]:
    """Lists the columns that are read otherwise than by their label alone, and those that are not imported.

    Args:
        labels: of each column, the lines of its label.
        place: the table, in Chinese.
    """
    said = []
    if layout.has_column(Column.TARGET):
        target = "".join("".join(labels[at]) for at in layout.columns[Column.TARGET])
        said.append(f"{place}“{target}”一列是数字，读作各项的目标值，请核对。")
    if layout.place is not None:
        label = "".join(labels[layout.place])
        said.append(f"{place}“{label}”一列读作各行的地方，写在该行的进展和数之前，请核对。")
    if layout.targets:
        named = "、".join("".join(labels[at]) for at in layout.targets.values())
        is_whole = len(layout.targets) > 1 and MONTHS in map(rhythm.count_passed, layout.targets)
        figures = f"，与年度指标相符的数作{name_period_targets(rhythm)}" if is_whole else ""
        said.append(f"{place}的{named}：写明的工作作为节点{figures}。")
    counted = ["".join("".join(labels[at]).split()) for at in sorted(layout.figures)]
    if counted:
        said.append(f"{place}以下各列的数随各项保留：{'、'.join(counted)}。")
    if left_out := [label for label in layout.left_out if label.replace("·", "") not in counted]:
        said.append(f"{place}以下各列未导入：{'、'.join(left_out)}。")
    return said
