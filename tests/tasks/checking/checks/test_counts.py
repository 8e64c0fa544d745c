"""Tests that narrative, titles and rows agree on the number of items."""

import pytest

from tasks.checking.checks import CheckedDocument, check_document
from tasks.enums import Outcome, TaskKind
from tasks.periods import Quarter
from tests.tasks.checking.checks.papers import attachment, item

FINE = [item(f"修好{place}的水渠", f"{place}水渠已修好。") for place in ("东岭村", "西坪村", "南湾村", "北沟村")]
LATE = [
    item("新建河口泵站", "河口泵站尚在选址。", outcome=Outcome.LAGGING),
    item("迁建青石卫生院", "卫生院尚在设计。", outcome=Outcome.LAGGING),
]


def report(*narrative: str, fine=FINE, late=LATE, titles=("", "")) -> CheckedDocument:
    tables = (
        attachment(*fine, name="附件1", title=titles[0]),
        attachment(*late, name="附件2", title=titles[1]),
    )
    return CheckedDocument(Quarter(2023, 2), tables, narrative)


def found(paper: CheckedDocument) -> list[tuple[str, str]]:
    """Returns code and message of the findings about counts."""
    return [(one.code.value, one.message) for one in check_document(paper) if one.family == "counts"]


def test_a_report_whose_numbers_agree_gives_no_finding():
    paper = report(
        "一、6项重点工作任务进展情况",
        "6项重点工作任务中，4项任务正常推进，2项任务滞后。",
        "1. 新建河口泵站。尚在选址。（牵头单位：县水利局）",
        "2. 迁建青石卫生院。尚在设计。（牵头单位：县卫生健康局）",
        titles=("正常推进4项重点工作任务进展情况表", "推进滞后2项重点工作任务进展情况表"),
    )
    assert found(paper) == []


def test_the_number_in_a_title_is_the_number_of_rows():
    paper = report(titles=("正常推进5项重点工作任务进展情况表", "推进滞后2项重点工作任务进展情况表"))
    assert [message for code, message in found(paper) if code == "count_title"] == ["标题写 5 项，表中有 4 行。"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("7项重点工作任务中，5项任务正常推进，2项任务滞后。", ["正文写 7 项，附件中的重点工作任务有 6 项。", "正文写 5 项，附件中正常推进的重点工作任务有 4 项。"]),
        ("全县重点任务7项，其中正常推进4项，滞后3项。", ["正文写 7 项，附件中的重点工作任务有 6 项。", "正文写 3 项，附件中滞后的重点工作任务有 2 项。"]),
        ("全县重点任务6项，其中正常推进4项，滞后2项。", []),
        ("6个重点工作任务中，已完成1项、正常推进3项、滞后2项。", []),
        ("6项重点工作任务中，水利、交通等3项重点工作任务成效明显。", []),
        ("督查组新增3项重点工作任务督查事项。", []),
        ("10件民生实事已全部开工。", []),
    ],
)  # fmt: skip
def test_a_stated_total_is_the_number_of_rows(sentence, expected):
    assert [message for code, message in found(report(sentence)) if code == "count_narrative"] == expected


def test_parts_give_the_whole():
    paper = report("6项重点工作任务中，3项任务正常推进，2项任务滞后。")
    assert ("count_parts", "3 + 2 = 5，总数写 6 项。") in found(paper)


def test_what_is_not_judged_yet_is_a_part_of_the_whole():
    paper = report("6项重点工作任务中，3项任务正常推进，2项任务滞后，1项任务尚未研判。")
    assert "count_parts" not in [code for code, _ in found(paper)]


def test_projects_of_people_are_counted_apart_from_key_tasks():
    project = item(kind=TaskKind.LIVELIHOOD, outcome=None)
    paper = report("二、2件民生实事进展情况", fine=[*FINE, project])
    assert [message for code, message in found(paper)] == ["正文写 2 项，附件中的民生实事有 1 项。"]


def test_as_many_paragraphs_follow_as_were_announced():
    paper = report("6项重点工作任务中，2项任务滞后，具体情况如下。", "1. 新建河口泵站。尚在选址。", titles=("", ""))
    assert [message for code, message in found(paper) if code == "count_listed"] == ["写明 2 项，其后只列 1 条。"]


def test_the_listed_items_are_those_of_the_lagging_table():
    paper = report("2项任务滞后。", "1. 新建河口泵站。尚在选址。", "2. 修好东岭村的水渠。缺石料。")
    listed = [
        (one.code.value, one.item.text)
        for one in check_document(paper)
        if one.code in ("listed_elsewhere", "not_listed")
    ]
    assert listed == [
        ("not_listed", "迁建青石卫生院"),
        ("listed_elsewhere", "修好东岭村的水渠"),
    ] or listed == [
        ("listed_elsewhere", "修好东岭村的水渠"),
        ("not_listed", "迁建青石卫生院"),
    ]


def test_an_attachment_bears_one_title():
    paper = report(
        "特此报告。",
        "附件：1. 正常推进重点任务进展情况表",
        "2. 推进滞后重点任务情况表",
        titles=("正常推进重点任务进展情况表", "推进滞后重点任务进展情况表"),
    )
    assert [one.message for one in check_document(paper) if one.code == "title_differs"] == [
        "附件说明写“推进滞后重点任务情况表”，附件2标题为“推进滞后重点任务进展情况表”。"
    ]


def test_numbered_paragraphs_count_up():
    paper = report("2项任务滞后。", "1. 新建河口泵站。尚在选址。", "3. 迁建青石卫生院。尚在设计。")
    assert "正文列举的序号为 1、3。" in [one.message for one in check_document(paper)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "目标任务细化为222个具体工作内容，欠进度的有17个，占总任务的7.7%；达进度的有162个，占总任务的72.9%。",
            [],
        ),
        ("确定事项22件，已办结6件，占比27%；正在办理16件，占比73%。", []),
        ("确定事项22件，已办结6件，占比37%。", ["6 ÷ 22 = 27.27%，文中写 37%。"]),
        ("分解的132项指标任务中，已完成19项，占任务总数的15.2%。", ["19 ÷ 132 = 14.39%，正文写 15.2%。"]),
    ],
)
def test_a_share_of_the_items_follows_from_their_numbers(sentence, expected):
    assert [message for code, message in found(report(sentence)) if code == "ratio"] == expected
