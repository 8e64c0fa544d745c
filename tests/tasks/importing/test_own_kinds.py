"""A paper in a government's own words: its table leads to the kind of that name, its lamps mean what they mean there."""

import pytest

from tasks.enums import Outcome, TaskKind
from tasks.enums.outcome_words import LAMPS, dump_vocabulary
from tasks.importing.import_actions import import_document
from tasks.models import Government, Judgement, Task
from tasks.organisation.item_kind_actions import apply_kinds
from tests.tasks.importing.papers import docx, understood

HEADER = ["序号", "工作任务", "责任领导", "牵头单位", "配合单位"]
ROWS = [["1", "建成党群服务中心5个", "陈  英", "区教委", ""], ["2", "开展主题党日12次", "陈  英", "区教委", ""]]
KEYS = [["1", "新建小学两所", "户  邑", "区教委", ""]]
LAMPS_OF = {"建成党群服务中心5个": "黄灯", "开展主题党日12次": "● 红"}


@pytest.fixture
def government(db) -> Government:
    """南山区, which has a fourth kind, 党建重点, that is judged by lamps."""
    government = Government.objects.create(name="南山区人民政府")
    three = [{"name": nature.label, "nature": nature.value} for nature in TaskKind]
    apply_kinds(
        government=government,
        kinds=[*three, {"name": "党建重点", "nature": "key", "outcomes": dump_vocabulary(LAMPS)}],
        by=None,
    )
    return government


def bring(document):
    return import_document(document=document, by=None, commit=True, create_units=True)


def plan():
    return understood(
        docx(
            "南政办发〔2023〕1号",
            "南山区人民政府办公室关于印发2023年重点工作分工的通知",
            "2023年2月6日",
            "附件1",
            "重点工作任务分解表",
            [HEADER, *KEYS],
            "附件2",
            "党建重点任务分解表",
            [HEADER, *ROWS],
        ),
        "方案.docx",
    )


def report(words):
    header = ["序号", "工作任务", "牵头单位", "配合单位", "进展情况", "研判结论"]
    rows = [[number, text, unit, "", "正在推进。", words[text]] for number, text, _, unit, _ in ROWS]
    return understood(
        docx(
            "南山区人民政府督查室关于2023年上半年重点工作推进情况的报告",
            "2023年7月8日",
            "附件1",
            "党建重点任务进展情况表",
            [header, *rows],
        ),
        "报告.docx",
    )


def test_a_table_leads_to_the_kind_of_its_name(government):
    changes = bring(plan())
    assert (changes.errors, changes.committed) == ([], True)
    tasks = Task.objects.order_by("item_kind__place", "number")
    assert [(str(task), task.kind, task.edition.text) for task in tasks] == [
        ("重点工作任务第1项", TaskKind.KEY, "新建小学两所"),
        ("党建重点第1项", TaskKind.KEY, "建成党群服务中心5个"),
        ("党建重点第2项", TaskKind.KEY, "开展主题党日12次"),
    ]


def test_the_same_paper_again_changes_nothing(government):
    bring(plan())
    assert bring(plan()).nothing_new


def test_lamps_mean_what_they_mean_in_the_kind(government):
    bring(plan())
    changes = bring(report(LAMPS_OF))
    assert (changes.errors, changes.committed) == ([], True)
    judged = Judgement.objects.order_by("entry__number")
    assert [(str(one), one.outcome, one.token) for one in judged] == [
        ("黄灯", Outcome.WATCH, "watch"),
        ("红灯", Outcome.LAGGING, "late"),
    ]


def test_a_government_without_own_kinds_reads_as_before(db):
    changes = bring(plan())
    assert (changes.errors, {task.item_kind.name for task in Task.objects.all()}) == ([], {"重点工作任务"})
    assert [task.number for task in Task.objects.order_by("number")] == [1, 2, 3]
