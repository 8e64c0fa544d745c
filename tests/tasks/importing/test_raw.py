"""What a file holds before anybody reads a meaning into it."""

import pytest

from tasks.importing.raw import MAX_PLACES, Grid, GridCell, Unreadable, require_table_size, trim_lines


@pytest.mark.parametrize(
    ("raw", "trimmed"),
    [
        ("\u3000\u3000新建小学两所。 ", "新建小学两所。"),
        ("\n\n牵头\u202c单位\r\n  区教委\r\n\n", "牵头单位\n区教委"),
        # an empty line between two paragraphs stays
        ("一季度\n\n上半年", "一季度\n\n上半年"),
        ("\ufeff \t\u200b", ""),
    ],
)
def test_space_around_lines_and_marks_that_nobody_sees_are_left_out(raw, trimmed):
    assert trim_lines(raw) == trimmed


def test_a_table_that_would_fill_the_memory_is_refused_by_its_size():
    require_table_size(MAX_PLACES // 100, 100, "方案.xlsx")
    with pytest.raises(Unreadable, match=r"^文件“方案.xlsx”有一个表格占 10001 行 100 列，远大于附表，未导入。"):
        require_table_size(MAX_PLACES // 100 + 1, 100, "方案.xlsx")


def test_a_merged_area_is_anchored_in_its_upper_left_cell():
    merged = GridCell("重点工作", (0, 0))
    grid = Grid(None, [[merged, merged], [merged, merged]], [1, 2])
    assert [(row, column) for row in (0, 1) for column in (0, 1) if grid.is_anchor(row, column)] == [(0, 0)]
