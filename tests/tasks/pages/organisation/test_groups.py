"""单位分组 on one page: who proposes, who is a member, saved together and not over a colleague's save."""

import pytest
from django.urls import reverse

from tasks.models import Unit
from tests.cast import UnitFactory
from tests.pages import boxes, found, said

PAGE = reverse("group_page")


@pytest.fixture
def groups(cast) -> dict[str, Unit]:
    """Two towns; 相关镇街 and 各有关单位 have no members, 各委局 has one."""
    for name in ("东街道", "北镇"):
        UnitFactory(government=cast.government, name=name)
    made = {
        name: UnitFactory(government=cast.government, name=name, is_group=True)
        for name in ("相关镇街", "各有关单位", "各委局")
    }
    made["各委局"].members.add(cast.lead_unit)
    return made


def form_of(client, **changed) -> dict:
    """The fields of the page as a browser sends them back, with some of them changed."""
    page = client.get(PAGE).context["page"]
    fields = {f"seen-{row.unit.pk}": row.mark for row in page.rows}
    for row in page.rows:
        ticked = [tick.unit.pk for tick in [*row.likely, *row.others] if tick.is_ticked]
        fields |= {f"members-{row.unit.pk}": ticked} if ticked else {}
    return fields | changed


def members(group: Unit) -> set[str]:
    return set(group.members.values_list("name", flat=True))


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_the_page_shows_members_and_proposals(cast, sign_in, groups, who):
    page = sign_in(cast.person(who)).get(PAGE)
    assert found(page, "summary") == ["各有关单位 没有成员", "相关镇街 没有成员 建议 2 家", "各委局 1 家"]
    assert found(page, "div.tally") == ["3 单位组 2 没有成员"]
    field = f"members-{groups['各委局'].pk}"
    assert (len(boxes(page, field)), boxes(page, field, ticked=True)) == (5, [str(cast.lead_unit.pk)])


def test_all_groups_are_saved_at_once(cast, sign_in, groups):
    client = sign_in(cast.office)
    towns, any_unit, bureaus = groups["相关镇街"], groups["各有关单位"], groups["各委局"]
    sent = form_of(client) | {
        f"proposed-{towns.pk}": "1",
        f"members-{any_unit.pk}": [cast.other_unit.pk],
        f"members-{bureaus.pk}": [],
    }
    answer = client.post(PAGE, sent, follow=True)
    assert [members(each) for each in (towns, any_unit, bureaus)] == [{"东街道", "北镇"}, {"区城市管理局"}, set()]
    (told,) = said(answer)
    assert (told[:4], {*told[4:-7].split("、")}) == ("已设置 ", {"相关镇街", "各有关单位", "各委局"})
    assert said(client.post(PAGE, form_of(client), follow=True)) == ["成员单位没有变化。"]


def test_a_colleagues_newer_members_are_shown_and_the_second_save_counts(cast, sign_in, groups):
    client = sign_in(cast.office)
    mine = form_of(client) | {f"members-{groups['各有关单位'].pk}": [cast.other_unit.pk]}
    groups["各有关单位"].members.add(cast.lead_unit)
    answer = client.post(PAGE, mine)
    assert (answer.status_code, members(groups["各有关单位"])) == (409, {"区教委"})
    assert found(answer, "p.why") == [
        "没有保存 您打开本页之后，其他人已经设置过。现有成员为——各有关单位：区教委。"
        "全部尚未保存；请核对您的勾选，再次保存即以您的为准。"
    ]
    field = f"members-{groups['各有关单位'].pk}"
    assert boxes(answer, field, ticked=True) == [str(cast.other_unit.pk)]
    seen = {f"seen-{row.unit.pk}": row.mark for row in answer.context["page"].rows}
    client.post(PAGE, mine | seen)
    assert members(groups["各有关单位"]) == {"区城市管理局"}


def test_what_is_no_unit_of_the_government_is_refused_whole(cast, sign_in, groups):
    client = sign_in(cast.office)
    foreign = UnitFactory(government=cast.stranger.government)
    answer = client.post(
        PAGE, form_of(client) | {f"members-{groups['各有关单位'].pk}": [foreign.pk, cast.lead_unit.pk]}
    )
    assert (answer.status_code, members(groups["各有关单位"])) == (422, set())
    assert found(answer, "p.why") == ["没有保存 为“各有关单位”所选的单位不在本辖区之内，请刷新页面后再设置。"]


@pytest.mark.parametrize("junk", ["x", "-1", "9" * 40, "²"])
def test_a_tick_that_no_browser_sends_is_passed_over(cast, sign_in, groups, junk):
    client = sign_in(cast.office)
    sent = form_of(client) | {f"members-{groups['各有关单位'].pk}": [junk], f"seen-{junk}": "x"}
    assert said(client.post(PAGE, sent, follow=True)) == ["成员单位没有变化。"]


def test_an_item_names_the_members_of_its_groups(cast, sign_in, groups):
    towns = groups["相关镇街"]
    for unit in (towns, groups["各有关单位"]):
        cast.key.current.responsibilities.create(unit=unit, role="cooperate", position=5 + unit.pk, label=unit.name)
    towns.members.set(Unit.objects.filter(name__in=["东街道", "北镇"]))
    page = sign_in(cast.clerk).get(reverse("task_page", args=[cast.key.pk]))
    shown = dict(zip(found(page, "dt"), found(page, "dd"), strict=True))
    assert (shown["相关镇街"], shown["各有关单位"]) == ("东街道、北镇，2 家 东街道、北镇", "没有设置成员，无人填报")
    page = sign_in(cast.office).get(reverse("task_page", args=[cast.key.pk]))
    assert dict(zip(found(page, "dt"), found(page, "dd"), strict=True))["各有关单位"] == "没有设置成员，无人填报 设置"


def test_the_page_reads_in_a_fixed_number_of_queries(cast, sign_in, groups, reads_in):
    numbers = iter(range(100))

    def add() -> None:
        number = next(numbers)
        unit = UnitFactory(government=cast.government, name=f"第{number}镇")
        UnitFactory(government=cast.government, name=f"各第{number}组", is_group=True).members.add(unit)

    reads_in(8, sign_in(cast.administrator), PAGE, add)
