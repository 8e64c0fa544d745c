"""位次, 另一口径, 上级目标: to which commitment a number belongs."""

from decimal import Decimal

import pytest

from tasks.assessing.quantities import (
    Span,
    convert_second_value,
    find_ranks,
    find_second_bases,
    find_upper_target,
    match_figures,
    read_commitments,
    read_second_bases,
    read_upper_targets,
)
from tasks.enums import UpperLevel


def places(task: str, progress: str) -> list[str]:
    commitments = read_commitments(task)
    found = find_ranks(commitments, match_figures(commitments, progress), progress)
    return [rank.quote if rank else "" for rank in found]


def seconds(task: str, progress: str) -> list[tuple]:
    matches = match_figures(read_commitments(task), progress)
    return [
        (second.basis, convert_second_value(match, second)) if match and second else None
        for match, second in zip(matches, find_second_bases(matches, progress), strict=True)
    ]


@pytest.mark.parametrize(
    ("task", "progress", "found"),
    [
        ("地区生产总值增长6%", "地区生产总值增长6.2%，总量居全市第5、增速居全市第3。", ["居全市第3"]),
        ("一般公共预算收入21亿元", "一般公共预算收入21亿元，增长3%，增速居全市第3。", [""]),
        ("优良天数300天以上", "优良天数162天，同比增加5天，与邻区并列第3。", ["与邻区并列第3"]),
        ("培育企业30家", "培育企业31家，引进资金5亿元，居全市第2位。", [""]),
        ("培育企业30家", "引进资金5亿元，居全市第2位。", [""]),
        ("地区生产总值增长6%", "经济运行平稳，增速居全市第3位。", ["居全市第3位"]),
        (
            "固定资产投资增长8%，规上工业增加值增长7%",
            "固定资产投资增长9%（全市第4位）；规上工业增加值增长7.1%（全市第2位）。",
            ["全市第4位", "全市第2位"],
        ),
    ],
)
def test_a_rank_belongs_to_the_figure_before_it(task, progress, found):
    assert places(task, progress) == found


def test_a_second_basis_belongs_to_the_figure_that_it_restates():
    task = "一般公共预算收入增长3%"
    assert seconds(task, "一般公共预算收入增长-19%（扣除留抵退税因素后增长1.6%）。") == [
        ("扣除留抵退税因素后", Decimal("1.6"))
    ]


def test_where_a_drop_is_positive_a_rise_on_the_second_basis_is_negative():
    progress = "公用经费压减6%，剔除新增机构后增长2%。"
    assert seconds("公用经费压减5%", progress) == [("剔除新增机构后", Decimal(-2))]


def test_a_figure_that_alone_names_its_basis_is_no_second_one():
    assert read_second_bases("一般公共预算收入31亿元，同口径增长3.1%。") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一般公共预算收入达到89亿元（市级下达70亿元）", (UpperLevel.CITY, Decimal(70))),
        ("粮食产量12万吨以上（国家下达任务115000吨）", (UpperLevel.NATION, Decimal("11.5"))),
        ("森林覆盖率45%以上（自治区下达指标44%）", (UpperLevel.PROVINCE, Decimal(44))),
        ("能耗下降3.5%左右（上级目标3%）", (UpperLevel.ABOVE, Decimal(3))),
        ("固定资产投资增长8%（全市目标6%）", None),
        ("新增企业25家，超市级下达任务5家", None),
    ],
)
def test_the_upper_target_stands_beside_the_own_one_in_its_unit(text, found):
    commitment = read_commitments(text)[0]
    assert find_upper_target(text, commitment.span, commitment.unit) == found


def test_the_upper_target_is_no_commitment_of_the_district():
    found = read_commitments("固定资产投资120亿元（市级下达100亿元）")
    assert [(one.measure, one.value) for one in found] == [("固定资产投资", Decimal(120))]


def test_a_handed_down_target_alone_is_the_own_one():
    text = "完成市级下达的新增就业12000人任务"
    assert read_upper_targets(text) == ()
    assert [one.value for one in read_commitments(text)] == [Decimal(12000)]


def test_an_unknown_unit_gives_no_upper_target():
    assert find_upper_target("投资120亿元（市级下达100亿元）", Span(2, 7), "家") is None
