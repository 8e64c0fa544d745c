"""Papers with the clutter of offices are read right, or a person is stopped or told at the cell that is not."""

import pytest

from tasks.importing.captions import is_signature
from tests.tasks.importing import fresh_papers, office_papers
from tests.tasks.importing.layouts import Layout, sheet
from tests.tasks.importing.papers import row_values, understood

LAYOUTS = [one for papers in (fresh_papers, office_papers) for one in (*papers.SEEN, *papers.HELD_BACK)] + [
    *office_papers.LATER
]


class Reading:
    """What came of a paper.

    Attributes:
        cells: how many cells are labelled.
        faults: the labelled cells that came out otherwise.
        told: all that a person is told of it.
    """

    def __init__(self, layout: Layout):
        document = understood(layout.build(), f"{layout.name}.{layout.ending}", period=layout.period)
        self.rows = [row_values(row) | {"target": row.target, "figures": row.figures} for row in document.rows]
        warnings = [warning for row in document.rows for warning in row.warnings]
        self.blocked = [one.message for one in document.blocked]
        self.told = "\n".join([*document.warnings, *document.errors, *warnings, *self.blocked])
        self.cells = sum(map(len, layout.rows))
        self.faults = [fault for number, wanted in enumerate(layout.rows) for fault in self.compare(number, wanted)]
        if len(self.rows) != len(layout.rows):
            self.faults.append(f"{len(self.rows)} 行，应为 {len(layout.rows)} 行")

    def compare(self, number: int, wanted: dict) -> list[str]:
        row = self.rows[number] if number < len(self.rows) else {}
        return [
            f"{number + 1} {key}：{row.get(key)!r}，应为 {value!r}"
            for key, value in wanted.items()
            if not fits(row.get(key), value)
        ]


def fits(found: object, wanted: object) -> bool:
    if isinstance(wanted, tuple):
        return all(word in str(found) for word in wanted)
    return found == wanted


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_cluttered_paper_is_read_right_or_a_person_is_told(layout):
    reading = Reading(layout)
    printed = str([{key: row[key] for key in row if key != "warnings"} for row in reading.rows])
    faults = [] if layout.blocked else reading.faults
    missing = [word for word in layout.told if word not in reading.told]
    present = [word for word in layout.absent if word in printed]
    assert (faults, missing, present, bool(reading.blocked)) == ([], [], [], layout.blocked)


def read(*rows: list) -> list[dict]:
    return Reading(Layout("表", sheet(list(rows)), "xlsx")).rows


def test_a_heading_that_is_no_unit_ends_the_lead_of_the_unit_before():
    first, second = read(
        ["序号", "工作任务", "进展情况"],
        ["县交通局（1项）"],
        [1, "改建客运站", "主体完工。"],
        ["其他事项"],
        [2, "加装护栏15公里", "完成6公里。"],
    )
    assert (first["lead"], second.get("lead")) == (["县交通局"], None)
    assert second["warnings"] == ["这一项上面的标题行不是单位，没有牵头单位，请核对。"]


def test_what_each_town_says_bears_its_name():
    (row,) = read(
        ["序号", "工作任务", "乡镇", "责任单位", "进展情况"],
        [1, "硬化公路", "白水镇", "县交通局", "完成7公里。"],
        [None, None, "柳林乡", None, "完成5公里。"],
    )
    assert row["progress"] == "白水镇：完成7公里。\n柳林乡：完成5公里。"


def test_a_column_of_towns_without_anything_told_is_named():
    reading = Reading(
        Layout("表", sheet([["序号", "工作任务", "乡镇", "责任单位"], [1, "硬化公路", "白水镇", "县交通局"]]), "xlsx")
    )
    assert "表1以下各列未导入：乡镇。" in reading.told


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("（盖章）", True),
        ("单位负责人（签字）：", True),
        ("审核人（签名）：王敏", True),
        ("负责人（签字）制度建立", False),
        ("签订协议3个", False),
        ("（盖章）制度改革", False),
    ],
)
def test_where_people_sign_is_no_item(line, is_one):
    assert is_signature(line) is is_one
