"""事项详情: one item through its year, and the files filed with it."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.timezone import localtime

from tasks.audit import record
from tasks.enums import EntryState, EventKind, IndicatorState, Outcome, Standing
from tasks.models import EntryRevision, Event, Evidence, Indicator, Reading
from tasks.periods import format_month_day_time
from tests.acts import save
from tests.cast import EditionFactory, EntryFactory, PeriodFactory, judge
from tests.pages import found
from tests.tasks.measures.measures import link_of, measure_of

KEY = UUID("0b9f3a3e-8c1f-4bd7-9a55-6a1f7b3c2d10")
SOURCE = "来源文件 《2024年目标任务分解方案》 · 区级"
AT = datetime(2024, 4, 2, 1, 30, tzinfo=UTC)


def page(task) -> str:
    return reverse("task_page", args=[task.pk])


def add_evidence(entry, by) -> Evidence:
    return Evidence.objects.create(
        entry=entry,
        key=KEY,
        file=ContentFile(b"%PDF-1.4", name="x"),
        name="开工通知书.pdf",
        size=8,
        sha256="0" * 64,
        uploaded_at=AT,
        uploaded_by=by,
    )


def add_indicator(task, position: int = 1, state=IndicatorState.CONFIRMED) -> Indicator:
    return Indicator.objects.create(
        task=task,
        position=position,
        measure="新增学位",
        comparison=">=",
        value=3000,
        unit="个",
        kind="cumulative",
        state=state,
    )


def file_in_full(entry, by, number: int = 1) -> None:
    """Text, figures, evidence, a revision and an event of one entry."""
    entry.text, entry.problem, entry.next_step = "已新增学位900个。", "两校用地未供", "五月供地"
    entry.state = EntryState.SUBMITTED
    entry.save()
    EntryRevision.objects.create(
        entry=entry, number=number, state=EntryState.SUBMITTED, text=entry.text, saved_at=AT, saved_by=by
    )
    record(EventKind.ENTRY_SUBMITTED, entry, by=by, government_id=entry.period.plan.government_id)


def test_the_item_stands_as_printed(cast, sign_in):
    answer = sign_in(cast.clerk).get(page(cast.livelihood))
    assert found(answer, "h1") == ["民生实事 第 1 项"]
    assert found(answer, "p.song") == ["学位扩容", "新增普惠性学位3000个"]
    assert found(answer, "dl.facts") == [f"责任区领导 王明 牵头单位 区教委 配合单位 区财政局 {SOURCE}"]


def put_deadline(task, **due) -> None:
    for name, value in due.items():
        setattr(task.current, name, value)
    task.current.save()


@pytest.mark.parametrize(
    ("due", "for_the_office", "for_others"),
    [
        (
            {"due": "6月底前", "due_on": date(2024, 6, 30), "due_state": "proposed"},
            "6月底前 2024年6月30日 已过 8 天 待确认 核定",
            "6月底前",
        ),
        (
            {"due_on": date(2024, 7, 8), "due_state": "confirmed"},
            "2024年7月8日，今天到期 已确认 核定",
            "2024年7月8日，今天到期",
        ),
        ({"due_on": date(2024, 9, 30), "due_state": "proposed"}, "2024年9月30日，还有 84 天 待确认 核定", None),
        ({"due": "按序时进度", "due_state": "confirmed"}, "按序时进度 已确认 没有时限 核定", "按序时进度"),
        ({}, "未读到时限 核定", None),
    ],
)
def test_the_deadline_is_told_and_a_day_that_nobody_confirmed_to_the_office_alone(
    cast, sign_in, settings, due, for_the_office, for_others
):
    settings.DUBAN_TODAY = date(2024, 7, 8)
    put_deadline(cast.key, **due)
    told = {"office": for_the_office, "clerk": for_others, "cooperating_clerk": for_others}
    rest = f"责任区领导 王明 牵头单位 区教委 配合单位 区财政局 {SOURCE}"
    for who, words in told.items():
        facts = found(sign_in(cast.person(who)).get(page(cast.key)), "dl.facts")[0]
        assert facts == (f"完成时限 {words} {rest}" if words else rest), who


def test_the_office_comes_from_the_item_to_its_row_among_the_deadlines(cast, sign_in):
    client = sign_in(cast.office)
    address = client.get(page(cast.key)).context["page"].settling_url
    assert address == f"/deadlines/?show=all&of=2024-Q1#item-{cast.key.pk}"
    assert f'id="item-{cast.key.pk}"' in client.get(address).content.decode()


def test_everything_filed_of_a_period_stands_under_it(cast, sign_in):
    file_in_full(cast.livelihood_entry, cast.clerk)
    judge(cast.livelihood_entry, Outcome.LAGGING, "仅完成三成")
    indicator = add_indicator(cast.livelihood)
    Reading.objects.create(entry=cast.livelihood_entry, indicator=indicator, value=900)
    add_evidence(cast.livelihood_entry, cast.clerk)
    answer = sign_in(cast.leader).get(page(cast.livelihood))
    assert found(answer, "article") == [
        "一季度 待审核 推进滞后 研判理由 仅完成三成 已新增学位900个。"
        " 新增学位 900 个 目标不低于 3000 个 存在问题 两校用地未供 下一步措施 五月供地"
        " 佐证材料 开工通知书.pdf 下载 开工通知书.pdf 8 字节 · 李静 2024年4月2日 09:30"
        f" 经过 {format_month_day_time(localtime(Event.objects.latest('pk').at))} 区教委 李静 报送 第 1 版 · 报送 · 李静 · 4月2日 09:30 已新增学位900个。"
    ]


def test_the_wording_of_a_later_document_shows_what_it_changed(cast, sign_in):
    later = EditionFactory(
        task=cast.livelihood,
        since=2,
        name="学位扩容",
        text="新增普惠性学位2500个。",
        lead=[cast.lead_unit],
        cooperate=[cast.other_unit],
        leaders=[cast.official],
    )
    cast.livelihood.current = later
    cast.livelihood.save()
    answer = sign_in(cast.office).get(page(cast.livelihood))
    assert found(answer, "p.prose") == [
        "工作任务 新增普惠性学位 3000个 2500个。",
        "配合单位 区财政局 、 区城市管理局",
    ]
    assert (found(answer, "del"), found(answer, "ins")) == (
        ["3000个", "区财政局"],
        ["2500个。", "区城市管理局"],
    )


def test_spacing_and_full_width_forms_are_no_change(cast, sign_in):
    EditionFactory(
        task=cast.key,
        since=2,
        section=cast.section,
        text="建成小学两所，\n投用中学一所。",
        lead=[cast.lead_unit],
        cooperate=[cast.cooperating_unit],
        leaders=[cast.official],
    )
    answer = sign_in(cast.office).get(page(cast.key))
    assert found(answer, "h2") == ["全年", "前三季度", "上半年", "一季度", "留言"]


def test_a_version_shows_what_it_changed_in_the_one_before(cast, sign_in):
    for number, text in enumerate(("新增学位900个。", "新增学位1200个。"), start=1):
        EntryRevision.objects.create(
            entry=cast.livelihood_entry,
            number=number,
            state="draft",
            text=text,
            saved_at=AT,
            saved_by=cast.clerk,
        )
    answer = sign_in(cast.clerk).get(page(cast.livelihood))
    assert found(answer, "details")[1:] == [
        "第 2 版 · 存草稿 · 李静 · 4月2日 09:30 新增学位 900 1200 个。",
        "第 1 版 · 存草稿 · 李静 · 4月2日 09:30 新增学位900个。",
    ]
    assert (found(answer, "del"), found(answer, "ins")) == (["900"], ["1200", "新增学位900个。"])


@pytest.mark.parametrize(("who", "shown"), [("office", True), ("clerk", False)])
def test_proposed_indicators_and_suggestions_are_the_offices_own(cast, sign_in, who, shown):
    add_indicator(cast.key, state=IndicatorState.PROPOSED)
    cast.key_entry.standing = Standing.LAGGING
    cast.key_entry.save()
    record(EventKind.ENTRIES_ASSESSED, cast.key_entry, by=cast.office, government_id=cast.government.pk)
    text = sign_in(cast.person(who)).get(page(cast.key)).content.decode()
    assert ["新增学位不低于3000个" in text, "预警" in text.replace("预警规则", "")] == [shown, shown]


@pytest.mark.parametrize("who", ["other_clerk", "stranger"])
def test_whoever_does_not_see_the_item_sees_no_page_and_no_file(cast, sign_in, who):
    add_evidence(cast.key_entry, cast.clerk)
    client = sign_in(cast.person(who))
    addresses = [page(cast.key), *(reverse(name, args=[KEY]) for name in ("evidence_file", "evidence_view"))]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_year(cast, sign_in, count_queries, settings, count):
    settings.DUBAN_TODAY = date(2025, 1, 2)
    for number in range(2, count + 1):
        period = PeriodFactory(
            plan=cast.plan, number=number, opens_on=date(2024, 3 * number, 20), due_on=date(2024, 12, 31)
        )
        EntryFactory(task=cast.livelihood, period=period)
    indicator = add_indicator(cast.livelihood)
    for entry in cast.livelihood.entries.all():
        file_in_full(entry, cast.clerk)
        judge(entry, Outcome.ON_TRACK)
        Reading.objects.create(entry=entry, indicator=indicator, value=900)
    client = sign_in(cast.clerk)
    with count_queries(25):
        answer = client.get(page(cast.livelihood))
    assert len(found(answer, "article")) == count


@pytest.mark.parametrize(("who", "said"), [("office", "一季度 301个"), ("clerk", "一季度 未报")])
def test_the_course_of_an_indicator_is_drawn_and_only_the_office_sees_what_the_machine_reads(cast, sign_in, who, said):
    add_indicator(cast.livelihood)
    entry = cast.livelihood_entry
    entry.text, entry.state = "新增学位301个。", EntryState.SUBMITTED
    entry.save()
    answer = sign_in(cast.person(who)).get(page(cast.livelihood))
    assert '<svg viewBox="0 0 520 160"' in answer.content.decode()
    assert found(answer, "p.help") == [said]


@pytest.mark.parametrize(
    ("who", "reads"), [("clerk", True), ("cooperating_clerk", False), ("office", False), ("leader", False)]
)
def test_a_draft_is_read_by_the_lead_units_and_by_nobody_else(cast, sign_in, who, reads):
    save(cast.key_entry, cast.clerk, "草稿里的话。")
    client = sign_in(cast.person(who))
    pages = [client.get(page(cast.key)).content.decode(), client.get("/tasks/").content.decode()]
    assert ["草稿里的话。" in text for text in pages] == [reads, reads]


@pytest.mark.parametrize(("who", "told"), [("office", ["历年： 公共停车位"]), ("clerk", [])])
def test_an_indicator_leads_to_what_it_counts_over_the_years(cast, sign_in, who, told):
    indicator = add_indicator(cast.livelihood)
    measure = measure_of(cast, name="公共停车位")
    link_of(cast, measure, indicator)
    answer = sign_in(cast.person(who)).get(page(cast.livelihood))
    assert [one for one in found(answer, "p.help") if one.startswith("历年")] == told
    assert (reverse("measure_page", args=[measure.pk]) in answer.content.decode()) == bool(told)
