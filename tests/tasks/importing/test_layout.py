"""Tests the meaning of labels, and the choice between columns of the same meaning."""

import pytest

from tasks.importing.columns import Column, read_column
from tests.tasks.importing.papers import docx, row_values, understood

MEANINGS = {
    Column.NUMBER: "序号 序\n号 编号 任务编号",
    Column.SECTION: "任务板块 所属领域 任务类别",
    Column.NAME: "项目名称 指标名称 实事项目 主要指标 考核指标",
    Column.TEXT: "具体任务 工作任务 重点工作 主要任务 目标任务 事项 预期目标 2022年预期目标 2021年任务 工作内容 建设内容",
    Column.LEADERS: "责任领导 责任区领导 分管领导 牵头领导 分管副县长 责任人",
    Column.LEAD: "牵头单位 责任单位 主责单位 牵头（责任）单位 责任单位（镇街） 责任部门 责任单位及责任人 责任公司",
    Column.COOPERATE: "配合单位 协同单位 参与单位 协办单位",
    Column.DUE: "完成时限 时间节点 完成时间 时限要求",
    Column.PROGRESS: "进展情况 上半年进展 任务进展情况 2022年全年任务完成情况综述 截至6月底进展情况 1-6月完成值 推进情况 工作进展及成效",
    Column.PROBLEM: "存在问题 存在的困难和问题 滞后原因",
    Column.NEXT_STEP: "下一步 下步工作打算 整改措施 下月措施",
    Column.MEASURED_IN: "计量单位",
    Column.JUDGEMENT: "是否符合目标进度 是否完成 评价 完成状态",
    Column.OTHER: "备注 联系电话",
    None: "区教委 增长6%以上 1 ，",
}


@pytest.mark.parametrize("meaning", MEANINGS)
def test_labels_of_many_offices(meaning):
    labels = MEANINGS[meaning].replace("序\n号", "序_号").split()
    labels = [label.replace("_", "\n") for label in labels]
    assert {label: read_column(label) for label in labels} == dict.fromkeys(labels, meaning)


def only_row(header: list, row: list, title: str = "2023年上半年重点工作任务情况表") -> dict:
    document = understood(docx("附件1", title, [header, row]), "表.docx")
    return row_values(document.rows[0]) | {"warnings": document.warnings}


def test_a_plain_responsible_unit_beside_a_lead_unit_cooperates():
    row = only_row(
        ["序号", "工作任务", "牵头单位", "责任单位", "进展情况"], ["1", "修路", "区交通局", "各街道", "在建"]
    )
    assert (row["lead"], row["cooperating"]) == (["区交通局"], ["各街道"])


def test_units_named_once_answer_whatever_the_column_is_called():
    assert only_row(["序号", "工作任务", "责任单位及配合单位", "进展"], ["1", "修路", "区交通局", "在建"])["lead"] == [
        "区交通局"
    ]


def test_a_name_that_is_the_only_word_for_the_work_is_its_text():
    row = only_row(["序号", "项目名称", "责任单位", "进展情况"], ["1", "城市书房", "区文旅局", "已建2座"])
    assert (row.get("name"), row["text"]) == (None, "城市书房")


def test_of_two_completion_columns_the_one_with_bare_words_judges():
    row = only_row(
        ["序号", "工作任务", "责任单位", "完成情况", "完成情况综述"],
        ["1", "修路", "区交通局", "已完成", "6月通车"],
    )
    assert (row["progress"], row["judgement"], row["outcome"]) == ("6月通车", "已完成", "reached")


def test_of_several_quarters_the_documents_own_is_taken_and_the_rest_named():
    row = only_row(
        ["序号", "工作任务", "责任单位", "一季度进展情况", "二季度进展情况"],
        ["1", "修路", "区交通局", "完成招标，进场施工，路基完成一半", "通车"],
    )
    assert (row["progress"], row["warnings"]) == ("通车", ["附件1以下各列未导入：一季度进展情况。"])


def test_a_column_nobody_knows_is_named():
    row = only_row(
        ["序号", "工作任务", "责任单位", "进展情况", "资金渠道"], ["1", "修路", "区交通局", "在建", "区级财政"]
    )
    assert row["warnings"] == ["附件1以下各列未导入：资金渠道。"]


def test_a_column_of_numbers_stays_with_its_item_and_is_named():
    row = only_row(["序号", "工作任务", "责任单位", "进展情况", "投资额"], ["1", "修路", "区交通局", "在建", "3亿"])
    assert row["warnings"] == ["附件1以下各列的数随各项保留：投资额。"]


def test_a_title_that_counts_other_rows_than_there_are():
    row = only_row(
        ["序号", "工作任务", "责任单位", "进展"], ["1", "修路", "区交通局", "在建"], "上半年滞后15项重点任务"
    )
    assert row["warnings"] == ["附件1标题写“15项”，表中有 1 项。"]
