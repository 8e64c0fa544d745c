"""节点: the steps that a plan's quarter columns name, and their days."""

from datetime import date

import pytest

from tasks.assessing.deadlines import read_period_steps
from tasks.periods import QUARTERLY, QUARTERS, Rhythm

MARCH, JUNE, SEPTEMBER, DECEMBER = date(2030, 3, 31), date(2030, 6, 30), date(2030, 9, 30), date(2030, 12, 31)


def steps(*cells: str, has_figures: bool = False) -> list[tuple[str, date]]:
    return [
        (step.text, step.on)
        for step in read_period_steps(
            dict(zip(QUARTERS, cells, strict=False)), 2030, QUARTERLY, has_figures=has_figures
        )
    ]


def test_each_quarter_s_words_are_due_on_its_last_day():
    assert steps("完成可研批复", "完成招标", "主体封顶", "竣工验收") == [
        ("完成可研批复", MARCH),
        ("完成招标", JUNE),
        ("主体封顶", SEPTEMBER),
        ("竣工验收", DECEMBER),
    ]


def test_a_day_named_within_the_quarter_counts():
    assert steps("", "5月底前进场施工；6月15日前完成桩基") == [
        ("5月底前进场施工", date(2030, 5, 31)),
        ("6月15日前完成桩基", date(2030, 6, 15)),
    ]


def test_a_day_outside_of_the_quarter_does_not():
    assert steps("完成选址，12月底前建成") == [("完成选址，12月底前建成", MARCH)]


@pytest.mark.parametrize(
    "cell",
    [
        "①完成选址；②完成初步设计。",
        "1.完成选址\n2.完成初步设计",
        "（1）完成选址；（2）完成初步设计",
        "①完成选址，②完成初步设计",
    ],
)
def test_a_cell_may_name_several(cell):
    assert steps(cell) == [("完成选址", MARCH), ("完成初步设计", MARCH)]


@pytest.mark.parametrize(
    "cell", ["", "/", "—", "无", "8个", "完成8个", "累计达到25%以上", "持续推进", "有序推进中", "按序时进度推进"]
)
def test_what_cannot_be_ticked_is_no_step(cell):
    assert steps(cell) == []


def test_a_share_of_the_works_is_a_step():
    assert steps("完成主体结构60%") == [("完成主体结构60%", MARCH)]


def test_what_an_indicator_counts_is_no_step_besides():
    assert steps("完成选址，新增学位800个", "启动招标", has_figures=True) == [("启动招标", JUNE)]


def test_the_same_words_are_one_step_and_long_ones_are_cut():
    assert steps("完成选址", "完成选址") == [("完成选址", MARCH)]
    assert [len(text) for text, _ in steps("完成" + "选址" * 200)] == [200]


def test_it_quotes_the_cell_with_its_quarter():
    (step,) = read_period_steps({3: "", 6: " 完成招标；"}, 2030, QUARTERLY, has_figures=False)
    assert step.quote == "上半年：完成招标；"


def test_months_of_a_school_year_are_read_alike():
    school = Rhythm(9, (12, 3, 6, 8), ("9—12月", "9—3月", "9—6月", "全学年"))
    found = read_period_steps({3: "3月5日前完成验收", 12: "完成招标", 5: "投入使用"}, 2030, school, has_figures=False)
    assert [(step.text, step.on, step.quote.split("：")[0]) for step in found] == [
        ("完成招标", DECEMBER, "9—12月"),
        ("3月5日前完成验收", date(2031, 3, 5), "9—3月"),
        ("投入使用", date(2031, 5, 31), "5月底"),
    ]
