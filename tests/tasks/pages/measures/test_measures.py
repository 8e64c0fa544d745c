"""历年: all measures by year, one of them with its sources, and what a person names and writes down."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, MeasureLinkState, PeriodState
from tasks.models import Measure, Reading
from tests.cast import EntryFactory, PeriodFactory
from tests.pages import said
from tests.tasks.measures.measures import indicator_of, item_of, link_of, measure_of, outcome_of

LIST = reverse("measure_list")
#: queries of a page
PLACE_COUNT = {"measure_list": 8, "measure_page": 8}


@pytest.fixture
def measure(cast) -> Measure:
    return measure_of(cast)


def join_year(cast, measure: Measure, year: int, value: int, number: int = 90) -> None:
    indicator = indicator_of(item_of(cast, year, number), value=value)
    link_of(cast, measure, indicator)
    plan = indicator.task.plan
    period = plan.periods.filter(number=4).first() or PeriodFactory(plan=plan, number=4, state=PeriodState.CLOSED)
    entry = EntryFactory(task=indicator.task, period=period, state=EntryState.ACCEPTED, text="已建成")
    Reading.objects.create(entry=entry, indicator=indicator, value=value + 1)


def test_the_empty_page_says_what_to_do(cast, sign_in):
    for user, words in (
        (cast.office, "系统把各年方案和计划报告中相同的指标排在一起"),
        (cast.head, "由督查办把各年相同的指标归在一起后"),
    ):
        assert words in "".join(sign_in(user).get(LIST).content.decode().split())


def test_measures_stand_by_year_headlines_first(cast, sign_in, measure):
    join_year(cast, measure, 2022, 5000)
    join_year(cast, measure, 2023, 2250)
    outcome_of(cast, measure_of(cast, name="优良天数", unit="天", is_headline=True), value=303, year=2022)
    page = sign_in(cast.office).get(LIST).context["page"]
    assert page.years == [2022, 2023]
    assert [
        (str(series.measure), [year and year.outcome.label for _, year in cells]) for series, cells in page.rows
    ] == [
        ("优良天数", ["303", None]),
        ("新增公共停车位", ["5001", "2251"]),
    ]


def test_of_very_many_years_the_newest_ten_stand_in_the_table(cast, sign_in, measure):
    for year in range(2005, 2020):
        outcome_of(cast, measure, year=year)
    assert sign_in(cast.office).get(LIST).context["page"].years == list(range(2010, 2020))


@pytest.mark.parametrize("page", ["measure_list", "measure_page"])
def test_many_measures_and_years_cost_no_more_queries_than_one(cast, sign_in, measure, reads_in, page):
    address = reverse(page, args=[measure.pk] if page == "measure_page" else [])
    years = iter(range(2010, 2024))

    def add_year() -> None:
        year = next(years)
        join_year(cast, measure, year, 5000)
        join_year(cast, measure_of(cast, name=f"停车位{year}"), year, 5000, number=91)

    reads_in(PLACE_COUNT[page], sign_in(cast.office), address, add_year)


def test_one_measure_shows_its_picture_and_the_source_of_each_value(cast, sign_in, measure):
    join_year(cast, measure, 2022, 5000)
    outcome_of(cast, measure, quote="新增停车位2250个")
    content = sign_in(cast.head).get(reverse("measure_page", args=[measure.pk])).content.decode()
    assert 'aria-label="新增公共停车位：2022年目标5000个，完成5001个；2023年没有目标，完成2250个"' in content
    for words in ("2022年全年", "2024年政府工作报告", "“新增停车位2250个”"):
        assert words in content
    assert "填写完成数" not in content


def test_a_measure_is_founded_and_renamed_by_hand(cast, sign_in):
    client = sign_in(cast.office)
    given = {"name": "停车位", "unit": "个", "kind": "cumulative", "aliases": "泊位\n车位\n"}
    assert said(client.post(reverse("measure_create"), given, follow=True)) == [
        "已设立历年指标“停车位”。与它相同的指标会在“归入”页提示。"
    ]
    measure = Measure.objects.get()
    address = reverse("measure_edit", args=[measure.pk])
    seen = client.get(address).context["page"].form.initial["seen"]
    answer = client.post(address, given | {"name": "公共停车位", "seen": seen}, follow=True)
    assert said(answer) == ["已保存“公共停车位”。"]
    stale = client.post(address, given | {"seen": seen})
    assert stale.status_code == 422
    assert "其他人已经保存过" in stale.content.decode()
    again = client.post(address, given | {"seen": stale.context["page"].form["seen"].value()})
    assert again.status_code == 302


def test_two_measures_of_one_name_are_refused(cast, sign_in, measure):
    given = {"name": measure.name, "unit": "个", "kind": "cumulative"}
    answer = sign_in(cast.office).post(reverse("measure_create"), given)
    assert (answer.status_code, Measure.objects.count()) == (422, 1)
    assert "已有名称、单位、类型和口径都相同的历年指标" in answer.content.decode()


def test_something_is_taken_out_of_a_measure_and_proposed_again(cast, sign_in, measure):
    link = link_of(cast, measure, indicator_of(item_of(cast, 2022)))
    client, address = sign_in(cast.office), reverse("measure_edit", args=[measure.pk])
    given = {"act": "confirmed", "link": link.pk}
    assert said(client.post(address, given, follow=True)) == ["已移出，以后不再提示归入本指标。"]
    assert measure.links.get().state == MeasureLinkState.REJECTED
    assert client.post(address, given).status_code == 409
    assert said(client.post(address, given | {"act": "rejected"}, follow=True)) == ["已取消排除，会重新提示。"]
    assert client.post(address, {"act": "drop"}, follow=True).redirect_chain == [(LIST, 302)]


def test_an_outcome_is_written_down_and_removed(cast, sign_in, measure):
    client, address = sign_in(cast.office), reverse("measure_outcome", args=[measure.pk])
    form = client.get(address, {"year": 2023}).context["page"].form
    given = {"year": 2023, "value": "2250", "state": "final", "source": "政府工作报告", "seen": form.initial["seen"]}
    assert said(client.post(address, given, follow=True)) == ["已保存2023年完成数。"]
    assert client.post(address, given | {"value": "1"}).status_code == 422
    page = client.get(address, {"year": 2023}).context["page"]
    assert page.form.initial["value"] == 2250
    given = {"act": "drop", "year": 2023, "seen": page.form.initial["seen"]}
    assert said(client.post(address, given, follow=True)) == ["已删除2023年完成数。"]
    assert client.post(address, given).status_code == 422


@pytest.mark.parametrize(
    "given", [{"year": "9" * 30}, {"year": "2023", "value": "很多"}, {"value": "1" * 40}, {"act": "drop"}]
)
def test_an_outcome_without_sense_is_shown_again(cast, sign_in, measure, given):
    answer = sign_in(cast.office).post(reverse("measure_outcome", args=[measure.pk]), given)
    assert (answer.status_code, measure.outcomes.count()) == (422, 0)


def test_the_head_finds_the_page(cast, sign_in):
    answer = sign_in(cast.office).get(reverse("jump"), {"q": "历年"}, follow=True)
    assert LIST in answer.content.decode() or answer.redirect_chain[-1][0] == LIST
