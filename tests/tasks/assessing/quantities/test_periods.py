"""量化指标: of a month's figure and the year's running total, the total answers the commitment."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.assessing.quantities import match_figures, read_commitments

LABELS = Path("tests/labels")


@pytest.mark.parametrize("name", ["running_totals.json", "running_totals_fresh.json"])
def test_the_figure_of_the_year_is_read(name):
    rows = json.loads((LABELS / name).read_text())
    read = [match_figures(read_commitments(row["task"]), row["progress"]) for row in rows]
    wrong = [
        row["progress"]
        for row, found in zip(rows, read, strict=True)
        if [each and each.value for each in found] != [Decimal(str(row["value"]))]
    ]
    assert wrong == []
