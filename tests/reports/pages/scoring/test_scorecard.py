"""考核 as a page: a proposal of the office's alone, then frozen and open to those whom it concerns."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tasks import clock
from tasks.enums import EventKind, Outcome, PeriodState, ResponsibilityRole, TaskKind
from tasks.models import Event, Exclusion, Period, ProgressEntry, Responsibility, Scorecard
from tasks.scoring.scoring_actions import exclude_entry
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, TaskFactory, UnitFactory, judge
from tests.pages import errors, found, rows, said
from tests.tables import rows_of

PAGE, OF = "/scorecard/", "2024-Q1"
UNFIT, CONFLICTING = 422, 409


@pytest.fixture
def judged(cast):
    """区教委 leads three items, one of them behind; 区城市管理局 one; the period is closed."""
    judge(cast.target_entry, Outcome.ON_TRACK)
    judge(cast.livelihood_entry, Outcome.ON_TRACK)
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    judge(cast.other_entry, Outcome.ON_TRACK)
    Period.objects.filter(plan=cast.plan).update(state=PeriodState.CLOSED)
    return cast


def seen(client, of: str = OF) -> str:
    return client.get(PAGE, {"of": of}).context["page"].approval["seen"].value()


def approve(client, **other):
    given = {"of": OF, "approved_by_name": "王明", "approved_on": "2024-04-02"}
    return client.post(f"{PAGE}approve/", given | {"seen": other.pop("seen", None) or seen(client)} | other)


def unit_page(client, unit, **query):
    return client.get(f"{PAGE}units/{unit.pk}/", {"of": OF} | query)


def test_the_office_sees_a_proposal_with_marks_and_without_ranks(judged, sign_in):
    answer = sign_in(judged.office).get(PAGE, {"of": OF})
    assert found(answer, "h1") == ["2024年一季度考核 建议稿"]
    assert rows(answer) == [
        ["牵头单位"],
        ["区城市管理局", "100.0", "", "1 ÷ 1 = 100 % 共 1 项", "", "", "", "", "", ""],
        ["区教委", "66.7", "", "2 ÷ 3 = 66.7 % 共 3 项 · 滞后 1 次", "", "", "", "", "", ""],
        ["只有配合事项的单位"],
        ["区财政局", "66.7", "", "", "2 ÷ 3 = 66.7 % 共 3 项 · 滞后 1 次", "", "", "", "", ""],
    ]


def test_without_a_choice_the_page_is_of_the_year_so_far(judged, sign_in):
    assert found(sign_in(judged.office).get(PAGE), "h1") == ["2024年度考核 建议稿"]


def test_a_period_that_is_not_there_is_not_found(judged, sign_in):
    assert sign_in(judged.office).get(PAGE, {"of": "2024-H1"}).status_code == 404


def test_before_the_approval_a_unit_sees_what_is_counted_of_it_and_no_mark(judged, sign_in):
    answer = sign_in(judged.clerk).get(PAGE, {"of": OF})
    assert found(answer, "h1") == ["区教委 · 2024年一季度考核 未审定"]
    page = answer.content.decode()
    assert "66.7" not in page
    assert "−" not in page
    assert rows(answer)[1:4] == [
        ["预期目标第1项", "地区生产总值增长6%以上", "一季度 正常推进"],
        ["民生实事第1项", "学位扩容：新增普惠性学位3000个", "一季度 正常推进"],
        [
            "重点工作任务第1项",
            "建成小学两所，投用中学一所",
            "一季度 推进滞后 完成情况：最后一次研判为推进滞后（用地未落实）",
        ],
    ]
    assert answer.context["page"].scorecard.data["units"][0]["total"] == ""


def test_before_the_approval_a_leader_is_told_that_there_is_nothing_yet(judged, sign_in):
    answer = sign_in(judged.leader).get(PAGE, {"of": OF})
    assert found(answer, "p.empty") == [
        "2024年一季度考核结果尚未审定。审定以后，这里列出各单位的得分和每一项的依据；审定以前，各项的进展和研判结论在“ 事项 ”中看。"
    ]
    assert unit_page(sign_in(judged.leader), judged.lead_unit).status_code == 404


def test_an_approval_shows_the_ranks_to_the_office_and_to_leaders(judged, sign_in):
    approve(sign_in(judged.office))
    for who in (judged.office, judged.leader):
        answer = sign_in(who).get(PAGE, {"of": OF})
        assert found(answer, "h1") == ["2024年一季度考核 已审定"]
        # one judged item is too few for a rank, and who only helps is ranked apart
        assert [row[:3] for row in rows(answer)] == [
            ["牵头单位"],
            ["1", "区教委", "66.7"],
            ["—", "区城市管理局", "100.0"],
            ["只有配合事项的单位"],
            ["1", "区财政局", "66.7"],
        ]
    assert unit_page(sign_in(judged.leader), judged.lead_unit).status_code == 200


def test_after_the_approval_a_unit_sees_its_own_mark_and_nobody_else_s(judged, sign_in):
    approve(sign_in(judged.office))
    client = sign_in(judged.clerk)
    answer = client.get(PAGE, {"of": OF})
    assert rows(answer)[0] == [
        "完成情况",
        "牵头 2 ÷ 3 ≈ 66.7 % × 100 分 = 66.7 分",
        "66.7",
    ]
    assert rows(answer)[6] == ["合计", "66.7 = 66.7 分", "66.7"]
    page = answer.content.decode()
    assert "1 名次，牵头单位共 1 家" in found(answer, "div.tally")[0]
    assert "区城市管理局" not in page
    assert "停车位" not in page
    assert "−33.33 分" in page
    assert unit_page(client, judged.other_unit).status_code == 404
    assert unit_page(client, judged.lead_unit).status_code == 200


def test_what_was_approved_stays_and_the_office_is_told_what_differs_now(judged, sign_in):
    client = sign_in(judged.office)
    approve(client)
    judge(ProgressEntry.objects.get(pk=judged.key_entry.pk), Outcome.ON_TRACK)
    answer = client.get(PAGE, {"of": OF})
    assert [row[2] for row in rows(answer) if row[1:2] == ["区教委"]] == ["66.7"]
    assert found(answer, "p.why") == [
        "▲ 审定以后数据有变化 区教委、区财政局的现有数据与审定时不同。审定的结果不变；确需改正的，撤销审定后重新登记。"
    ]
    assert found(sign_in(judged.leader).get(PAGE, {"of": OF}), "p.why") == []


def test_an_approval_without_a_name_is_asked_for_it_and_keeps_what_was_typed(judged, sign_in):
    answer = approve(sign_in(judged.office), approved_by_name="", approved_on="2024-04-01")
    assert (answer.status_code, errors(answer)) == (UNFIT, ["请填写审定人。"])
    assert answer.context["page"].approval["approved_on"].value() == "2024-04-01"


def test_an_approval_over_other_data_than_were_seen_is_asked_again_over_those_of_now(judged, sign_in):
    client = sign_in(judged.office)
    before = seen(client)
    judge(ProgressEntry.objects.get(pk=judged.key_entry.pk), Outcome.ON_TRACK)
    answer = approve(client, seen=before)
    assert answer.status_code == CONFLICTING
    assert errors(answer) == ["■ 您打开本页之后，计分数据已有变化。请核对下面的现有数据，再登记审定。"]
    assert answer.context["page"].approval["approved_by_name"].value() == "王明"
    assert approve(client, seen=answer.context["page"].approval["seen"].value()).status_code == 302
    assert Scorecard.objects.count() == 1


def test_of_two_officers_the_second_is_led_to_what_the_first_approved(judged, sign_in):
    first, second = sign_in(judged.office), sign_in(judged.second_office)
    before = seen(second)
    approve(first)
    answer = second.post(
        f"{PAGE}approve/",
        {"of": OF, "approved_by_name": "李四", "approved_on": "2024-04-02", "seen": before},
        follow=True,
    )
    assert said(answer)[0].startswith("陈红已于 4月2日")
    assert Scorecard.objects.get().approved_by_name == "王明"


def test_while_filing_goes_on_the_page_says_why_nothing_can_be_approved(cast, sign_in):
    judge(cast.key_entry, Outcome.ON_TRACK)
    answer = sign_in(cast.office).get(PAGE, {"of": OF})
    assert found(answer, "p.why") == ["一季度填报尚未截止，还不能审定。"]


def test_an_approval_is_taken_back_with_a_reason(judged, sign_in):
    approve(sign_in(judged.second_office))
    client, address = sign_in(judged.office), f"{PAGE}{Scorecard.objects.get().pk}/reopen/"
    assert said(client.post(address, {"reason": ""}, follow=True)) == ["请写明撤销审定的理由。"]
    answer = client.post(address, {"reason": "漏计一项"}, follow=True)
    assert said(answer) == ["审定已撤销，考核结果恢复为建议稿；撤销前的结果存档。"]
    assert found(answer, "h1") == ["2024年一季度考核 建议稿"]
    assert client.post(address, {"reason": "再撤一次"}).status_code == 404


def test_an_entry_is_excluded_from_the_unit_s_page(judged, sign_in):
    client, entry = sign_in(judged.office), judged.key_entry
    assert "定为不计入考核" not in unit_page(client, judged.lead_unit).content.decode()
    assert "定为不计入考核" in unit_page(client, judged.lead_unit, exclude=entry.pk).content.decode()
    address = f"{PAGE}units/{judged.lead_unit.pk}/exclude/{entry.pk}/"
    answer = client.post(address, {"of": OF, "reason": "洪灾停工", "basis": ""})
    assert (answer.status_code, errors(answer)) == (UNFIT, ["请写明依据，如会议、文件或领导批示。"])
    assert found(answer, "textarea") == ["洪灾停工"]
    answer = client.post(address, {"of": OF, "reason": "洪灾停工", "basis": "区政府第12次常务会议"}, follow=True)
    assert said(answer) == ["已定为不计入考核，各责任单位同样不计。"]
    assert rows(answer)[6] == ["合计", "100.0 = 100.0 分", "100.0"]
    # the unit reads why, too
    assert "依据：区政府第12次常务会议 · 陈红 2024年4月2日" in " ".join(
        found(sign_in(judged.clerk).get(PAGE, {"of": OF}), "p.soft")
    )
    answer = client.post(
        f"{PAGE}units/{judged.lead_unit.pk}/include/{entry.pk}/",
        {"of": OF, "reason": "已复工"},
        follow=True,
    )
    assert (said(answer), Exclusion.objects.count()) == (["已恢复计入考核。"], 0)


def test_a_unit_of_which_everything_is_excluded_has_its_page_and_no_mark(judged, sign_in):
    exclude_entry(entry=judged.other_entry, reason="洪灾", basis="会议", by=judged.office)
    answer = unit_page(sign_in(judged.office), judged.other_unit)
    assert rows(answer) == [["合计", "没有已研判的事项，不计分。", "不计分"]]
    assert found(answer, "li.panel")[0].startswith("重点工作任务第2项 · 一季度 新增公共停车位7000个")


def test_once_approved_nothing_is_offered_to_be_excluded(judged, sign_in):
    client = sign_in(judged.office)
    approve(client)
    page = unit_page(client, judged.lead_unit, exclude=judged.key_entry.pk).content.decode()
    assert "不计入…" not in page
    assert "定为不计入考核" not in page
    address = f"{PAGE}units/{judged.lead_unit.pk}/exclude/{judged.key_entry.pk}/"
    answer = client.post(address, {"of": OF, "reason": "洪灾", "basis": "会议"}, follow=True)
    assert said(answer)[-1] == "2024年一季度考核结果已经审定，请先撤销审定。"


def test_the_mark_stands_beside_last_year_s(judged, sign_in):
    last = PlanFactory(government=judged.government, year=2023)
    period = PeriodFactory(plan=last)
    task = TaskFactory(plan=last, edition__lead=[judged.lead_unit])
    judge(EntryFactory(task=task, period=period), Outcome.ON_TRACK)
    answer = sign_in(judged.office).get(PAGE, {"of": OF})
    assert [row[:3] for row in rows(answer) if row[0] == "区教委"] == [["区教委", "66.7", "100.0 比上年 −33.3"]]


def workbook_of(answer):
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))


def test_the_workbook_says_that_it_is_a_proposal_and_leaves_a_trace(judged, sign_in):
    client = sign_in(judged.office)
    exclude_entry(entry=judged.other_entry, reason="洪灾", basis="会议", by=judged.office)
    book = workbook_of(client.get(f"{PAGE}file/", {"of": OF}))
    assert book.sheetnames == ["附表1", "附表2", "附表3", "附表4", "附表5"]
    table = book["附表1"]
    assert table["A2"].value == "2024年一季度目标任务考核（建议稿，未经审定）：牵头单位"
    assert rows_of(table)[1] == {
        "序号": 2,
        "责任单位": "区教委",
        "牵头事项": 3,
        "牵头完成或正常": "2 ÷ 3 = 66.7 %",
        "牵头滞后次数": 1,
        "配合事项": 0,
        "配合完成或正常": "—",
        "配合滞后次数": 0,
        "按时报送": "—",
        "退回次数": 0,
        "未报照抄": 0,
        "获准申请": 0,
        "配合填报按时": "—",
        "得分": 66.7,
    }
    assert [sheet["A2"].value for sheet in book][1:] == [
        "2024年一季度目标任务考核（建议稿，未经审定）：只有配合事项的单位",
        "计算过程",
        "不计入考核的事项",
        "计分办法",
    ]
    event = Event.objects.first()
    assert (event.kind, event.after) == (
        EventKind.EXPORTED,
        {"文件": ["2024年一季度考核建议稿.xlsx"], "行数": 2},
    )


def test_the_workbook_of_an_approved_scorecard_has_ranks(judged, sign_in):
    approve(sign_in(judged.office))
    table = workbook_of(sign_in(judged.leader).get(f"{PAGE}file/", {"of": OF}))["附表1"]
    assert [(row["责任单位"], row["得分"], row["名次"]) for row in rows_of(table)] == [
        ("区教委", 66.7, 1),
        ("区城市管理局", 100, "不排名"),
    ]


def test_a_unit_takes_out_its_own_items_once_its_mark_is_approved(judged, sign_in):
    client, address = sign_in(judged.clerk), f"{PAGE}units/{judged.lead_unit.pk}/file/"
    assert client.get(address, {"of": OF}).status_code == 404
    approve(sign_in(judged.office))
    table = workbook_of(client.get(address, {"of": OF}))["附表1"]
    assert rows_of(table)[2] == {
        "事项": "重点工作任务第1项",
        "内容": "建成小学两所，投用中学一所",
        "角色": "牵头",
        "填报期": "一季度",
        "研判": "推进滞后",
        "报送": "—",
        "扣分及原因": "完成情况 −33.33：最后一次研判为推进滞后",
    }


def test_the_pages_read_in_a_fixed_number_of_queries(judged, sign_in, reads_in):
    half = PeriodFactory(plan=judged.plan, number=2, state=PeriodState.CLOSED)
    numbers = iter(range(10, 100))

    def add() -> None:
        units = [UnitFactory(government=judged.government), judged.lead_unit]
        task = TaskFactory(plan=judged.plan, kind=TaskKind.KEY, number=next(numbers), edition__lead=units)
        Responsibility.objects.create(
            edition=task.current,
            unit=judged.cooperating_unit,
            role=ResponsibilityRole.COOPERATE,
            position=9,
            label="区财政局",
        )
        judge(EntryFactory(task=task, period=judged.period), Outcome.LAGGING, "进度慢")
        entry = EntryFactory(task=task, period=half)
        Exclusion.objects.create(
            entry=entry, reason="洪灾", basis="会议", decided_at=clock.now(), decided_by=judged.office
        )

    client = sign_in(judged.office)
    reads_in(15, client, PAGE, add)
    reads_in(14, client, f"{PAGE}units/{judged.lead_unit.pk}/", add)
    reads_in(16, sign_in(judged.clerk), PAGE, add)
    approve(client)
    reads_in(4, sign_in(judged.leader), f"{PAGE}?of={OF}", add)
