"""公开摘要: what everybody reads without signing in, and what never comes there."""

import pytest
from django.urls import reverse

from tasks import clock
from tasks.enums import Audience, EntryState, Outcome, PeriodState, Standing
from tasks.issuing import correction_actions, publication_actions
from tasks.issuing.internal_actions import mark_internal, unmark_internal
from tasks.judging import objection_actions, review_actions
from tasks.models import Government, Period, ProgressEntry, Publication
from tests.acts import issue, judge
from tests.cast import EntryFactory, PeriodFactory
from tests.pages import found, rows
from tests.test_interface import english_in

LIST = reverse("public_summary")
#: what is filed of each item beside its progress, and must not come out
INWARD = ("缺口在用地。", "年内补建。", "请区领导协调用地。", "研判理由一二三")


@pytest.fixture(autouse=True)
def _on(settings):
    settings.DUBAN_PUBLIC_SUMMARY = True


@pytest.fixture
def ready(cast):
    """Filing has ended; all is accepted and judged, one item as lagging, with everything a unit can write."""
    names = {"target_entry": "增长5%。", "livelihood_entry": "学位900个。", "key_entry": "小学建成一所。"}
    for name, text in (names | {"other_entry": "新增车位900个。"}).items():
        entry = getattr(cast, name)
        entry.text, entry.state = text, EntryState.ACCEPTED
        entry.problem, entry.next_step, entry.coordination = INWARD[:3]
        entry.needs_coordination, entry.standing = True, Standing.LAGGING
        entry.saved_by, entry.saved_at = cast.clerk, "2024-04-01T10:00+08:00"
        entry.save()
        is_late = name == "key_entry"
        judge(entry, cast.office, Outcome.LAGGING if is_late else Outcome.ON_TRACK, INWARD[3])
    close(cast.period)
    return cast


def close(period: Period) -> None:
    period.state = PeriodState.CLOSED
    period.save()


def page(cast, sign_in, who: str = "anonymous"):
    return sign_in(cast.person(who)).get(reverse("public_government", args=[cast.government.pk]))


def test_everybody_reads_what_the_public_version_prints(ready, sign_in):
    issue(ready.period, ready.office)
    answer = page(ready, sign_in)
    assert found(answer, "h1") == ["示范区人民政府2024年一季度重点工作推进情况"]
    assert found(answer, "p.sub") == ["2024年4月1日印发"]
    assert found(answer, "h2") == [
        "1项经济社会发展预期目标任务1-3月进展情况表",
        "1项重点民生实事任务1-3月进展情况表",
        "推进滞后的1项重点工作任务1-3月进展情况表",
        "正常推进的1项重点工作任务1-3月进展情况表",
    ]
    assert rows(answer) == [
        ["预期目标", "1 项", "符合 1 项"],
        ["民生实事", "1 项", "见下表"],
        ["重点工作任务", "2 项", "推进滞后 1 项 正常推进 1 项"],
        ["1", "地区生产总值增长6%以上", "区教委", "增长5%。", "符合"],
        ["1", "学位扩容 新增普惠性学位3000个", "区教委", "学位900个。"],
        ["推动教育强区建设"],
        ["1", "建成小学两所，投用中学一所", "区教委", "小学建成一所。", "推进滞后"],
        ["推动教育强区建设"],
        ["1", "新增公共停车位7000个", "区城市管理局", "新增车位900个。", "正常推进"],
    ]


@pytest.mark.parametrize("who", ["anonymous", "clerk", "office", "stranger", "auditor"])
def test_it_is_the_same_page_for_everybody(ready, sign_in, who):
    issue(ready.period, ready.office)
    assert page(ready, sign_in, who).content == page(ready, sign_in).content


def test_no_name_no_reason_and_no_suggestion_comes_out(ready, sign_in):
    issue(ready.period, ready.office)
    text = page(ready, sign_in).content.decode()
    people = [ready.person(who).name for who in ("clerk", "unit_head", "other_clerk", "office")]
    inward = [*INWARD, *people, "王明", "预警", "关注", "审核", "草稿"]
    assert [word for word in inward if word in text] == []
    assert english_in(text) == set()


