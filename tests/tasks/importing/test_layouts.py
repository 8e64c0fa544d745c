"""Papers with one thing that is easily read wrong: it is read right, or a person is stopped or told."""

import pytest

from tests.tasks.importing.layouts import HELD_BACK, SEEN, SHAPES, Layout
from tests.tasks.importing.papers import row_values, understood


def list_faults(layout: Layout) -> list[str]:
    document = understood(layout.build(), f"{layout.name}.{layout.ending}", period=layout.period)
    rows = {row.text: row_values(row) for row in document.rows}
    faults = []
    for wanted in layout.rows:
        row = rows.get(wanted["text"], {})
        faults += [f"{key}：{row.get(key)!r}，应为 {value!r}" for key, value in wanted.items() if row.get(key) != value]
    warnings = [warning for row in document.rows for warning in row.warnings]
    blocked = [one.message for one in document.blocked]
    told = "\n".join([*document.warnings, *document.errors, *warnings, *blocked])
    faults += [f"没有说{word}" for word in layout.told if word not in told]
    faults += ["没有拦下"] if layout.blocked and not blocked else []
    faults += ["不该拦下"] if not layout.blocked and blocked else []
    printed = str([{key: row[key] for key in row if key != "warnings"} for row in rows.values()])
    return faults + [f"{word}在行中" for word in layout.absent if word in printed]


@pytest.mark.parametrize("layout", [*SEEN, *HELD_BACK, *SHAPES], ids=lambda layout: layout.name)
def test_a_layout_is_read_right_or_a_person_is_told(layout):
    assert list_faults(layout) == []
