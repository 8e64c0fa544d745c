"""What a person says of a doubtful place changes how the file is read, and settles the doubt."""

import pytest

from tests.tasks.importing.layouts import BRIDGE, CANAL, CLINIC, HEAD, sheet, with_hidden_row
from tests.tasks.importing.papers import understood


def read(build, decisions: dict[str, str] | None = None):
    return understood(build(), "表.xlsx", decisions=decisions)


def keys(document) -> list[str]:
    return [one.key for one in document.blocked]


LATE = sheet([HEAD, BRIDGE, CLINIC, CANAL], title="石河县2031年上半年滞后事项整改完成情况表")
HIDDEN = sheet([HEAD, BRIDGE, CLINIC, CANAL], finish=with_hidden_row)
HELPERS = sheet([["序号", "工作任务", "协办单位", "进展情况"], BRIDGE, CLINIC])
NO_UNITS = sheet([["序号", "工作任务", "所在地", "进展情况"], [1, "新建青石大桥", "青岭镇", "在建。"]])
NUMBERS = sheet(
    [["序号", "工作任务", "牵头单位", "进展情况"], [1, "320", "县交通局", "在建。"], [2, "18", "县水利局", "在建。"]]
)


@pytest.mark.parametrize(("remedy", "outcomes"), [("take", ["lagging"] * 3), ("unjudged", [None] * 3)])
def test_a_title_alone_judges_only_when_a_person_says_so(remedy, outcomes):
    assert keys(read(LATE)) == ["lagging"]
    document = read(LATE, decisions={"lagging": remedy})
    assert (keys(document), [row.outcome for row in document.rows]) == ([], outcomes)


@pytest.mark.parametrize(("remedy", "numbers"), [("take", [1, 2, 3]), ("drop", [1, 3])])
def test_hidden_rows_are_read_only_when_a_person_says_so(remedy, numbers):
    assert keys(read(HIDDEN)) == ["hidden:Sheet"]
    document = read(HIDDEN, decisions={"hidden:Sheet": remedy})
    assert (keys(document), [row.number for row in document.rows]) == ([], numbers)


def test_the_only_units_are_cooperating_ones_when_a_person_says_so():
    assert keys(read(HELPERS)) == ["column:1:2"]
    document = read(HELPERS, decisions={"column:1:2": "cooperate"})
    assert [(row.lead, [part.text for part in row.cooperating]) for row in document.rows] == [
        (None, ["县交通局"]),
        (None, ["县卫健局"]),
    ]
    assert keys(read(HELPERS, decisions={"column:1:2": "take"})) == []


def test_a_report_without_units_takes_them_from_the_column_that_a_person_names():
    assert keys(read(NO_UNITS)) == ["units:1"]
    document = read(NO_UNITS, decisions={"units:1": "lead:2"})
    assert (keys(document), [part.text for part in document.rows[0].lead]) == ([], ["青岭镇"])
    assert document.decided == {"第 1 张表第 3 列": "牵头单位"}


def test_a_column_named_anew_that_is_doubtful_again_still_stops_the_import():
    assert keys(read(NUMBERS)) == ["column:1:1"]
    assert keys(read(NUMBERS, decisions={"column:1:1": "leaders", "column:1:2": "text"}))[0] == "column:1:2"


@pytest.mark.parametrize(
    "said", [{"row:Sheet!A9": "drop"}, {"column:1:1": "nonsense"}, {"column:9:1": "text"}, {"": ""}]
)
def test_what_fits_no_doubt_changes_nothing(said):
    assert keys(read(NUMBERS, decisions=said)) == ["column:1:1"]