def test_an_internal_item_is_in_no_row_no_section_and_no_count(ready, sign_in):
    mark_internal(task=ready.other_key, reason="车位规划未公开", by=ready.office)
    issue(ready.period, ready.office)
    answer = page(ready, sign_in)
    text = answer.content.decode()
    assert [word for word in ("停车位", "区城市管理局", "车位", "规划未公开", "内部") if word in text] == []
    assert rows(answer)[2] == ["重点工作任务", "1 项", "推进滞后 1 项"]
    assert len(found(answer, "h2")) == 3


def test_what_was_internal_at_the_issue_stays_away_when_the_mark_goes(ready, sign_in):
    mark_internal(task=ready.other_key, reason="车位规划未公开", by=ready.office)
    issue(ready.period, ready.office)
    unmark_internal(task=ready.other_key, by=ready.office)
    assert "车位" not in page(ready, sign_in).content.decode()


def test_nothing_written_later_reaches_it(ready, sign_in):
    issue(ready.period, ready.office)
    before = page(ready, sign_in).content
    ready.key_entry.refresh_from_db()
    objection = objection_actions.file_objection(
        entry=ready.key_entry, reason="已建成", seen=ready.key_entry.judgement_id, by=ready.clerk
    )
    objection_actions.decide_objection(
        objection=objection, outcome=Outcome.ON_TRACK, decision="已核实。", by=ready.second_office
    )
    correction_actions.begin_correction(period=ready.period, reason="车位数有误", by=ready.office)
    review_actions.reword_entry(
        entry=ready.other_entry,
        text="新增车位800个。",
        seen=review_actions.compute_wording_fingerprint(ready.other_entry),
        by=ready.office,
        reason="已核实。",
    )
    ready.key.current.text = "建成小学三所"
    ready.key.current.save()
    ready.lead_unit.name = "区教育局"
    ready.lead_unit.save()
    assert page(ready, sign_in).content == before


def test_a_correction_with_a_public_version_takes_its_place(ready, sign_in):
    issue(ready.period, ready.office)
    correction_actions.begin_correction(period=ready.period, reason="车位数有误", by=ready.office)
    review_actions.reword_entry(
        entry=ready.other_entry,
        text="新增车位800个。",
        seen=review_actions.compute_wording_fingerprint(ready.other_entry),
        by=ready.office,
        reason="已核实。",
    )
    issue(ready.period, ready.office, reason="车位数有误")
    answer = page(ready, sign_in)
    assert found(answer, "p.sub") == ["2024年4月1日印发 · 更正版（第 2 版）"]
    assert rows(answer)[-1][3] == "新增车位800个。"
    assert "车位数有误" not in answer.content.decode()


def test_a_correction_without_a_public_version_takes_the_page_back(ready, sign_in):
    issue(ready.period, ready.office)
    correction_actions.begin_correction(period=ready.period, reason="不再公开", by=ready.office)
    issue(ready.period, ready.office, reason="不再公开", is_public=False)
    assert page(ready, sign_in).status_code == 404


def test_a_report_that_is_not_issued_is_not_there(ready, sign_in):
    assert page(ready, sign_in).status_code == 404
    assert found(sign_in(None).get(LIST), "p.empty") == ["还没有公开的推进情况。印发公开版后会列在这里。"]


def test_an_issue_without_a_public_version_is_not_there(ready, sign_in):
    issue(ready.period, ready.office, is_public=False)
    assert Publication.objects.count() == 1
    assert page(ready, sign_in).status_code == 404


def test_the_latest_public_period_is_shown_whatever_is_issued_after_it(ready, sign_in):
    issue(ready.period, ready.office)
    half_year = PeriodFactory(plan=ready.plan, number=2)
    entry = EntryFactory(task=ready.other_key, period=half_year, text="新增车位3000个。", state=EntryState.ACCEPTED)
    judge(entry, ready.office, Outcome.ON_TRACK)
    close(half_year)
    assert found(page(ready, sign_in), "h1") == ["示范区人民政府2024年一季度重点工作推进情况"]
    issue(half_year, ready.office, is_public=False)
    assert found(page(ready, sign_in), "h1") == ["示范区人民政府2024年一季度重点工作推进情况"]
    correction_actions.begin_correction(period=half_year, reason="公开", by=ready.office)
    issue(half_year, ready.office, reason="公开")
    assert found(page(ready, sign_in), "h1") == ["示范区人民政府2024年上半年重点工作推进情况"]


