"""报送前提示, and what is not taken from a unit."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.assessing.facts import INDICATORS
from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.enums import EntryState, IndicatorState, MilestoneSource, SelfRating, Standing
from tasks.filing.entry_actions import list_confirmed_indicators
from tasks.filing.gaps import GAP
from tasks.filing.remarks import FilingRemarks
from tasks.models import Milestone, ProgressEntry
from tasks.models.entry_fields import BLANK
from tasks.permissions import Refused
from tests.acts import give_back, save, submit
from tests.cast import EntryFactory, PeriodFactory


@pytest.fixture
def indicator(cast):
    """新增公共停车位 7000 个, confirmed; 区城市管理局 reports it."""
    propose_indicators(plan=cast.plan, by=cast.office)
    indicator = cast.other_key.indicators.get()
    indicator.state = IndicatorState.CONFIRMED
    settle_indicators(task=cast.other_key, decisions=[indicator], by=cast.office)
    return indicator


def remarks(user, entry, text: str, values=None, **fields) -> list[tuple[str, bool]]:
    """The remarks on what would be filed, each with whether it has to be confirmed."""
    entry = ProgressEntry.objects.select_related("period__plan__government", "task", "edition").get(pk=entry.pk)
    found = FilingRemarks(user, [entry]).list_remarks(
        entry, list_confirmed_indicators(entry), BLANK | {"text": text} | fields, values or {}
    )
    return [(f"{one}", one.is_certain) for one in found]


def test_a_calm_entry_has_none(cast):
    assert remarks(cast.clerk, cast.key_entry, "建成小学一所。", next_step="9月底前全部投用。") == []


def test_what_is_read_for_an_indicator_that_nobody_settled_is_told(cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    entry = cast.other_entry
    assert remarks(cast.other_clerk, entry, "已新增公共停车位1200个。") == [
        ("指标待核定：新增公共停车位（目标 7000 个）读出 1200 个；督查办核定前没有填数的格，系统按文字预警", False)
    ]
    assert remarks(cast.other_clerk, entry, "正在选址。") == [
        ("指标待核定：新增公共停车位（目标 7000 个）没有读出；督查办核定前没有填数的格，系统按文字预警", False)
    ]
    assert remarks(cast.other_clerk, entry, "") == []


def test_what_was_returned_and_is_sent_again_unchanged_is_told(cast):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    give_back(cast.key_entry, cast.office)
    assert remarks(cast.clerk, cast.key_entry, "建成一所") == [
        ("退回后未改：文字与退回的一稿相同，请对照退回意见", False)
    ]
    assert remarks(cast.clerk, cast.key_entry, "建成两所。") == []
    assert remarks(cast.clerk, cast.key_entry, "建成一所", problem="用地未批。") == []


def test_a_sentence_of_another_item_is_named_with_that_item(cast):
    sentence = "召开专题会议研究部署，印发实施方案，明确责任分工和时间节点"
    save(cast.livelihood_entry, cast.clerk, f"{sentence}。已建成一所。")
    assert remarks(cast.clerk, cast.key_entry, f"建成小学一所；{sentence}。") == [
        ("同句：与民生实事第1项有相同的一句“召开专题会议研究部署，印发实施方案，明确”", False)
    ]


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("新增公共停车位350个。", None, ["表中缺数：正文有“新增公共停车位350个”，表中新增公共停车位未填"]),
        ("新增公共停车位350个。", "351", ["表文不一：新增公共停车位表中为 351个，正文为“新增公共停车位350个”"]),
        ("正在建设。", "350", ["正文缺数：表中新增公共停车位为 350个，正文没有写"]),
        ("新增公共停车位350个。", "350", []),
    ],
)
def test_figures_of_text_and_table_are_held_against_each_other(cast, indicator, text, value, said):
    values = {indicator.pk: Decimal(value) if value else None}
    assert remarks(cast.other_clerk, cast.other_entry, text, values) == [(one, False) for one in said]


def test_a_figure_below_the_last_period_has_to_be_confirmed(cast, indicator):
    submit(cast.other_entry, cast.other_clerk, "新增公共停车位2000个。", readings={indicator.pk: Decimal(2000)})
    later = EntryFactory(task=cast.other_key, period=PeriodFactory(plan=cast.plan, number=2))
    found = remarks(cast.other_clerk, later, "新增公共停车位1500个。", {indicator.pk: Decimal(1500)})
    assert found == [
        ("低于上期：新增公共停车位 1500个：低于上期的 2000个；这里填年初至今的累计数，请核对", True),
    ]


def test_days_that_have_passed_are_named(cast, settings):
    settings.DUBAN_TODAY = date(2024, 7, 8)
    found = remarks(
        cast.clerk, cast.key_entry, "建成一所。", next_step="6月底前完成验收，9月投用。", expected_on=date(2024, 7, 1)
    )
    assert found == [
        ("日期已过：预计完成时间2024年7月1日已过", False),
        ("日期已过：下一步措施中的“6月底前”已过", False),
    ]


@pytest.mark.parametrize(
    ("text", "fields", "told"),
    [
        (
            "小学尚未启动。",
            {"self_rating": SelfRating.NORMAL},
            ["自评不符：自评为“正常”，进展情况中写着“小学尚未启动”"],
        ),
        (
            "建成小学一所。",
            {"self_rating": SelfRating.NORMAL, "problem": "征拆进度滞后。"},
            ["自评不符：自评为“正常”，存在问题中写着“征拆进度滞后”"],
        ),
        ("建成小学一所，没有滞后。", {"self_rating": SelfRating.NORMAL}, []),
        ("小学尚未启动。", {"self_rating": SelfRating.DIFFICULT}, []),
        ("小学尚未启动。", {}, []),
    ],
)
def test_a_rating_that_the_units_own_words_deny_is_told(cast, text, fields, told):
    assert [said for said, _ in remarks(cast.clerk, cast.key_entry, text, **fields)] == told


def test_gaps_of_last_time_are_told_before_filing(cast):
    (said,) = remarks(cast.clerk, cast.key_entry, f"建成小学{GAP}所。")
    assert said[0].startswith(f"没有填完：进展情况还有 1 处“{GAP}”没有填，第一处在“建成小学{GAP}所。”")


def test_a_milestone_that_has_passed_and_is_not_ticked_is_told(cast):
    passed, _ = (
        Milestone.objects.create(
            task=cast.key, position=place, text=text, due_on=day, source=MilestoneSource.OFFICE, state="confirmed"
        )
        for place, (text, day) in enumerate((("完成选址", date(2024, 3, 31)), ("主体封顶", date(2024, 9, 30))), 1)
    )
    told = [("节点已过：“完成选址”应于2024年3月31日完成，没有勾选", False)]
    assert remarks(cast.clerk, cast.key_entry, "建成小学一所。") == told
    entry = ProgressEntry.objects.select_related("period__plan__government", "task", "edition").get(
        pk=cast.key_entry.pk
    )
    ticks = {passed.pk: date(2024, 3, 30)}
    told = FilingRemarks(cast.clerk, [entry]).list_remarks(entry, [], BLANK | {"text": "建成小学一所。"}, {}, ticks)
    assert told == []
    submit(cast.key_entry, cast.clerk, "建成小学一所。", milestones=ticks)
    half = EntryFactory(period=PeriodFactory(plan=cast.plan, number=2), task=cast.key, edition=cast.key.current)
    assert remarks(cast.clerk, half, "建成小学一所。") == []


def test_the_remarks_of_many_entries_take_a_fixed_number_of_queries(cast, count_queries):
    entries = list(
        ProgressEntry.objects.filter(period=cast.period, edition__responsibilities__unit=cast.lead_unit)
        .select_related("period__plan__government", "task", "edition", "returned_revision")
        .prefetch_related(INDICATORS)
        .distinct()
    )
    for some in (entries[:1], entries):
        told = FilingRemarks(cast.clerk, some)
        long = "召开专题会议研究部署，印发实施方案，明确责任分工。"
        with count_queries(4):
            for entry in some:
                told.list_remarks(entry, [], BLANK | {"text": long}, {})


@pytest.mark.parametrize(
    ("is_confirmed", "filed_as"),
    [
        (False, (EntryState.SUBMITTED, Standing.LAGGING)),
        # what waits for the head has no standing yet
        (True, (EntryState.CONFIRMING, Standing.UNKNOWN)),
    ],
)
def test_what_clearly_lags_is_not_taken_without_why_and_what_next(cast, indicator, is_confirmed, filed_as):
    """The head of the unit does not get what the office would refuse."""
    cast.other_unit.needs_confirmation = is_confirmed
    cast.other_unit.save()
    given = {"readings": {indicator.pk: Decimal(100)}}
    with pytest.raises(Refused, match=r"^按所报内容，该事项进度滞后：请写明存在问题和下一步措施后再报送。$"):
        submit(cast.other_entry, cast.other_clerk, "新增公共停车位100个。", **given)
    with pytest.raises(Refused, match=r"请写明下一步措施后再报送。$"):
        submit(cast.other_entry, cast.other_clerk, "新增公共停车位100个。", problem="用地未批。", **given)
    cast.other_entry.refresh_from_db()
    assert (cast.other_entry.state, cast.other_entry.revision) == (EntryState.BLANK, 0)
    filed = submit(
        cast.other_entry, cast.other_clerk, "新增公共停车位100个。", problem="无。", next_step="加快报批。", **given
    )
    assert (filed.state, filed.standing) == filed_as
