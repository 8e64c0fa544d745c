"""The tables beside a report: what turned since the last period, who has how much, which places targets have."""

import pytest

from reports.reporting.highlights import build_highlight_sheets, parse_rank
from tasks.enums import Outcome, RequestKind
from tasks.requesting.request_actions import decide_request
from tests.acts import LATER, ask
from tests.cast import EntryFactory, PeriodFactory, judge


@pytest.fixture
def half_year(cast):
    """Filed and judged twice: the item of 区教委 turns lagging, that of 区城市管理局 lags again."""
    judge(cast.key_entry, Outcome.ON_TRACK)
    judge(cast.other_entry, Outcome.LAGGING, "选址未落实")
    period = PeriodFactory(plan=cast.plan, number=2)
    for task, outcome, reason in (
        (cast.key, Outcome.LAGGING, "师资未到位"),
        (cast.other_key, Outcome.LAGGING, "仍未落实选址"),
    ):
        judge(EntryFactory(task=task, period=period), outcome, reason)
    EntryFactory(task=cast.target, period=period, text="1-6月增长6.2%（主城区第3名）。", state="accepted")
    return period


def tables(period, user=None) -> dict[str, list[tuple]]:
    return {f"{sheet.label} {sheet.title}": list(sheet.rows) for sheet in build_highlight_sheets(period, user)}


def test_what_turned_who_has_how_much_and_which_place(half_year):
    assert tables(half_year) == {
        "附表1 2024年上半年与上期对比情况表": [
            (
                "新增滞后",
                "重点工作任务",
                1,
                "建成小学两所，投用中学一所",
                "区教委",
                "正常推进",
                "推进滞后",
                "师资未到位。",
            ),
            (
                "连续滞后",
                "重点工作任务",
                2,
                "新增公共停车位7000个",
                "区城市管理局",
                "推进滞后",
                "推进滞后",
                "仍未落实选址。",
            ),
        ],
        "附表2 2024年上半年责任单位任务推进情况汇总表": [
            ("区教委", 2, 0, 1, 1, 0),
            ("区城市管理局", 1, 0, 1, 0, 0),
            ("区财政局", 0, 0, 0, 0, 2),
        ],
        "附表3 2024年上半年责任区领导任务推进情况汇总表": [("王明", 2, 0, 1, 1)],
        "附表4 2024年上半年指标位次情况表": [(1, "地区生产总值增长6%以上", "主城区第3名", "区教委")],
    }


def test_an_item_that_caught_up_is_told_without_a_reason(cast, half_year):
    entry = half_year.entries.get(task=cast.other_key)
    judge(entry, Outcome.ON_TRACK)
    rows = tables(half_year)["附表1 2024年上半年与上期对比情况表"]
    assert [(row[0], row[-1]) for row in rows] == [("新增滞后", "师资未到位。"), ("已经赶上", "")]


def test_the_first_period_has_nothing_to_compare_with(cast):
    judge(cast.other_entry, Outcome.LAGGING, "选址未落实")
    assert [title for title in tables(cast.period) if "对比" in title] == []


def test_a_unit_sees_its_own(cast, half_year):
    rows = tables(half_year, cast.other_clerk)["附表2 2024年上半年责任单位任务推进情况汇总表"]
    assert rows == [("区城市管理局", 1, 0, 1, 0, 0)]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("增长4.4%(主城区第3名)。", "主城区第3名"),
        ("优良天数162天，与邻区并列第3。", "与邻区并列第3"),
        ("下降29.95%，下降幅度排全市第13位，良好。", "下降幅度排全市第13位"),
        ("第1季度完成投资3亿元。", ""),
        ("完成第3项任务。", ""),
    ],
)
def test_a_place_is_read_where_a_text_gives_one(text, rank):
    assert parse_rank(text) == rank


def test_what_was_granted_of_the_period_is_listed_with_both_values(cast):
    later = {"due": "2024年12月底前", "due_on": "2024-12-31"}
    for kind, wanted in ((RequestKind.EXTEND_DUE, later), (RequestKind.EXTEND_FILING, LATER)):
        request = ask(cast, kind, wanted)
        decide_request(request=request, granted=True, decision="", basis="区长批示", by=cast.office)
    item = ("重点工作任务", 1, "建成小学两所，投用中学一所", "区教委")
    assert tables(cast.period)["附表3 2024年一季度批准的调整情况表"] == [
        (*item, "延长完成时限", "", "完成时限：2024年12月底前\n完成时限（日期）：2024-12-31", "区长批示"),
        (*item, "延期报送", "2024-04-05", "2024-04-20", "区长批示"),
    ]
    assert not any("批准的调整" in title for title in tables(cast.period, cast.other_clerk))