def test_what_nobody_has_judged_stands_only_where_the_public_version_prints_it(ready, sign_in):
    """Key tasks stand in tables by outcome; targets and livelihood projects in theirs without one."""
    ProgressEntry.objects.filter(pk__in=[ready.other_entry.pk, ready.target_entry.pk]).update(judgement=None)
    issue(ready.period, ready.office)
    answer = page(ready, sign_in)
    assert "停车位" not in answer.content.decode()
    assert rows(answer)[:3] == [
        ["预期目标", "1 项", "见下表"],
        ["民生实事", "1 项", "见下表"],
        ["重点工作任务", "1 项", "推进滞后 1 项"],
    ]


def test_at_the_end_of_the_year_the_tables_say_reached_or_not(ready, sign_in):
    ready.period.number = 4
    ready.period.save()
    issue(ready.period, ready.office)
    assert rows(page(ready, sign_in))[:3] == [
        ["预期目标", "1 项", "完成 1 项"],
        ["民生实事", "1 项", "见下表"],
        ["重点工作任务", "2 项", "未完成 1 项 已完成 1 项"],
    ]


def test_the_first_page_leads_to_the_only_government_and_else_lists_them(ready, sign_in):
    issue(ready.period, ready.office)
    address = reverse("public_government", args=[ready.government.pk])
    assert sign_in(None).get(LIST).url == address
    assert sign_in(None).get(reverse("public_government", args=[ready.stranger.government_id])).status_code == 404
    foreign = ready.foreign_entry
    foreign.state, foreign.text = EntryState.ACCEPTED, "按计划推进。"
    foreign.save()
    judge(foreign, ready.stranger)
    close(foreign.period)
    issue(foreign.period, ready.stranger)
    assert found(sign_in(None).get(LIST), "li") == [
        "示范区人民政府 2024年一季度",
        "邻区人民政府 2024年一季度",
    ]


@pytest.mark.parametrize("who", ["anonymous", "office", "administrator"])
def test_while_the_setting_is_off_there_is_no_such_address(ready, sign_in, settings, who):
    issue(ready.period, ready.office)
    settings.DUBAN_PUBLIC_SUMMARY = False
    client = sign_in(ready.person(who))
    answers = [client.get(LIST), page(ready, sign_in, who), client.post(LIST)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize("is_on", [True, False])
def test_the_page_of_issues_leads_there_while_it_is_on(ready, sign_in, settings, is_on):
    settings.DUBAN_PUBLIC_SUMMARY = is_on
    text = sign_in(ready.clerk).get(reverse("issue_page")).content.decode()
    assert (f'href="{LIST}"' in text) is is_on


def test_nothing_is_sent_to_it(ready, sign_in):
    assert sign_in(None).post(LIST).status_code == 405


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_demonstration_is_said_to_be_one(ready, sign_in, is_demonstration):
    Government.objects.filter(pk=ready.government.pk).update(is_demonstration=is_demonstration)
    issue(ready.period, ready.office)
    said = "演示数据 · 业务日期 2024年4月2日 · 2024年的进展文字为演示编写，并非实际情况"
    assert found(page(ready, sign_in), "p.demonstration") == ([said] if is_demonstration else [])


def test_an_issue_whose_layout_is_gone_is_not_shown_by_another(ready, sign_in):
    publication_actions.issue(
        period=ready.period,
        files=[("报告.docx", b"words", Audience.PUBLIC)],
        data={"layout": "gone", "on": "2024-04-01", "paragraphs": [], "rows": []},
        title="报告",
        approved_by_name="王明",
        approved_on=clock.today(),
        seen=0,
        by=ready.office,
    )
    assert page(ready, sign_in).status_code == 404


def test_the_page_is_one_query_however_many_items_it_has(ready, sign_in, count_queries):
    issue(ready.period, ready.office)
    with count_queries(1):
        page(ready, sign_in)
