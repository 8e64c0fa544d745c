"""Tests that another list comes in beside the plan: from a period on, with its own document, linked to what is near."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import DocumentLevel, EntryState, EventKind, ImportTreatment, PeriodState, TaskKind
from tasks.models import Event, Notice, Period, Plan, PlanDocument, ProgressEntry, SourceDocument, Task, User
from tasks.permissions import Refused
from tasks.plans.documents import ItemSource
from tests.tasks.importing.lists import LIST_ROWS, bring, livelihood, make_begun_plan, plan
from tests.tasks.importing.papers import docx, understood


@pytest.fixture
def begun(db, keep_once) -> Plan:
    return keep_once(make_begun_plan).lay_down()


def listed(number: int) -> list[tuple]:
    """What a period prints, in order."""
    entries = ProgressEntry.objects.filter(period__number=number).order_by("task__kind", "number")
    return [(entry.task.kind, entry.number, entry.edition.text, entry.state) for entry in entries]


def test_a_document_of_which_few_items_are_found_is_another_list(begun):
    changes = bring(livelihood(), commit=False)
    assert (changes.treatment, changes.since, changes.errors, changes.nothing_new) == (
        ImportTreatment.LIST,
        2,
        [],
        False,
    )
    assert [change.change for change in changes.rows] == ["new"] * 3
    assert not PlanDocument.objects.exists()


def test_its_items_come_in_from_the_first_period_that_is_not_issued(begun):
    issued = listed(1)
    changes = bring(livelihood())
    assert (changes.errors, changes.committed) == ([], True)
    document = PlanDocument.objects.get()
    assert (document.title, document.document_number, document.issued_on, document.level) == (
        "南山区人民政府办公室关于印发2023年重点民生实事的通知",
        "南政办发〔2023〕5号",
        date(2023, 3, 10),
        DocumentLevel.DISTRICT,
    )
    assert [(task.kind, task.number, task.edition.since) for task in document.tasks.order_by("number")] == [
        (TaskKind.LIVELIHOOD, number, 2) for number in (1, 2, 3)
    ]
    assert listed(1) == issued
    assert listed(2)[-3:] == [
        (TaskKind.LIVELIHOOD, 1, "新建小学两所", EntryState.BLANK),
        (TaskKind.LIVELIHOOD, 2, "改造老旧小区18个", EntryState.BLANK),
        (TaskKind.LIVELIHOOD, 3, "举办龙舟赛一次", EntryState.BLANK),
    ]


def test_the_plan_keeps_its_own_title_number_and_meeting(begun):
    before = Plan.objects.values().get()
    bring(livelihood())
    assert Plan.objects.values().get() == before


def test_numbers_go_on_within_a_kind_so_that_a_table_prints_the_plan_first(begun):
    bring(livelihood())
    second = [["1", "书房", "新建城市书房6个", "陈  英", "区文旅局", ""]]
    bring(livelihood(second, "第二批.docx"), treatment=ImportTreatment.LIST)
    tasks = Task.objects.filter(kind=TaskKind.LIVELIHOOD).order_by("number")
    assert [(task.number, task.edition.text, task.document_id) for task in tasks][-1] == (
        4,
        "新建城市书房6个",
        PlanDocument.objects.last().pk,
    )


def test_one_audit_row_tells_of_the_list(begun):
    before = Event.objects.count()
    bring(livelihood())
    assert Event.objects.count() == before + 1
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.before, event.reason) == (EventKind.DOCUMENT_IMPORTED, {}, "")
    assert event.after == {
        "文件": "民生实事.docx",
        "方式": "另一份清单",
        "自何期起": "上半年",
        "来源文件标题": "南山区人民政府办公室关于印发2023年重点民生实事的通知",
        "来源文件文号": "南政办发〔2023〕5号",
        "来源文件印发日期": "2023-03-10",
        "来源文件级别": "区级",
        "新增单位": ["区文旅局"],
        "新增事项": 3,
        "关联同一事项": 2,
        "识别指标": 2,
        "新增填报事项": 3,
    }


def test_the_lead_units_are_told_what_is_new_to_file(begun):
    bring(livelihood(), by=User.objects.get(username="nanshan"))
    told = Notice.objects.order_by("recipient__username").values_list("recipient__username", "subject", "body")
    assert list(told) == [
        (
            "jiaowei",
            "新增填报事项 1 项",
            "2023年上半年新增填报事项：民生实事第1项 学位扩容。请于2024年4月10日前报送。",
        ),
        (
            "zhujian",
            "新增填报事项 1 项",
            "2023年上半年新增填报事项：民生实事第2项 老旧小区。请于2024年4月10日前报送。",
        ),
    ]


def test_what_the_person_says_of_it_wins_over_the_file(begun):
    facts = ItemSource(
        "市级民生实事", "市府办〔2023〕2号", date(2023, 3, 1), DocumentLevel.MUNICIPAL, "市政府第9次常务会议"
    )
    bring(livelihood(), facts=facts, since=3)
    document = PlanDocument.objects.get()
    assert (document.title, document.level.label, document.decided_by) == (
        "市级民生实事",
        "市级",
        "市政府第9次常务会议",
    )
    assert (listed(2)[-1][0], document.tasks.first().edition.since) == (TaskKind.KEY, 3)
    assert SourceDocument.objects.get(document=document).since == 3


def test_the_same_list_again_changes_nothing(begun):
    bring(livelihood())
    before = (Task.objects.count(), PlanDocument.objects.count(), SourceDocument.objects.count())
    changes = bring(livelihood(filename="再发.docx"))
    assert (changes.nothing_new, changes.errors, changes.plan_document) == (True, [], PlanDocument.objects.get())
    assert (Task.objects.count(), PlanDocument.objects.count(), SourceDocument.objects.count()) == before


def test_the_plan_itself_again_still_changes_nothing(begun):
    bring(livelihood())
    changes = bring(plan(filename="再发.docx"))
    assert (changes.nothing_new, changes.errors) == (True, [])


def test_a_report_finds_the_items_of_each_list(begun):
    bring(livelihood())
    rows = [["1", "举办龙舟赛一次", "区文旅局", "已办。"]]
    header = ["序号", "工作任务", "牵头单位", "进展情况"]
    title = "南山区人民政府督查室关于2023年前三季度推进情况的报告"
    blocks = (title, "2023年10月8日", "附件1", "重点民生实事任务进展情况表", [header, *rows])
    changes = bring(understood(docx(*blocks), "报告.docx"), commit=False)
    assert [(change.change, str(change.task)) for change in changes.rows] == [("same", "民生实事第3项")]


def test_near_equal_items_are_paired_with_the_stricter_target(begun):
    changes = bring(livelihood(), commit=False)
    pairs = [(pair.change.row.text, pair.edition.text, pair.similarity, pair.is_likely) for pair in changes.pairs]
    assert pairs == [
        ("新建小学两所", "新建小学两所", 1.0, True),
        ("改造老旧小区18个", "改造老旧小区15个", pairs[1][2], True),
    ]
    [overlap] = changes.pairs[1].overlaps
    assert (overlap.own.label, overlap.other.label, overlap.is_stricter) == ("达到18个", "达到15个", True)


def test_only_ticked_pairs_are_linked(begun):
    pairs = bring(livelihood(), commit=False).pairs
    bring(livelihood(), linked=frozenset({pairs[1].key}))
    linked = Task.objects.filter(same_as__isnull=False)
    assert [(task.edition.text, task.same_as.edition.text) for task in linked] == [
        ("改造老旧小区18个", "改造老旧小区15个")
    ]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"since": 1}, {"since": ["一季度已截止或印发，请从上半年、前三季度、全年中选择起始期。"]}),
        ({"facts": ItemSource(" ")}, {"title": ["请写明清单所出文件的标题。"]}),
        ({"facts": ItemSource("长" * 301)}, {"title": ["不能超过 300 字。"]}),
        ({"facts": ItemSource("清单", issued_on=date(2999, 1, 1))}, {"issued_on": ["印发日期不能晚于今天。"]}),
        ({"facts": ItemSource("清单", issued_on=date(1999, 1, 1))}, {"issued_on": ["印发日期应在2021年以后。"]}),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence_and_nothing_is_written(begun, choices, said):
    before = Task.objects.count()
    with pytest.raises(ValidationError) as refusal:
        bring(livelihood(), **choices)
    assert refusal.value.message_dict == said
    assert (Task.objects.count(), PlanDocument.objects.count()) == (before, 0)


def test_a_key_that_the_preview_does_not_have_is_refused(begun):
    with pytest.raises(ValidationError, match="没有编号“99-1”"):
        bring(livelihood(), linked=frozenset({"99-1"}))


def test_a_year_that_is_over_takes_no_further_list(begun):
    Period.objects.update(state=PeriodState.CLOSED)
    changes = bring(livelihood())
    assert changes.errors == ["2023年各期填报都已截止或印发，不能再增加清单，未导入。"]
    assert not PlanDocument.objects.exists()


def test_a_list_before_the_year_begins_holds_from_the_first_quarter(db):
    bring(plan())
    changes = bring(livelihood())
    assert (changes.treatment, changes.since, changes.errors) == (ImportTreatment.LIST, 1, [])
    assert {task.edition.since for task in PlanDocument.objects.get().tasks.all()} == {1}


def test_a_corrected_list_is_compared_with_that_list(begun):
    bring(livelihood())
    rows = [*LIST_ROWS[:2], ["3", "龙舟赛", "举办龙舟赛两次", "陈  英", "区文旅局", ""]]
    changes = bring(livelihood(rows), commit=False)
    assert (changes.treatment, changes.plan_document) == (ImportTreatment.CORRECTION, PlanDocument.objects.get())
    assert [(one.label, one.before, one.after) for one in changes.differences] == [
        ("任务内容", "举办龙舟赛一次", "举办龙舟赛两次")
    ]


def test_nobody_but_the_office_imports(begun):
    with pytest.raises(Refused) as refusal:
        bring(livelihood(), by=User.objects.get(username="jiaowei"))
    assert str(refusal.value)


def test_another_governments_list_is_refused(cast):
    changes = bring(livelihood(), by=cast.office)
    assert changes.errors == ["文件属于“南山区人民政府”，只能导入本辖区（示范区人民政府）的文件。"]


def test_a_list_that_comes_again_is_held_against_its_own_number(db):
    begun = make_begun_plan()
    Plan.objects.filter(pk=begun.pk).update(document_number="南政办发〔2023〕1号")
    bring(livelihood())
    assert [one for one in bring(livelihood(), commit=False).warnings if "文号" in one] == []
    PlanDocument.objects.update(document_number="南政办发〔2023〕6号")
    assert [one for one in bring(livelihood(), commit=False).warnings if "文号" in one] == [
        "文号保留该清单已填的“南政办发〔2023〕6号”，文件中写的是“南政办发〔2023〕5号”。"
    ]
