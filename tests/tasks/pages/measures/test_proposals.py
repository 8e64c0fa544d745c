"""历年归入: the office says yes or no to what is proposed, one by one or to all sure ones at once."""

import pytest
from django.urls import reverse

from tasks.measures.measure_actions import OVERTAKEN
from tasks.models import Indicator, Measure, MeasureLink
from tests.pages import said
from tests.tasks.measures.measures import indicator_of, item_of, link_of, measure_of

PAGE = reverse("measure_proposals")


@pytest.fixture
def parking(cast) -> list[Indicator]:
    return [indicator_of(item_of(cast, year)) for year in (2024, 2023)]


@pytest.fixture
def days(cast) -> list[Indicator]:
    """Two of which the machine is not sure."""
    names = {2024: "空气质量优良天数", 2023: "优良天数"}
    return [
        indicator_of(item_of(cast, year, 91, text=f"{name}300天"), measure=name, unit="天", value=300)
        for year, name in names.items()
    ]


def form_of(page) -> dict:
    """What the browser would send of the page as it was opened."""
    sent: dict = {"members": [], "sure": [one.key for one in page.sure]}
    for one in page.shown:
        sent["members"] += [f"{one.key}:{member.key}" for member in one.members]
        sent[f"ticked-{one.key}"] = [member.key for member in one.members]
        sent[f"name-{one.key}"] = one.name
    return sent


def test_without_anything_to_join_the_page_says_what_to_do(cast, sign_in):
    Indicator.objects.all().delete()
    assert "导入各年的方案或计划报告后" in sign_in(cast.office).get(PAGE).content.decode()


def test_all_sure_ones_are_joined_at_once_and_the_others_stay(cast, sign_in, parking, days):
    client = sign_in(cast.office)
    page = client.get(PAGE).context["page"]
    assert [(one.name, one.is_sure) for one in page.shown] == [("新增公共停车位", True), ("空气质量优良天数", False)]
    answer = client.post(PAGE, form_of(page) | {"act": "sure"}, follow=True)
    assert said(answer) == ["已归入 1 个历年指标。"]
    assert sorted(MeasureLink.objects.values_list("indicator", flat=True)) == sorted(one.pk for one in parking)
    assert [one.name for one in answer.context["page"].shown] == ["空气质量优良天数"]


def test_one_is_joined_under_another_name_without_what_was_unticked(cast, sign_in, days):
    client = sign_in(cast.office)
    page = client.get(PAGE).context["page"]
    key = page.shown[0].key
    given = form_of(page) | {"confirm": key, f"ticked-{key}": [key], f"name-{key}": "优良天数"}
    assert said(client.post(PAGE, given, follow=True)) == ["“优良天数”：已归入 1 个指标。"]
    assert sorted(Measure.objects.get().links.values_list("indicator", "state")) == sorted(
        [(days[0].pk, "confirmed"), (days[1].pk, "rejected")]
    )


def test_what_is_rejected_stays_away_until_somebody_wants_it_back(cast, sign_in, days):
    client = sign_in(cast.office)
    page = client.get(PAGE).context["page"]
    answer = client.post(PAGE, form_of(page) | {"reject": page.shown[0].key}, follow=True)
    assert said(answer) == ["已排除 2 个指标，以后不再这样提示。"]
    page = answer.context["page"]
    assert (page.count, [words for _, _, words in page.left_out]) == (0, ["空气质量优良天数　", "优良天数　"])
    for key, _, _ in page.left_out:
        assert said(client.post(PAGE, {"restore": key}, follow=True)) == ["已取消排除，会重新提示。"]
    assert client.get(PAGE).context["page"].count == 1


def test_of_two_people_the_second_is_told(cast, sign_in, parking):
    client = sign_in(cast.office)
    given = form_of(client.get(PAGE).context["page"]) | {"act": "sure"}
    sign_in(cast.second_office).post(PAGE, given)
    answer = client.post(PAGE, given)
    assert (answer.status_code, answer.context["page"].error, Measure.objects.count()) == (409, OVERTAKEN, 1)


def test_a_member_that_came_in_meanwhile_is_not_joined_unseen(cast, sign_in, parking):
    client = sign_in(cast.office)
    given = form_of(client.get(PAGE).context["page"]) | {"act": "sure"}
    indicator_of(item_of(cast, 2022))
    assert client.post(PAGE, given).status_code == 409
    assert Measure.objects.count() == 0


def test_nothing_ticked_is_told(cast, sign_in, days):
    client = sign_in(cast.office)
    page = client.get(PAGE).context["page"]
    key = page.shown[0].key
    answer = client.post(PAGE, form_of(page) | {"confirm": key, f"ticked-{key}": []})
    assert (answer.status_code, answer.context["page"].error[:10]) == (409, "请至少勾选一个要归入")


@pytest.mark.parametrize(
    ("given", "status"), [({}, 400), ({"act": "sure"}, 409), ({"confirm": "i0"}, 409), ({"restore": "9" * 40}, 409)]
)
def test_what_nobody_can_mean_is_refused(cast, sign_in, days, given, status):
    assert sign_in(cast.office).post(PAGE, given).status_code == status


def test_more_years_cost_no_more_queries(cast, sign_in, parking, reads_in):
    link_of(cast, measure_of(cast), parking[0])
    years = iter(range(2015, 2022))
    reads_in(9, sign_in(cast.office), PAGE, lambda: indicator_of(item_of(cast, next(years))))
