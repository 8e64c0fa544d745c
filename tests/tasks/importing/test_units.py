"""Tests the splitting of cells of units and leaders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.importing.units import (
    find_certain_names,
    is_unit,
    split_leaders,
    split_marked,
    split_roles,
    split_units,
)


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("区教委", ["区教委"]),
        ("区教委\n区科技局", ["区教委", "区科技局"]),
        ("区教委、区科技局，区财政局；各街道", ["区教委", "区科技局", "区财政局", "各街道"]),
        ("区教委  区科技局", ["区教委", "区科技局"]),
        ("区教委 区科技局", ["区教委", "区科技局"]),
        ("区 教 委", ["区教委"]),
        ("区商务局\n（区招商中心）", ["区商务局（区招商中心）"]),
        ("区商务局（区招商中心、区外贸办）、各街道", ["区商务局（区招商中心、区外贸办）", "各街道"]),
        ("区住房和城乡建\n设局", ["区住房和城乡建设局"]),
        ("区人力资源和社会\n保障局\n区教育局", ["区人力资源和社会保障局", "区教育局"]),
        ("区市场监督管理\n局", ["区市场监督管理局"]),
        ("区发展和改革委\n员会", ["区发展和改革委员会"]),
        ("区政府办\n公室", ["区政府办公室"]),
        ("区住建局（区房管\n中心）", ["区住建局（区房管中心）"]),
        ("各镇街、管委会", ["各镇街、管委会"]),
        ("各乡镇、各部门", ["各乡镇", "各部门"]),
        ("中国移动\n区教育局", ["中国移动", "区教育局"]),
        ("滨江街道\n临港新城管委会\n城投公司", ["滨江街道", "临港新城管委会", "城投公司"]),
        ("1.区教委\n2.区科技局\n3.滨江街道", ["区教委", "区科技局", "滨江街道"]),
        ("1、区教委；2、区科技局", ["区教委", "区科技局"]),
        ("①区教委②", ["区教委②"]),
        ("（1）区教委\n（2）海关", ["区教委", "海关"]),
        ("", []),
    ],
)
def test_a_cell_is_cut_where_units_begin(cell, labels):
    parts, _ = split_units(cell)
    assert [part.text for part in parts] == labels


def test_a_name_that_stands_alone_elsewhere_is_not_the_rest_of_another():
    known = find_certain_names(["城东片区", "轨道集团\n区教育局"])
    parts, unsure = split_units("老城改造\n城东片区", known)
    assert [part.text for part in parts] == ["老城改造", "城东片区"]
    assert unsure == ["“老城改造”不像一个单位的全称，请核对。"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("区商务局（区招商中心）", ["区商务局"]),
        ("区科技局(科创办)\n区教委", ["区科技局", "区教委"]),
        ("区文旅局（古城（北区）指挥部）", ["区文旅局"]),
    ],
)
def test_the_unit_itself_is_named_before_the_parenthetical(cell, names):
    assert [part.name for part in split_units(cell)[0]] == names


@given(
    st.lists(st.sampled_from(["区教委", "区城管局（区整违办）", "滨江街道", "各有关单位"]), min_size=1, max_size=6),
    st.sampled_from(["\n", "、", "，", "；", "  "]),
)
def test_separators_and_labels_together_give_the_cell_back(units, separator):
    cell = separator.join(units)
    assert "".join(part.before + part.label for part in split_units(cell)[0]) == cell


@pytest.mark.parametrize(
    ("cell", "halves"),
    [
        ("牵头单位：区教委\n配合单位：区财政局、各街道", ("区教委", "区财政局、各街道")),
        ("责任单位:区教委；协同单位:区财政局。", ("区教委", "区财政局")),
        ("区教委、区财政局", ("区教委、区财政局", None)),
    ],
)
def test_a_cell_may_name_both_roles(cell, halves):
    assert split_roles(cell) == halves


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("陈  英", ["陈英"]),
        ("陈　英", ["陈英"]),
        ("户  邑\n凌  健", ["户邑", "凌健"]),
        ("陈 英 凌 健", ["陈英", "凌健"]),
        ("陈明平 凌健", ["陈明平", "凌健"]),
        ("陈英、欧阳　修", ["陈英", "欧阳修"]),
        ("王𬭎、阿依古丽·买买提", ["王𬭎", "阿依古丽·买买提"]),
        ("", []),
    ],
)
def test_leaders_are_named_without_padding(cell, names):
    assert split_leaders(cell) == names


@pytest.mark.parametrize(("text", "answer"), [("区教委", True), ("管委会", False), ("建设", False), ("局", False)])
def test_what_reads_as_a_whole_name(text, answer):
    assert is_unit(text) is answer


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("区教委（牵头）、区财政局、各街道", (["区教委"], ["区财政局", "各街道"])),
        ("区发改局、区财政局（牵头）、各街道", (["区发改局", "区财政局"], ["各街道"])),
        ("区教委（牵头）、各街道、区科技局（牵头）", (["区教委", "区科技局"], ["各街道"])),
        ("区教委、区财政局（配合）", (["区教委"], ["区财政局"])),
        ("区商务局（区招商中心）、各街道", None),
    ],
)
def test_a_mark_behind_a_name_tells_who_leads(cell, roles):
    marked = split_marked(split_units(cell)[0])
    assert (marked and tuple([part.text for part in side] for side in marked)) == roles


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("牵头：区交通局  配合：区财政局、沿线各镇", ("区交通局", "区财政局、沿线各镇")),
        ("牵头单位：区教委\n责任单位：各街道", ("区教委", "各街道")),
        ("责任单位：区教委、区财政局", ("区教委、区财政局", None)),
    ],
)
def test_two_roles_named_within_one_cell(cell, roles):
    assert split_roles(cell) == roles
