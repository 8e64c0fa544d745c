"""逾期未完成: what the office meets in July 2024, from the printed wording to the standing that it sees."""

from datetime import date

import pytest

from tasks.assessing.standing_actions import assess_period
from tasks.enums import DeadlineState, EntryState, PeriodState, Standing
from tasks.models import Edition, ProgressEntry
from tasks.plans.deadline_actions import propose_deadlines, settle_deadlines
from tests.cast import EntryFactory, PeriodFactory, TaskFactory

ON = date(2024, 7, 8)
#: wording, its day, what was filed on 5 July: the day has passed and the work is not done
UNFINISHED = [
    ("3月底前完成全区危化品企业安全评估", (3, 31), "安全评估已完成企业自评，第三方机构现场评估正在进行。"),
    ("5月底前完成北门街雨污分流改造", (5, 31), "北门街雨污分流改造完成总工程量的78%。"),
    ("5月完成城市体检报告", (5, 31), "城市体检报告已形成初稿，正在征求部门意见。"),
    ("6月底前新建智慧公交站台40个", (6, 30), "已新建智慧公交站台26个。"),
    ("6月底前建成区托育服务中心", (6, 30), "区托育服务中心主体工程已完工，正在进行室内装修，预计9月投用。"),
    ("上半年出台科技成果转化管理办法", (6, 30), "管理办法已报区司法局审核，力争三季度出台。"),
    ("上半年完成全部乡镇供水水质提升", (6, 30), "已成立工作专班，召开推进会2次，印发实施方案。"),
    ("4月底前完成森林防火通道建设", (4, 30), "森林防火通道建设有序推进，各项工作取得积极进展。"),
    ("6月底前开工建设城西消防站", (6, 30), "城西消防站完成施工图审查，正在办理施工许可。"),
    ("4月底前完成“僵尸企业”出清5户", (4, 30), "完成“僵尸企业”出清3户，其余2户涉及诉讼。"),
]
FINISHED = [
    (
        "3月底前完成校园周边食品安全专项检查",
        (3, 31),
        "校园周边食品安全专项检查已全面完成，检查经营户618家，整改问题93个。",
    ),
    ("上半年新增城市绿道12公里", (6, 30), "新增城市绿道12.6公里，满足市民健身休闲需求。"),
    ("6月底前建成区档案馆新馆", (6, 30), "区档案馆新馆6月18日建成开放，预计年接待读者2万人次。"),
]
BEHIND = ("7月31日前完成农村公路安防设施建设60公里", (7, 31), "完成农村公路安防设施建设42公里。")


@pytest.fixture
def half_year(cast):
    opens, due = date(2024, 6, 20), date(2024, 7, 5)
    return PeriodFactory(plan=cast.plan, number=2, opens_on=opens, due_on=due, state=PeriodState.OPEN)


def file(cast, period, rows, **given) -> dict[str, ProgressEntry]:
    """One item of each row with what was filed of it, by its wording."""
    made = {}
    for text, _, progress in rows:
        task = TaskFactory(plan=cast.plan, edition__text=text, edition__lead=[cast.lead_unit])
        made[text] = EntryFactory(task=task, period=period, text=progress, state=EntryState.SUBMITTED)
    return made


def standings(period) -> dict[str, Standing]:
    assess_period(period=period, on=ON, by=None)
    return {entry.edition.text: entry.standing for entry in period.entries.select_related("edition")}


def days(rows) -> dict[str, date]:
    return {text: date(2024, *day) for text, day, _ in rows}


ALL = [*UNFINISHED, *FINISHED, BEHIND]
EXPECTED = (
    {text: Standing.LAGGING for text, *_ in UNFINISHED}
    | {text: Standing.NORMAL for text, *_ in FINISHED}
    | {BEHIND[0]: Standing.WATCH}
)


def test_what_is_overdue_lags_as_soon_as_the_deadlines_are_read(cast, half_year):
    file(cast, half_year, ALL)
    assert propose_deadlines(plan=cast.plan, by=cast.office) == len(ALL)
    read = Edition.objects.filter(due_state=DeadlineState.PROPOSED).values_list("text", "due_on")
    assert dict(read) == days(ALL)
    assert standings(half_year) == EXPECTED


def test_what_is_overdue_lags_by_the_days_that_a_person_gives(cast, half_year):
    made = file(cast, half_year, [(text.partition("前")[2] or text, day, told) for text, day, told in ALL])
    given = {entry.task_id: day for entry, day in zip(made.values(), days(ALL).values(), strict=True)}
    assert settle_deadlines(plan=cast.plan, days=given, by=cast.office) == len(ALL)
    assert list(standings(half_year).values()) == list(EXPECTED.values())


def test_without_a_deadline_the_same_reports_are_mostly_normal(cast, half_year):
    file(cast, half_year, UNFINISHED)
    assert list(standings(half_year).values()).count(Standing.LAGGING) < len(UNFINISHED) / 2


def test_the_signal_says_the_day_and_quotes_what_is_left(cast, half_year):
    row = UNFINISHED[4]
    entry = file(cast, half_year, [row])[row[0]]
    propose_deadlines(plan=cast.plan, by=cast.office)
    standings(half_year)
    entry.refresh_from_db()
    assert entry.signals[0] == {
        "code": "overdue",
        "severity": "high",
        "message": "时限 2024年6月30日 已过，没有完成的报告",
        "quote": "正在进行室内装修；预计9月投用",
        "arithmetic": None,
        "rule": "时限已过未完成即为滞后（对账销号通行做法：逾期一票定滞后）",
        "spans": [["progress", 15, 23], ["progress", 24, 30]],
    }


def test_an_item_of_which_nothing_is_filed_lags_once_its_day_is_over(cast, half_year):
    text = UNFINISHED[0][0]
    task = TaskFactory(plan=cast.plan, edition__text=text, edition__lead=[cast.lead_unit])
    EntryFactory(task=task, period=half_year)
    propose_deadlines(plan=cast.plan, by=cast.office)
    assess_period(period=half_year, on=date(2024, 3, 31), by=None)
    assert half_year.entries.get().signals == []
    assess_period(period=half_year, on=date(2024, 7, 5), by=None)
    assert [one["code"] for one in half_year.entries.get().signals] == ["overdue"]
    assert standings(half_year) == {text: Standing.LAGGING}
