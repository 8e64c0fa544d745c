"""The search box of the head leads at once to items, units, leaders and pages, and to nothing that a person may not open."""

import pytest
from django.urls import reverse

from tasks.models import ProgressEntry
from tests.cast import TaskFactory
from tests.pages import found
from tracker.works import WORKS

#: whose name says what one does there
QUIET = {"首页", "全部设置"}
JSON = {"Accept": "application/json"}


def jumps(client, asked: str) -> list[str]:
    found = client.get(reverse("jump"), {"q": asked}, headers=JSON).json()["found"]
    return [" ".join(filter(None, (one["kind"], one["label"], one["beside"]))) for one in found]


@pytest.fixture
def numbered(cast):
    """第97项 of the plan, led by 区教委."""
    return TaskFactory(
        plan=cast.plan,
        number=97,
        edition__section=cast.section,
        edition__text="新建公共停车位7000个",
        edition__lead=[cast.lead_unit],
    )


@pytest.mark.parametrize("asked", ["97", "第97项", "区级97", "新建公共"])
def test_an_item_is_found_by_number_level_and_words(cast, numbered, sign_in, asked):
    assert jumps(sign_in(cast.office), asked) == ["事项 97　新建公共停车位7000个 2024年"]


@pytest.mark.parametrize("asked", ["市级97", "98", "", "   ", "九" * 300])
def test_what_names_nothing_finds_nothing(cast, numbered, sign_in, asked):
    assert jumps(sign_in(cast.office), asked) == []


def test_a_unit_and_a_leader_lead_to_their_items_which_the_list_takes(cast, sign_in):
    client = sign_in(cast.office)
    found = client.get(reverse("jump"), {"q": cast.lead_unit.name}, headers=JSON).json()["found"]
    [unit] = [one for one in found if one["kind"] == "牵头单位"]
    assert (unit["label"], client.get(unit["url"]).status_code) == (cast.lead_unit.name, 200)


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_a_unit_is_found_by_its_first_letters(cast, sign_in, who):
    assert cast.lead_unit.name == "区教委"
    found = [one.split(" ")[1] for one in jumps(sign_in(cast.person(who)), "jw") if "单位 " in one]
    assert found == ["区教委"]


def test_pages_and_acts_are_those_of_the_role(cast, sign_in):
    assert jumps(sign_in(cast.office), "预警") == ["页面 预警规则 设置", "页面 预警与研判的符合情况 办理"]
    assert jumps(sign_in(cast.clerk), "预警") == []
    assert jumps(sign_in(cast.administrator), "新增") == [
        "页面 新增单位 办理",
        "页面 新增区领导 办理",
        "页面 新增用户 办理",
    ]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("结转", "页面 结转 办理"),
        ("不再安排", "页面 结转 办理"),
        ("接续", "页面 接续对照表 办理"),
        ("计划报告", "页面 计划报告 办理"),
        ("专栏", "页面 专栏项目 办理"),
        ("退回", "页面 填报审核 催报审核"),
        ("开启", "页面 填报期 催报审核"),
    ],
)
def test_a_page_is_found_by_its_name_and_by_what_one_does_there(cast, sign_in, asked, first):
    client = sign_in(cast.office)
    found = client.get(reverse("jump"), {"q": asked}, headers=JSON).json()["found"]
    [page, *_] = [one for one in found if one["kind"] == "页面"]
    assert " ".join((page["kind"], page["label"], page["beside"])) == first
    assert client.get(page["url"]).status_code == 200
    assert page["label"] not in "".join(jumps(sign_in(cast.leader), asked))


def test_every_page_says_what_one_does_there():
    places = [place for work in WORKS for place in work.places]
    said = {place.name for place in places if place.says}
    assert {str(place.label) for place in places if place.name not in said} == QUIET


def test_no_draft_and_no_item_of_others_is_found(cast, numbered, sign_in):
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(text="尚在草拟的话")
    assert jumps(sign_in(cast.clerk), "尚在草拟") == []
    assert [one for who in (cast.other_clerk, cast.stranger) for one in jumps(sign_in(who), "97")] == []
    assert jumps(sign_in(cast.administrator), "97") == []


def test_the_questions_do_not_grow_with_what_is_found(cast, numbered, sign_in, count_queries):
    client = sign_in(cast.office)
    client.get(reverse("jump"), {"q": "新"}, headers=JSON)
    for number in range(200, 220):
        TaskFactory(plan=cast.plan, number=number, edition__section=cast.section, edition__lead=[cast.lead_unit])
    with count_queries(5):
        client.get(reverse("jump"), {"q": "新"}, headers=JSON)


def test_without_a_script_the_box_leads_to_the_search_or_shows_the_same(cast, sign_in):
    asked = {"q": cast.lead_unit.name}
    assert sign_in(cast.clerk).get(reverse("jump"), asked).url.startswith(reverse("search_page") + "?q=")
    page = sign_in(cast.administrator).get(reverse("jump"), asked).content.decode()
    assert reverse("unit_edit", args=[cast.lead_unit.pk]) in page


def test_who_sees_no_items_is_told_what_there_is(cast, sign_in):
    answer = sign_in(cast.viewer).get(reverse("jump"), {"q": "公园"})
    assert found(answer, "p.empty") == [
        "没有找到。可以输入页面的名称，一两个字即可。当前账号不能查看事项，只能查看 已印发的通知和报告 。"
    ]
    answer = sign_in(cast.administrator).get(reverse("jump"), {"q": "公园"})
    assert found(answer, "p.empty") == ["没有找到。可以输入单位、区领导、用户或页面的名称，一两个字即可。"]


def test_an_account_is_found_by_name_and_username_for_who_keeps_it(cast, sign_in):
    client = sign_in(cast.administrator)
    told = [f"用户 {cast.clerk.name} {cast.lead_unit.name}"]
    assert (jumps(client, cast.clerk.name), jumps(client, cast.clerk.username)) == (told, told)
    assert [one for one in jumps(sign_in(cast.office), cast.clerk.name) if one.startswith("用户")] == []
