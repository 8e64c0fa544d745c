"""附表 of a government with kinds and words of its own: a table for each kind, each judgement in its word, kept so."""

import pytest

from reports.issuing.issue import build_kept_item
from reports.issuing.kept import KeptRow
from reports.layouts.layout import AttachmentLayout, ColumnLayout, Layout
from reports.reporting.attachments import Occasion, build_attachments
from reports.reporting.items import list_period_items
from tasks.enums import Outcome, TaskKind
from tasks.models import ProgressEntry
from tests.acts import accept, judge, submit
from tests.tasks.organisation.own_kinds import add_lamp_entry, add_lamps

COLUMNS = tuple(ColumnLayout(field, field, 1, 1) for field in ("number", "kind", "text", "judgement"))


@pytest.fixture
def judged(cast) -> list[ProgressEntry]:
    """A key item that goes on, and one of 党建重点 with a red lamp."""
    lamp = add_lamp_entry(cast, add_lamps(cast))
    for entry, outcome, reason in ((cast.key_entry, Outcome.ON_TRACK, ""), (lamp, Outcome.LAGGING, "用地未批。")):
        submit(entry, cast.clerk)
        accept(ProgressEntry.objects.get(pk=entry.pk), cast.office)
        judge(ProgressEntry.objects.get(pk=entry.pk), cast.office, outcome, reason)
    return [cast.key_entry, lamp]


def items(cast):
    return list_period_items(ProgressEntry.objects.filter(period=cast.period, judgement__isnull=False))


def layout(*kinds: TaskKind) -> Layout:
    table = AttachmentLayout(
        label="附件{order}", title="{period}重点工作任务进展情况表（{count}项）", kinds=kinds, outcomes=(),
        merge_sections=False, columns=COLUMNS, words={Outcome.LAGGING: "不符合", Outcome.ON_TRACK: "符合"},
    )  # fmt: skip
    return Layout(
        key="own", name="own", manner=2024, default_for=frozenset(), general_for=frozenset(), attachments=(table,)
    )


def test_a_table_for_one_nature_comes_once_for_each_kind(cast, judged):
    attachments = build_attachments(layout(TaskKind.KEY), items(cast), Occasion(2024, "Q1"))
    assert [(sheet.title, sheet.rows) for sheet in attachments.sheets] == [
        ("一季度重点工作任务进展情况表（1项）", ((1, "重点工作任务", "建成小学两所，投用中学一所", "符合"),)),
        ("一季度党建重点进展情况表（1项）", ((1, "党建重点", "建成党群服务中心5个", "红灯"),)),
    ]


def test_a_mixed_table_tells_the_kinds_in_a_column(cast, judged):
    (sheet,) = build_attachments(layout(*TaskKind), items(cast), Occasion(2024, "Q1")).sheets
    assert [row[1] for row in sheet.rows] == ["重点工作任务", "党建重点"]


def test_an_issue_keeps_the_words_of_its_time(cast, judged):
    plain, lamp = [KeptRow(build_kept_item(item)) for item in items(cast)]
    assert (lamp.kind_name, lamp.verdict.label, lamp.verdict.token) == ("党建重点", "红灯", "late")
    assert (plain.kind_name, plain.verdict.label) == ("重点工作任务", "正常推进")
    assert {"word", "token", "kind_name"} & set(plain.row) == set()
