"""The neutral table."""

from reports.printing.sheet import Column, Merge, Sheet, merge_equal_cells, remove_unprintable


def test_a_section_merges_over_consecutive_rows_only():
    assert merge_equal_cells(["甲", "甲", "乙", "甲", "甲", "甲"], 1) == (Merge(1, 0, 1), Merge(1, 3, 5))


def test_rows_without_a_section_are_not_merged():
    assert merge_equal_cells(["", "", "甲"], 1) == ()


def test_what_no_office_file_can_hold_is_left_out_and_rare_characters_stay():
    assert remove_unprintable("一\x00二\x0b三\ud800四\uffff\t五\r\n六\r七𬭎䶮😀") == "一二三四\t五\n六\n七𬭎䶮😀"


def test_only_the_first_cell_of_a_merge_is_printed():
    sheet = Sheet("附件1", "表", (Column("板块", 1.0),), (("甲",), ("甲",), ("甲",)), (Merge(0, 0, 2),))
    assert sheet.compute_hidden_cells() == {(1, 0), (2, 0)}
