"""The office is told what the plan leaves out of the report, or prints with another number."""

from tasks.importing.raw import PrintedLine
from tasks.models import PlanReport
from tasks.outlooks.plan_divergences import find_plan_divergences
from tasks.outlooks.reading import read_outlook
from tasks.outlooks.reading.plan_comparison import compare_aims
from tasks.outlooks.stored_reports import read_stored_report
from tests.cast import EditionFactory
from tests.tasks.outlooks.reports import take_in, write_report


def compare(report: str, *items: str) -> list[tuple[str, str | None, bool]]:
    """Each target of the report with the number of the plan beside it."""
    lines = ["关于青禾县2030年国民经济和社会发展计划执行情况与2031年计划草案的报告", "一、2031年主要任务", report]
    aims = read_outlook([PrintedLine(line) for line in lines]).aims
    return [
        (one.aim.quote, one.planned and one.planned.commitment.quote, one.is_same)
        for one in compare_aims(aims, items, 2031)
    ]


def test_the_same_number_in_other_words_is_the_same():
    assert compare("新增步道10公里、停车泊位1500个。", "新建1500个公共停车位、10公里步道。") == [
        ("10公里", "10公里", True),
        ("1500个", "1500个", True),
    ]
    assert compare("民营经济增加值增长6%以上。", "推动民营经济增加值增长6%以上") == [("6%以上", "6%以上", True)]


def test_another_number_or_unit_is_told():
    assert compare("盘活20%以上的可盘活存量国有资产。", "确保盘活存量国有资产20亿元以上。") == [
        ("20%以上", "20亿元以上", False)
    ]
    assert compare(
        "推动“云上谷地”软件科技园引进12家以上软件企业。",
        "推动“云上谷地”软件科技园、智算产业园开园，全力引进某某科技等6家头部企业，培育软件产业。",
    ) == [("12家以上", "6家", False)]


def test_another_thing_of_the_same_number_is_left_out():
    assert compare("新建医保服务站7个。", "新建小学7所。", "建成口袋公园7个。") == [("7个", None, False)]
    assert compare("第一产业增加值增长8%以上。", "工业增加值增长8%以上。") == [("8%以上", None, False)]


def test_the_plan_of_the_year_is_compared_as_it_stands(cast):
    take_in(cast.office, write_report(), cast.government)
    report = PlanReport.objects.get()
    cast.key.current = EditionFactory(task=cast.key, since=3, text="新增停车泊位1200个。")
    cast.key.save()
    found = find_plan_divergences(report, read_stored_report(report))
    assert (found.has_plan, found.same) == (True, 0)
    assert [(one.compared.aim.quote, one.task) for one in found.differing] == [("1500个", cast.key)]
    assert [one.compared.aim.quote for one in found.left_out] == ["5所"]


def test_a_year_without_a_plan_has_nothing_to_compare(cast):
    take_in(cast.office, write_report(), cast.government)
    report = PlanReport.objects.get()
    report.year = 2031
    found = find_plan_divergences(report, read_stored_report(report))
    assert (found.has_plan, found.same, found.differing, found.left_out) == (False, 0, [], [])
