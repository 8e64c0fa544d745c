"""Whom a group means: by its name at the import, by its name as a proposal, and as it was set."""

import pytest

from tasks.models import Edition, Unit
from tasks.organisation.groups import (
    list_groups,
    list_named_groups,
    propose_members,
    read_member_endings,
    read_proposed_endings,
)
from tests.cast import EditionFactory, TaskFactory, UnitFactory

TOWNS = ("镇", "乡", "街道", "街道办事处")


@pytest.mark.parametrize(
    ("name", "endings"),
    [
        ("各镇街", TOWNS),
        ("各镇（街道）", ("镇", "街道", "街道办事处")),
        ("各街道", ("街道", "街道办事处")),
        ("各镇街、管委会", (*TOWNS, "管委会")),
        ("各涉农镇街", ()),
        ("相关镇街", ()),
        ("各平台公司", ()),
        ("各有关单位", ()),
    ],
)
def test_only_general_words_say_who_the_members_are(name, endings):
    assert read_member_endings(name) == endings


@pytest.mark.parametrize(
    ("name", "endings"),
    [
        ("各镇街", TOWNS),
        ("相关镇街", TOWNS),
        ("各有关镇街", TOWNS),
        ("各涉农涉林镇街", TOWNS),
        ("相关街道", ("街道", "街道办事处")),
        ("各平台公司", ("公司",)),
        ("各区属国有重点企业", ("公司",)),
        ("区属国有企业", ("公司",)),
        ("各有关单位", ()),
        ("区级有关部门", ()),
        ("招商领导小组成员单位", ()),
        ("各窗口单位", ()),
        ("", ()),
    ],
)
def test_a_name_that_says_a_kind_proposes_the_units_of_that_kind(name, endings):
    assert read_proposed_endings(name) == endings


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("区政府各部门", ["区发展改革委", "区财政局", "区整违办", "区政府办公室"]),
        (
            "区级各部门",
            ["区发展改革委", "区财政局", "区整违办", "区政府办公室", "区委组织部", "区委编办", "区纪委监委机关"],
        ),
        ("区级有关部门", []),
        ("区级有关单位", []),
    ],
)
def test_a_name_that_says_all_departments_proposes_them(name, meant):
    names = [
        "区发展改革委",
        "区财政局",
        "区整违办",
        "区政府办公室",
        "区委组织部",
        "区委编办",
        "区纪委监委机关",
        "区妇联",
        "城投公司",
        "中梁镇",
    ]
    found = propose_members(Unit(name=name, is_group=True), [Unit(name=each) for each in names])
    assert [unit.name for unit in found] == meant


@pytest.fixture
def towns(cast) -> list:
    """Two towns and a company in use, a town that is not."""
    UnitFactory(government=cast.government, name="旧镇", is_active=False)
    UnitFactory(government=cast.government, name="城投公司")
    return [UnitFactory(government=cast.government, name=name) for name in ("东街道", "北镇")]


def test_groups_without_members_stand_first_with_whom_their_names_propose(cast, towns, count_queries):
    full = UnitFactory(government=cast.government, name="各委局", is_group=True)
    full.members.add(cast.lead_unit)
    for name in ("相关镇街", "各平台公司", "各有关单位"):
        UnitFactory(government=cast.government, name=name, is_group=True)
    UnitFactory(government=cast.government, name="各旧组", is_group=True, is_active=False)
    with count_queries(3):
        found = list_groups(cast.government)
    assert [(str(group.unit), list(map(str, group.members)), list(map(str, group.proposed))) for group in found] == [
        ("各平台公司", [], ["城投公司"]),
        ("各有关单位", [], []),
        ("相关镇街", [], ["东街道", "北镇"]),
        ("各委局", ["区教委"], []),
    ]


def test_an_item_says_who_its_groups_are_in_one_query(cast, towns, count_queries):
    groups = [UnitFactory(government=cast.government, name=name, is_group=True) for name in ("各镇街", "各有关单位")]
    groups[0].members.add(*towns, *[UnitFactory(government=cast.government, name=f"第{n}镇") for n in "甲乙"])
    groups[0].members.add(UnitFactory(government=cast.government, name="停镇", is_active=False))
    task = TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit])
    EditionFactory(task=task, since=1, lead=[groups[0]], cooperate=groups)
    plain, edition = Edition.objects.filter(task=task).prefetch_related("responsibilities__unit").order_by("since")
    with count_queries(1):
        found = list_named_groups(edition)
    assert [(str(group.unit), group.summary if group.members else "") for group in found] == [
        ("各镇街", "东街道、北镇、第乙镇等 4 家"),
        ("各有关单位", ""),
    ]
    with count_queries(0):
        assert list_named_groups(plain) == []
