"""本级版式: each save is a version, no two layouts claim one period, nobody overwrites another unseen."""

from functools import partial

import pytest

from tasks.enums import EventKind
from tasks.issuing.layout_actions import (
    LONGEST_LAYOUT,
    MOST_LAYOUTS,
    LayoutChangedMeanwhile,
    LayoutText,
    add_layout,
    reinstate_layout,
    retire_layout,
    save_layout,
)
from tasks.models import Event, LayoutVersion, OfficeLayout
from tasks.permissions import Refused
from tests.cast import make_cast
from tests.together import refusals_at_one_moment

HALF = {"2024-H1": "2024年上半年"}


def add(cast, name: str = "季报", **given) -> OfficeLayout:
    content = LayoutText(**{"name": name, "text": "甲", "note": "复制自样式"} | given)
    return add_layout(government=cast.government, content=content, by=cast.office)


def save(layout: OfficeLayout, cast, text: str, *, seen: int, **given) -> OfficeLayout:
    content = LayoutText(**{"name": layout.name, "text": text} | given)
    return save_layout(layout=layout, content=content, seen=seen, by=cast.office)


def versions() -> list[tuple]:
    return [(row.number, row.text, row.note) for row in LayoutVersion.objects.order_by("number")]


def test_a_layout_begins_with_its_first_version_and_each_save_adds_one(cast):
    layout = add(cast)
    saved = save(layout, cast, "乙", seen=1, name="新季报", uses=HALF, changed=["写入：乙"])
    assert versions() == [(1, "甲", "复制自样式"), (2, "乙", "")]
    assert (saved.name, saved.version, saved.uses) == ("新季报", 2, ["2024-H1"])
    assert [(event.kind, event.before, event.after) for event in Event.objects.order_by("pk")] == [
        (EventKind.LAYOUT_ADDED, {}, {"名称": "季报", "来由": "复制自样式"}),
        (EventKind.LAYOUT_SAVED, {"版本": 1}, {"版本": 2, "变化": ["写入：乙"]}),
    ]


def test_a_save_that_changes_nothing_adds_no_version(cast):
    assert save(add(cast), cast, "甲", seen=1).version == 1
    assert len(versions()) == 1


def test_a_colleague_s_version_is_not_overwritten_unseen(cast):
    layout = add(cast)
    save(layout, cast, "乙", seen=1)
    with pytest.raises(LayoutChangedMeanwhile, match="另一位同事刚刚保存了这个版式"):
        save(layout, cast, "丙", seen=1)
    assert [text for _, text, _ in versions()] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": ""}, "请给版式起一个名称，不超过 60 字。"),
        ({"name": "名" * 61}, "请给版式起一个名称，不超过 60 字。"),
        ({"name": "季报"}, "已有名为“季报”的版式，请换一个名称。"),
        ({"text": ""}, f"版式应有内容，且不超过 {LONGEST_LAYOUT} 字。"),
        ({"text": "字" * (LONGEST_LAYOUT + 1)}, f"版式应有内容，且不超过 {LONGEST_LAYOUT} 字。"),
        ({"uses": HALF}, "2024年上半年已由版式“季报”自动使用，请先在那里取消。"),
    ],
)
def test_what_is_unfit_is_refused_and_nothing_kept(cast, given, why):
    add(cast, uses=HALF)
    with pytest.raises(Refused) as refusal:
        add(cast, **{"name": "另一个"} | given)
    assert (str(refusal.value), OfficeLayout.objects.count()) == (why, 1)


def test_the_number_of_layouts_is_bounded(cast):
    OfficeLayout.objects.bulk_create(
        OfficeLayout(government=cast.government, name=f"版式{number}") for number in range(MOST_LAYOUTS)
    )
    with pytest.raises(Refused, match="最多保存 50 个本级版式，请修改已有的。"):
        add(cast)


def test_a_retired_layout_leaves_its_periods_to_others_and_is_not_changed(cast):
    layout = retire_layout(layout=add(cast, uses=HALF), by=cast.office)
    with pytest.raises(Refused, match="这个版式已停用，请先恢复使用。"):
        save(layout, cast, "乙", seen=1)
    add(cast, name="另一个", uses=HALF)
    with pytest.raises(Refused, match="2024年上半年已由版式“另一个”自动使用"):
        reinstate_layout(layout=layout, occasions=HALF, by=cast.office)


def test_it_is_reinstated_once(cast):
    layout = retire_layout(layout=add(cast), by=cast.office)
    for _ in range(2):
        assert not reinstate_layout(layout=layout, occasions={}, by=cast.office).is_retired
    kinds = [event.kind for event in Event.objects.order_by("pk")]
    assert kinds == [EventKind.LAYOUT_ADDED, EventKind.LAYOUT_RETIRED, EventKind.LAYOUT_REINSTATED]


@pytest.mark.parametrize("who", ["clerk", "leader", "auditor", "stranger"])
def test_only_the_office_of_the_government_may(cast, who):
    layout, by = add(cast), cast.person(who)
    content = LayoutText(name="别的", text="乙")
    acts = [
        lambda: add_layout(government=cast.government, content=content, by=by),
        lambda: save_layout(layout=layout, content=content, seen=1, by=by),
        lambda: retire_layout(layout=layout, by=by),
        lambda: reinstate_layout(layout=layout, occasions={}, by=by),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert versions() == [(1, "甲", "复制自样式")]


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_is_kept_and_the_other_is_told():
    cast = make_cast()
    layout = add(cast)
    answers = refusals_at_one_moment(
        partial(save, layout, cast, "乙", seen=1), partial(save, layout, cast, "丙", seen=1)
    )
    assert sorted(answers) == ["", "另一位同事刚刚保存了这个版式，您的修改没有覆盖它。"]
    assert len(versions()) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_layouts_that_claim_one_period_at_one_moment_one_is_kept():
    cast = make_cast()
    answers = refusals_at_one_moment(partial(add, cast, "甲", uses=HALF), partial(add, cast, "乙", uses=HALF))
    assert sorted("已由版式" in answer for answer in answers) == [False, True]
    assert OfficeLayout.objects.count() == 1
