"""The tables beside a report: what turned since the last period, who has how much, which numbers leaders quote."""

from decimal import Decimal

import pytest

from reports.reporting.highlights import build_highlight_sheets
from tasks.enums import IndicatorState, Outcome, RequestKind
from tasks.models import Indicator, QuotedNumbers
from tasks.requesting.request_actions import decide_request
from tests.acts import LATER, ask, save, submit
from tests.cast import EntryFactory, PeriodFactory, TaskFactory, judge


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
        "附表4 2024年上半年位次、口径和上级目标情况表": [
            ("预期目标", 1, "地区生产总值增长6%以上", "6.2%", "主城区第3位", "区教委")
        ],
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


def confirm_indicator(cast, **values) -> Indicator:
    given = {"measure": "一般公共预算收入", "comparison": ">=", "value": 89, "unit": "亿元", "kind": "cumulative"}
    return Indicator.objects.create(task=cast.key, position=1, state=IndicatorState.CONFIRMED, **given | values)


def quoted_sheet(cast, user=None):
    return next((sheet for sheet in build_highlight_sheets(cast.period, user) if "位次" in sheet.title), None)


def test_what_leaders_quote_is_printed_as_the_unit_confirmed_it(cast):
    indicator = confirm_indicator(cast, upper_level="city", upper_value=70)
    text = "一般公共预算收入25亿元，总量居全市第3位，剔除一次性因素后24亿元。"
    corrected = QuotedNumbers("全市", 4, 38, True, Decimal(24), "剔除一次性因素后")
    submit(cast.key_entry, cast.clerk, text, readings={indicator.pk: Decimal(25)}, quoted={indicator.pk: corrected})
    sheet = quoted_sheet(cast)
    assert [column.label for column in sheet.columns] == [
        "类别", "序号", "指标", "本期", "位次", "另一口径", "上级目标", "责任单位",
    ]  # fmt: skip
    assert sum(column.share for column in sheet.columns) == pytest.approx(1)
    assert sheet.rows == (
        (
            "重点工作任务",
            1,
            "建成小学两所，投用中学一所",
            "25亿元",
            "全市第4位（并列，共38个）",
            "剔除一次性因素后 24亿元",
            "市级70亿元",
            "区教委",
        ),
    )


def test_a_column_that_no_row_fills_is_left_out(cast):
    confirm_indicator(cast, upper_level="city", upper_value=70)
    sheet = quoted_sheet(cast)
    assert [column.label for column in sheet.columns] == ["类别", "序号", "指标", "本期", "上级目标", "责任单位"]
    assert sheet.rows == (("重点工作任务", 1, "建成小学两所，投用中学一所", "", "市级70亿元", "区教委"),)
    assert sum(column.share for column in sheet.columns) == pytest.approx(1)


def test_an_upper_target_that_nobody_has_confirmed_is_not_printed(cast):
    confirm_indicator(cast, upper_level="city", upper_value=70)
    Indicator.objects.update(state=IndicatorState.PROPOSED)
    assert quoted_sheet(cast) is None


def test_a_rank_that_the_unit_has_taken_away_is_not_printed(cast):
    indicator = confirm_indicator(cast)
    submit(
        cast.key_entry,
        cast.clerk,
        "一般公共预算收入25亿元，总量居全市第3位。",
        readings={indicator.pk: Decimal(25)},
        quoted={indicator.pk: QuotedNumbers()},
    )
    assert quoted_sheet(cast) is None


def test_a_rank_of_an_item_without_indicators_is_read_from_its_filed_text(cast):
    EntryFactory(task=cast.other_key, period=PeriodFactory(plan=cast.plan, number=2))
    submit(cast.key_entry, cast.clerk, "优良天数162天，与邻区并列第3。")
    assert [row[2:5] for row in quoted_sheet(cast).rows] == [("建成小学两所，投用中学一所", "", "第3位（并列）")]


def test_a_draft_is_not_printed(cast):
    indicator = confirm_indicator(cast)
    save(cast.key_entry, cast.clerk, "一般公共预算收入25亿元，总量居全市第3位。", readings={indicator.pk: Decimal(25)})
    assert (quoted_sheet(cast), quoted_sheet(cast, cast.clerk)) == (None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_queries_for_three_indicators_as_for_one(cast, count_queries, rows):
    for number in range(rows):
        task = TaskFactory(plan=cast.plan, number=50 + number, edition__text=f"新增学位{number}00个")
        Indicator.objects.create(
            task=task, position=1, measure="学位", comparison=">=", value=9, unit="个", kind="cumulative",
            state=IndicatorState.CONFIRMED, upper_level="city", upper_value=5,
        )  # fmt: skip
        EntryFactory(task=task, period=cast.period, text="新增学位3个，居全市第3位。", state="accepted")
    with count_queries(7):
        assert len(quoted_sheet(cast).rows) == rows


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
