"""调整责任区领导 of many items."""

import pytest
from django.urls import reverse

from tasks.enums import PeriodState
from tests.cast import OfficialFactory
from tests.pages import errors, found, options, rows, said

PAGE = "/tasks/leaders/"
BASIS = "区政府领导分工调整的通知"


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


@pytest.fixture
def other(cast):
    return OfficialFactory(government=cast.government, name="李平")


def picks(cast) -> list[str]:
    """The key task, led by 王明, and the one that nobody leads."""
    return [f"{cast.key_entry.pk}:{cast.official.pk}", f"{cast.other_entry.pk}"]


def leaders(*entries) -> list[list[str]]:
    for entry in entries:
        entry.refresh_from_db()
    return [[one.official.name for one in entry.edition.leaderships.order_by("position")] for entry in entries]


def test_the_list_lets_the_office_tick_and_nobody_else(cast, office, sign_in):
    page = office.get(reverse("task_list")).content.decode()
    assert f'name="entry" value="{cast.key_entry.pk}"' in page
    assert f'action="{PAGE}"' in page
    assert "data-pick" not in sign_in(cast.leader).get(reverse("task_list")).content.decode()
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    assert "data-pick" not in office.get(reverse("task_list")).content.decode()


def test_the_page_shows_who_answers_now_and_offers_whom_to_replace(cast, office, other):
    OfficialFactory(government=cast.government, name="离任者", is_active=False)
    answer = office.get(PAGE, {"entry": [cast.key_entry.pk, cast.other_entry.pk]})
    assert found(answer, "h1") == ["调整 2 项的责任区领导"]
    assert [row[2:] for row in rows(answer)] == [["区教委", "王明"], ["区城市管理局", "（未列）"]]
    assert options(answer, "way") == [
        "（请选择）",
        "接替王明（1 项）",
        "增加一位，现任不变",
        "改由其一人负责",
    ]
    assert options(answer, "official") == ["（请选择）", "李平", "王明"]


def test_one_change_for_all_and_what_it_does_not_touch_is_told(cast, office, other):
    given = {"pick": picks(cast), "way": cast.official.pk, "official": other.pk, "basis": BASIS}
    answer = office.post(PAGE, given, follow=True)
    assert said(answer) == [
        "已调整责任区领导 1 项。",
        "1 项未办理（重点工作任务第2项）：责任区领导没有变化。",
    ]
    assert leaders(cast.key_entry, cast.other_entry) == [["李平"], []]
    office.post(
        PAGE,
        given
        | {
            "way": "also",
            "pick": [f"{cast.key_entry.pk}:{other.pk}", picks(cast)[1]],
            "official": cast.official.pk,
        },
    )
    assert leaders(cast.key_entry, cast.other_entry) == [["李平", "王明"], ["王明"]]


def test_what_is_missing_is_said_beside_its_field_and_the_items_stay(cast, office):
    answer = office.post(PAGE, {"pick": picks(cast), "way": "", "official": "", "basis": " "})
    assert (answer.status_code, errors(answer)) == (
        422,
        ["请选择调整方式。", "请选择区领导。", "请写明依据。"],
    )
    assert len(rows(answer)) == 2


@pytest.mark.parametrize("name", ["稿", "1e3", "-1"])
def test_an_address_that_no_list_makes_is_refused(office, name):
    answer = office.get(PAGE, {"entry": name})
    assert (answer.status_code, found(answer, "p")[0]) == (
        400,
        "网址中的事项无法识别，请回到事项列表重新勾选。",
    )


def test_a_leader_of_another_government_is_not_offered(cast, office):
    stranger = OfficialFactory(government=cast.stranger.government)
    given = {"pick": picks(cast), "way": "alone", "official": stranger.pk, "basis": BASIS}
    assert errors(office.post(PAGE, given)) == ["该领导已不在任，请重新选择。"]
    assert office.get(PAGE, {"entry": cast.foreign_entry.pk}).status_code == 404


def test_nothing_ticked_leads_back_to_the_list(office):
    assert said(office.get(PAGE, follow=True)) == ["请先勾选要调整的事项。"]
