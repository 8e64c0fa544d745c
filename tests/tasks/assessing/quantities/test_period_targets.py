"""量化指标: targets within the year printed beside the year's target."""

from decimal import Decimal

import pytest

from tasks.assessing.quantities import read_period_targets


@pytest.mark.parametrize(
    ("target", "unit", "cells", "answer"),
    [
        (40, "个", ["8个", "累计20个", "30个", "40个"], [8, 20, 30]),
        (40, "个", ["新增8个", "12个", "10个", "10个"], [8, 20, 30]),
        (2, "万亩", ["5000亩", "1万亩", "1.5万亩", "2万亩"], [Decimal("0.5"), 1, Decimal("1.5")]),
        (40, "个", ["完成摸底", "组织申报", "30个", "40个"], []),
        (40, "个", ["8个", "20个", "30个", "45个"], []),
        (40, "个", ["8个", "20个，其中重点5个", "30个", "40个"], []),
        (40, "个", ["8个", "40个"], [8]),
        (40, "个", ["—", "20个", "", "40个"], [None, 20, None]),
        (40, "个", ["/", "20个", "", "20个"], [None, 20, None]),
        (40, "个", ["8个", "40个", ""], []),
        (40, "个", ["40个"], []),
        (12, "个", [f"{month}个" for month in range(1, 13)], list(range(1, 12))),
        (40, "", ["8", "20", "30", "40"], []),
    ],
)
def test_targets_are_taken_only_where_the_cells_come_to_the_year_s(target, unit, cells, answer):
    assert read_period_targets(Decimal(target), unit, cells) == answer
