"""本级版式: written and read without loss, used by the periods that it names before what comes with the product."""

from dataclasses import replace

import pytest

from reports.layouts.composing import compose_layout_text
from reports.layouts.differences import list_differences
from reports.layouts.layout import LayoutError, get_layout_for_period, load_layouts, parse_layout
from reports.layouts.own_layouts import get_issued_layout, load_layouts_of, load_own_layouts
from reports.layouts.uses import describe_uses, map_uses
from reports.pages.reporting.kept_layouts import keep_new_layout, keep_version
from tasks.enums import PeriodState
from tasks.issuing.layout_actions import retire_layout
from tasks.models import Period
from tests.acts import issue

SHIPPED = load_layouts()


def own(cast, name: str = "季报", *, by=None, **changed):
    layout = replace(SHIPPED["progress"], name=name, general_for=frozenset(), **changed)
    return keep_new_layout(layout, compose_layout_text(layout), note="", by=by or cast.office)


def closed(period: Period) -> Period:
    period.state = PeriodState.CLOSED
    period.save()
    return period


def in_force(cast, year: int, code: str) -> str:
    return get_layout_for_period(year, code, load_layouts_of(cast.government.pk)).name


@pytest.mark.parametrize("key", SHIPPED)
def test_a_layout_is_written_and_read_without_loss(key):
    assert parse_layout(key, compose_layout_text(SHIPPED[key])) == SHIPPED[key]


def test_letters_that_mean_something_to_the_file_are_kept():
    name = '引号"和\\斜线\n换行\t制表\x7f'
    layout = replace(SHIPPED["progress"], name=name)
    assert parse_layout("x", compose_layout_text(layout)).name == name


def test_a_period_uses_the_government_s_own_before_the_shipped(cast):
    assert in_force(cast, 2022, "H1") == "2022年上半年报告样式"
    own(cast, default_for=frozenset({(2022, "H1")}))
    assert (in_force(cast, 2022, "H1"), in_force(cast, 2024, "H1")) == ("季报", "通用进展报告样式")


def test_a_general_one_holds_from_its_year_on(cast):
    layout = replace(SHIPPED["progress"], name="新样式", manner=2024)
    keep_new_layout(layout, compose_layout_text(layout), note="", by=cast.office)
    found = [in_force(cast, year, "Q1") for year in (2023, 2024, 2025)]
    assert found == ["通用进展报告样式", "新样式", "新样式"]


def test_another_government_and_a_retired_one_have_no_say(cast):
    theirs = own(cast, "他区样式", by=cast.stranger, default_for=frozenset({(2024, "Q1")}))
    mine = own(cast, default_for=frozenset({(2024, "Q1")}))
    assert in_force(cast, 2024, "Q1") == "季报"
    retire_layout(layout=mine, by=cast.office)
    assert in_force(cast, 2024, "Q1") == "通用进展报告样式"
    assert (theirs.key in load_own_layouts(cast.government.pk), load_own_layouts(None)) == (False, {})


def test_what_was_issued_keeps_the_version_of_its_day(cast):
    row = own(cast, narrative="progress", default_for=frozenset({(2024, "Q1")}))
    publication = issue(closed(cast.period), cast.office)
    layout = load_own_layouts(cast.government.pk)[row.key]
    changed = replace(layout, attachments=layout.attachments[:1])
    row = keep_version(row, changed, compose_layout_text(changed), seen=1, by=cast.office)
    retire_layout(layout=row, by=cast.office)
    assert (publication.data["layout"], publication.data["layout_version"]) == (row.key, 1)
    assert get_issued_layout(publication.data, cast.government.pk).attachments == layout.attachments
    with pytest.raises(LayoutError, match="没有这个版本。"):
        get_issued_layout(publication.data, cast.stranger.government_id)


def test_an_issue_by_a_shipped_layout_names_no_version(cast):
    assert "layout_version" not in issue(closed(cast.period), cast.office).data


def test_its_uses_have_keys_and_words():
    layout = replace(
        SHIPPED["progress"],
        manner=2024,
        version=1,
        default_for=frozenset({(2024, "FY"), (2023, "PLAN")}),
        general_for=frozenset({"H1"}),
    )
    assert map_uses(layout) == {
        "2023-PLAN": "2023年目标任务",
        "2024-FY": "2024年全年",
        "H1-from-2024": "2024年起的上半年",
    }
    assert describe_uses(layout) == "2023年目标任务；2024年全年；2024年起上半年（通用）"


def test_the_differences_are_told_in_words():
    before = SHIPPED["progress"]
    first = before.attachments[0]
    wider = replace(first.columns[1], width=200.0)
    moved = (first.columns[0], wider, first.columns[3], first.columns[2], *first.columns[4:])
    after = replace(before, attachments=(replace(first, columns=moved), *before.attachments[1:]))
    assert list_differences(before, before) == []
    assert list_differences(before, after) == [
        "删去：第1张表，栏目“{year}年预期目标”：任务内容，宽 170",
        "写入：第1张表，栏目“{year}年预期目标”：任务内容，宽 200",
        "移动：第1张表，栏目“牵头单位”：牵头单位，宽 90",
    ]
