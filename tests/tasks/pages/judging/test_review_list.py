"""Accepting many at once from the list of 填报审核."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState
from tasks.filing import entry_actions
from tests.acts import newest, submit
from tests.cast import EntryFactory, TaskFactory
from tests.pages import boxes, rows, said


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


#: words that give no warning in any of the three
CALM = "增长6.5%。新增普惠性学位3000个。建成小学两所，投用中学一所。"


@pytest.fixture
def filed(cast):
    mine = [cast.target_entry, cast.livelihood_entry, cast.key_entry]
    for entry in mine:
        submit(entry, cast.clerk, CALM)
    return mine


def picks(*filed) -> list[str]:
    return [f"{entry.pk}:{newest(entry)}" for entry in filed]


def accept(client, picked, query: str = "tab=waiting", **more):
    return client.post(f"{reverse('review_accept_many')}?{query}", {"pick": picked}, follow=True, **more)


def states(*filed) -> list[str]:
    for entry in filed:
        entry.refresh_from_db()
    return [entry.state for entry in filed]


def test_the_list_shows_what_would_be_accepted_and_carries_its_revision(cast, office, filed):
    answer = office.get(reverse("review_queue"), {"tab": "waiting"})
    assert rows(answer)[1][1:4] == ["预期目标 地区生产总值增长6%以上", CALM, "正常"]
    assert f"{cast.key_entry.pk}:1" in boxes(answer, "pick")


def test_what_is_ticked_is_accepted_and_the_rest_stays(cast, office, filed):
    answer = accept(office, picks(*filed[:2]), "tab=waiting&unit=区教委")
    assert answer.redirect_chain == [(f"{reverse('review_queue')}?tab=waiting&unit=%E5%8C%BA%E6%95%99%E5%A7%94", 302)]
    assert said(answer) == ["已审核通过 2 项。"]
    assert states(*filed) == [EntryState.ACCEPTED, EntryState.ACCEPTED, EntryState.SUBMITTED]


def test_what_could_not_be_done_is_named_with_the_reason_once(cast, office, filed):
    picked = picks(*filed)
    for entry in filed[:2]:
        entry_actions.withdraw(entry=entry, by=cast.clerk)
    assert said(accept(office, picked)) == [
        "已审核通过 1 项。",
        "2 项未办理（预期目标第1项、民生实事第1项）：该事项现为“草稿”，不在待审核之列。单位可能刚刚撤回。",
    ]


def test_nothing_ticked_is_said_and_nothing_done(office, filed):
    assert said(accept(office, [])) == ["请先勾选事项，再办理。"]
    assert states(*filed) == [EntryState.SUBMITTED] * 3


@pytest.mark.parametrize("pick", ["x", "1", "1:2:3", "-1:2", "1:²"])
def test_a_mark_that_no_list_makes_is_refused(office, pick):
    assert said(accept(office, [pick])) == ["勾选的事项无法识别，请刷新列表后重新勾选。"]


def test_an_entry_of_another_government_is_not_there(cast, office, filed):
    picked = [*picks(filed[0]), f"{cast.foreign_entry.pk}:0"]
    assert accept(office, picked).status_code == 404
    assert states(*filed) == [EntryState.SUBMITTED] * 3


def test_forty_items_take_a_fixed_number_of_queries_each(cast, office, count_queries):
    """Eleven an item and its two savepoints; the person, the period, the entries, and the offer to undo besides."""

    def more(number: int) -> list[str]:
        made = [
            EntryFactory(task=TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit]), period=cast.period)
            for _ in range(number)
        ]
        for entry in made:
            submit(entry, cast.clerk)
        return picks(*made)

    for number in (1, 40):
        picked = more(number)
        with count_queries(7 + 12 * number):
            office.post(reverse("review_accept_many"), {"pick": picked})
