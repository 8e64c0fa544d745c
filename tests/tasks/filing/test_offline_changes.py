"""离线填报表: which cells the file changes, which somebody else changed, and what happens with the entry."""

import pytest

from tasks.enums import OfflineState
from tasks.filing.offline import OfflineCell, build_entry_key
from tasks.filing.offline_changes import CellDifference, FilledEntry
from tasks.models import ProgressEntry
from tests.acts import save, submit


def read(entry) -> ProgressEntry:
    return ProgressEntry.objects.get(pk=entry.pk)


def fill(cast, meanwhile=None, by=None, **texts: str) -> FilledEntry:
    """The entry as a file has it that was taken out, changed in ``texts`` and brought back.

    Args:
        meanwhile: does something between the two.
    """
    was = build_entry_key(read(cast.key_entry)).contents
    if meanwhile:
        meanwhile()
    cells = {name: OfflineCell(f"H{row}", text) for row, (name, text) in enumerate(texts.items(), 4)}
    entry = read(cast.key_entry)
    return FilledEntry(entry, by or cast.clerk, "“进展情况”第 4 行", cells, {name: was[name] for name in texts})


def test_an_untouched_cell_is_no_change(cast):
    save(cast.key_entry, cast.clerk, "建成一所。")
    filled = fill(cast, text="建成一所。\r\n", problem="")
    assert (filled.state, filled.mine, filled.differences) == (OfflineState.SAME, {}, [])


def test_a_changed_cell_is_written_over_what_is_stored(cast):
    save(cast.key_entry, cast.clerk, "建成一所。", problem="用地")
    filled = fill(cast, text="建成两所。")
    assert filled.state == OfflineState.WRITES
    assert (filled.merged["text"], filled.merged["problem"]) == ("建成两所。", "用地")
    assert filled.differences == [CellDifference("进展情况", "建成一所。", "建成两所。", False)]


def test_what_somebody_else_changed_meanwhile_is_a_conflict_and_both_are_told(cast):
    filled = fill(
        cast,
        lambda: save(cast.key_entry, cast.unit_head, "", problem="审核人写的。"),
        text="我写的。",
        problem="",
    )
    assert (filled.state, filled.theirs) == (OfflineState.CONFLICT, {"problem"})
    assert filled.differences == [
        CellDifference("进展情况", "", "我写的。", False),
        CellDifference("存在问题", "审核人写的。", None, True),
    ]


def test_the_same_words_from_two_people_are_no_change(cast):
    filled = fill(cast, lambda: save(cast.key_entry, cast.unit_head, "建成一所。"), text="建成一所。")
    assert (filled.changed, filled.mine, filled.state) == ({"text": "建成一所。"}, {}, OfflineState.SAME)


def test_a_submitted_entry_is_locked_and_says_why(cast):
    filled = fill(cast, lambda: submit(cast.key_entry, cast.clerk, "已报的。"), text="改过的。")
    assert (filled.state, filled.lock_reason) == (OfflineState.LOCKED, "已报送督查办，撤回后可以修改。")


def test_a_fault_outweighs_everything(cast):
    filled = fill(cast, text="建成一所。")
    filled.faults.append("H4 进展情况是错误值 #N/A。")
    assert filled.state == OfflineState.FAULTY


def test_a_cell_of_another_sheet_is_named_with_it(cast):
    filled = fill(cast, text="建成一所。", problem="用地")
    filled.sheets.update({"text": "进展情况", "problem": "指标完成值"})
    assert [filled.describe_cell(name) for name in ("text", "problem", "next_step")] == [
        "H4 进展情况",
        "“指标完成值”H5 存在问题",
        "下一步措施",
    ]


@pytest.mark.parametrize(
    ("wants", "matter", "asks"),
    [("是", "", True), ("√", "用地", True), ("", "用地", True), ("否", "用地", False), ("", "", False)],
)
def test_an_empty_yes_or_no_follows_the_matter_beside_it(cast, wants, matter, asks):
    filled = fill(cast, text="建成一所。", needs_coordination=wants, coordination=matter)
    assert (filled.wants_coordination, filled.unclear_wish) == (asks, [])


def test_a_yes_or_no_that_is_neither_is_named_with_its_cell(cast):
    filled = fill(cast, needs_coordination="也许")
    assert filled.unclear_wish == ["H4 需区领导协调：请填“是”或“否”，或留空，现为“也许”。"]
