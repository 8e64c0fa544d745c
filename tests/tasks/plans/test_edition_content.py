"""What a hand-over and a succession make of the units and leaders of an item. No database: values in, values out."""

import pytest

from tasks.plans.edition_content import EditionContent, PrintedUnit, hand_over, replace_leader, replace_units


def content(lead="", cooperating="", leaders=()) -> EditionContent:
    """Cells written as printed: ``"甲、乙"``; a unit's key is the character of its name."""
    return EditionContent("做事", leaders=tuple(leaders), lead=cell(lead), cooperating=cell(cooperating))


def cell(printed: str) -> tuple[PrintedUnit, ...]:
    return tuple(
        PrintedUnit(ord(label[0]), label, "、" if place else "")
        for place, label in enumerate(filter(None, printed.split("、")))
    )


def unit(label: str) -> PrintedUnit:
    return PrintedUnit(ord(label[0]), label)


def printed(found: EditionContent) -> tuple[str, str]:
    return tuple("".join(each.before + each.label for each in part) for part in (found.lead, found.cooperating))


@pytest.mark.parametrize(
    ("leaders", "after"), [((1,), (9,)), ((2, 1, 3), (2, 9, 3)), ((9, 1), (9,)), ((1, 9), (9,)), ((2,), (2,))]
)
def test_a_successor_stands_in_the_place_of_the_former_leader_and_only_once(leaders, after):
    assert replace_leader(content(leaders=leaders), 1, 9).leaders == after


@pytest.mark.parametrize(
    ("lead", "cooperating", "after"),
    [
        ("甲", "乙、丙", ("新", "乙、丙")),
        ("乙、甲（招商中心）", "丙", ("乙、新", "丙")),
        ("乙", "丙、甲", ("乙", "丙、新")),
        # 甲 and 丁 are merged
        ("甲、丁", "", ("新", "")),
        ("甲", "丁、乙", ("新", "乙")),
        ("乙", "丁、丙、甲", ("乙", "新、丙")),
        # the successor was there already
        ("甲、新", "乙", ("新", "乙")),
        ("新", "甲", ("新", "")),
    ],
)
def test_the_new_unit_replaces_the_former_ones_once_in_a_cell(lead, cooperating, after):
    merged = {ord("甲"): unit("新"), ord("丁"): unit("新")}
    assert printed(replace_units(content(lead, cooperating), merged)) == after


def test_an_item_that_names_none_of_them_is_left_as_it_is_printed():
    before = content("乙", "乙（中心）、丙")
    assert replace_units(before, {ord("甲"): unit("新")}) is before


@pytest.mark.parametrize(
    ("lead", "cooperating", "stays", "after"),
    [
        ("甲", "乙", False, ("新", "乙")),
        ("甲、乙", "", True, ("新、乙", "甲")),
        ("乙、甲", "新、丙", False, ("乙、新", "丙")),
        ("甲、新", "", True, ("新", "甲")),
        ("新、甲", "", False, ("新", "")),
        ("乙", "甲", True, ("乙", "甲")),
    ],
)
def test_the_lead_goes_over_in_its_place_and_the_giver_may_go_on_cooperating(lead, cooperating, stays, after):
    assert printed(hand_over(content(lead, cooperating), ord("甲"), unit("新"), stays=stays)) == after


def test_two_units_where_the_cell_had_one_are_printed_one_below_the_other():
    assert printed(hand_over(content("甲", "乙"), ord("甲"), unit("新"), stays=True)) == ("新", "乙\n甲")
