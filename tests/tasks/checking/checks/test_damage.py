"""Tests lost characters."""

import pytest

from tests.tasks.checking.checks.papers import codes, document, item, of_progress, only


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农村改厕860", ["lost_unit"]),
        ("农村改厕860户", []),
        ("新建3005G基站，拓展应用", ["lost_unit"]),
        ("创建M7工业园", []),
        ("落实“十四五”规划，建设1+14+1体系", []),
    ],
)
def test_a_count_needs_its_unit(text, expected):
    assert codes(document(item(text, "已办理。", indicators=()))) == expected


@pytest.mark.parametrize(
    "progress",
    [
        "截至815日，累计拆违33万平方米。",
        "于2023412日印发办法。",
        "计划20238月投用。",
        "截至59日，完成整治。",
        "1-6，集体经济收入增长7%。",
        "截至9月15，已办结6件。",
        "2022全年共签约项目140个。",
        "上半新批企业5家。",
        "开展督察。\n是积极争创示范区。",
    ],
)
def test_dates_and_phrases_with_a_lost_character_are_found(progress):
    assert of_progress(progress) == ["lost_word"]


@pytest.mark.parametrize(
    "progress",
    [
        "截至6月30日，累计拆违33万平方米。",
        "办理时限压缩至120日内，法定时限15352日。",
        "日供水4500立方米，365日不间断。",
        "2022年9月投用，2022年度考核优秀。",
        "举办2022智博会，上半场圆满。",
        "1-6月，集体经济收入增长7%。",
        "水厂是全县最大的民生工程。",
        "该工程是否延期尚待研究。",
    ],
)
def test_whole_dates_and_phrases_are_left_alone(progress):
    assert of_progress(progress) == []


def test_statements_that_run_into_each_other_are_told_once_a_text():
    finding = only(document(item(progress="工业增长4.4%消费品零售总额增长3.5%98.2%的村已通水。")))
    assert (finding.code, finding.quotes) == (
        "lost_mark",
        ("工业增长4.4%消费品零售总额增", "售总额增长3.5%98.2%的村已"),
    )
    assert of_progress("覆盖46%的行政村，80%以上达标，占比10%左右，其中（5%）为新增。") == []


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("印发《管水办法（试行）》（青水发〔2023〕7号）。", []),
        ("印发《管水办法（试行》。", ["brackets"]),
        ("创建“节水县城，已通过验收。", ["brackets"]),
        ("1）水厂已通水。\n2）管网已完工。", []),
        ("引进青石公司(上市企业）。", []),
    ],
)
def test_brackets_and_quotation_marks_come_in_pairs(progress, expected):
    assert [code for code in of_progress(progress) if code == "brackets"] == expected


def test_the_narrative_is_read_as_the_items_are():
    paper = document(item(), narrative=("截至815日，情况如下（见附件1）。", "2023731日"))
    assert codes(paper) == ["lost_word", "lost_word"]
