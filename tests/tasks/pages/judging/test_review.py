"""填报审核."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, EventKind, PeriodState
from tasks.filing import entry_actions
from tasks.judging.review_actions import compute_wording_fingerprint, take_back_return
from tasks.models import Event, InternalItem, ProgressEntry
from tests.acts import accept, give_back, newest, save, submit
from tests.cast import EntryFactory, TaskFactory, UserFactory
from tests.pages import found, said


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def page_of(entry) -> str:
    return reverse("review_entry", args=[entry.pk])


def do(client, entry, deed: str, **more):
    return client.post(page_of(entry), {"do": deed, "revision": newest(entry), **more}, follow=True)


def groups_of(page) -> list[tuple]:
    """Each unit with its entries, as the list shows them."""
    return [(unit, [row.entry for row in rows]) for unit, rows in page.groups]


def test_tabs_count_what_stands_in_them_and_the_waiting_come_first(cast, office):
    submit(cast.target_entry, cast.clerk)
    submit(cast.livelihood_entry, cast.clerk)
    accept(cast.livelihood_entry, cast.office)
    page = office.get(reverse("review_queue")).context["page"]
    assert [(label, count, name == page.tab) for name, label, count in page.tabs] == [
        ("未报送", 2, False),
        ("待审核", 1, True),
        ("已退回", 0, False),
        ("已通过", 1, False),
    ]
    assert groups_of(page) == [("区教委", [cast.target_entry])]


def test_what_is_owed_stands_unit_by_unit_with_the_days_overdue(cast, office):
    cast.period.due_on = cast.period.opens_on
    cast.period.save()
    page = office.get(reverse("review_queue"), {"tab": "unfiled"}).context["page"]
    assert groups_of(page) == [
        ("区城市管理局", [cast.other_entry]),
        ("区教委", [cast.target_entry, cast.livelihood_entry, cast.key_entry]),
    ]
    assert {row.days_late for row in page.rows} == {12 - 4}


def test_the_list_of_one_unit(cast, office):
    page = office.get(reverse("review_queue"), {"unit": "区城市管理局"}).context["page"]
    assert groups_of(page) == [("区城市管理局", [cast.other_entry])]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_runs_as_many_queries_for_three_rows_as_for_one(cast, office, count_queries, rows):
    for number in range(rows):
        EntryFactory(
            task=TaskFactory(plan=cast.plan, number=50 + number, edition__lead=[cast.lead_unit]),
            period=cast.period,
        )
    with count_queries(8):
        office.get(reverse("review_queue"))


def test_accepting_brings_up_the_next_and_at_the_end_the_summary(cast, office):
    submit(cast.livelihood_entry, cast.clerk)
    submit(cast.key_entry, cast.clerk)
    first = do(office, cast.livelihood_entry, "accept")
    assert first.redirect_chain == [(page_of(cast.key_entry), 302)]
    assert said(first) == ["“民生实事第1项”已审核通过。"]
    last = do(office, cast.key_entry, "return", reason="请写明面积。")
    assert last.redirect_chain == [(f"{reverse('review_queue')}?tab=accepted", 302)]
    assert said(last) == [
        "“重点工作任务第1项”已退回区教委。",
        "待审核的已全部处理：已通过 1 项，已退回 1 项，未报送 2 项。",
    ]


def test_the_next_item_is_of_the_unit_that_was_chosen(cast, office):
    submit(cast.other_entry, cast.other_clerk)
    submit(cast.target_entry, cast.clerk)
    submit(cast.key_entry, cast.clerk)
    address = f"{page_of(cast.key_entry)}?unit=区教委"
    response = office.post(address, {"do": "accept", "revision": 1})
    assert response.url.startswith(page_of(cast.target_entry))


def test_the_reasons_of_a_warning_stand_beside_it(cast, office):
    signal = {
        "code": "overdue",
        "severity": "high",
        "message": "时限6月30日已过",
        "arithmetic": "",
        "quote": "",
        "spans": [],
    }
    submit(cast.target_entry, cast.clerk)
    ProgressEntry.objects.filter(pk=cast.target_entry.pk).update(signals=[signal], standing="lagging")
    assert found(office.get(page_of(cast.target_entry)), "details.why-first") == [
        "系统预警 预警滞后 依据 1 条 ■ 时限6月30日已过"
    ]


def test_a_return_without_a_reason_is_refused_beside_the_field(cast, office):
    submit(cast.key_entry, cast.clerk)
    response = do(office, cast.key_entry, "return", reason=" ")
    cast.key_entry.refresh_from_db()
    assert (response.status_code, cast.key_entry.state) == (422, EntryState.SUBMITTED)
    assert response.context["page"].reason_form.errors["reason"] == ["请写明退回意见，单位将据此修改。"]


def test_a_return_after_the_period_closed_says_what_is_missing(cast, office):
    submit(cast.key_entry, cast.clerk)
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    response = do(office, cast.key_entry, "return", reason="请写明面积。")
    assert said(response)[1] == "一季度填报已截止，在“填报期”重新开启或对该单位单独开放后，单位才能修改。"


def test_a_text_that_changed_meanwhile_is_shown_instead_of_accepted(cast, office):
    submit(cast.key_entry, cast.clerk, "第一稿。")
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    submit(cast.key_entry, cast.clerk, "第二稿。")
    response = office.post(page_of(cast.key_entry), {"do": "accept", "revision": 1}, follow=True)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.state == EntryState.SUBMITTED
    assert said(response)[0].endswith("保存了新内容，请核对后再办理。")


def test_a_resubmission_shows_what_changed_and_why_it_had_gone_back(cast, office):
    submit(cast.key_entry, cast.clerk, "建成小学一所，在建一所。")
    give_back(cast.key_entry, cast.office, "请写明面积。")
    save(cast.key_entry, cast.clerk, "改到一半。")
    submit(cast.key_entry, cast.clerk, "建成小学两所，在建一所。")
    page = office.get(page_of(cast.key_entry)).context["page"]
    assert [(piece.how, piece.text) for piece in page.pieces] == [
        ("same", "建成小学"),
        ("gone", "一"),
        ("new", "两"),
        ("same", "所，在建一所。"),
    ]
    assert page.last_return.reason == "请写明面积。"


def test_the_draft_of_a_unit_is_not_read_by_the_office(cast, office):
    save(cast.key_entry, cast.clerk, "写到一半。")
    page = office.get(page_of(cast.key_entry)).content.decode()
    assert ("写到一半。" in page, "尚未报送" in page) == (False, True)


def test_the_office_words_the_report(cast, office):
    submit(cast.key_entry, cast.clerk, "已建成一所。")
    response = do(
        office,
        cast.key_entry,
        "reword",
        text="建成小学1所。",
        seen=compute_wording_fingerprint(cast.key_entry),
    )
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.published_text) == ("已建成一所。", "建成小学1所。")
    assert said(response) == ["报告用语已保存；单位填报原文不变。"]


def test_a_colleagues_wording_stays_and_both_are_shown(cast, office):
    submit(cast.key_entry, cast.clerk, "已建成一所。")
    seen = compute_wording_fingerprint(cast.key_entry)
    do(office, cast.key_entry, "reword", text="甲的用语。", seen=seen)
    response = do(office, cast.key_entry, "reword", text="乙的用语。", seen=seen)
    cast.key_entry.refresh_from_db()
    page = response.content.decode()
    assert (response.status_code, cast.key_entry.published_text) == (409, "甲的用语。")
    assert ("甲的用语。" in page, "乙的用语。" in page) == (True, True)


def test_an_acceptance_is_taken_back(cast, office):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    do(office, cast.key_entry, "reopen")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.state == EntryState.SUBMITTED


def test_an_item_is_marked_internal_with_a_reason_and_unmarked(cast, office):
    refused = do(office, cast.key_entry, "internal")
    assert (refused.status_code, InternalItem.objects.count()) == (422, 0)
    assert said(do(office, cast.key_entry, "internal", reason="规划未公开")) == ["已标为内部事项，公开版不列入。"]
    assert "公开版不列入：规划未公开" in office.get(page_of(cast.key_entry)).content.decode()
    assert said(do(office, cast.key_entry, "not-internal")) == ["已取消内部事项标记，公开版将列入。"]
    assert InternalItem.objects.count() == 0


def test_an_unknown_deed_changes_nothing(cast, office):
    submit(cast.key_entry, cast.clerk)
    assert said(do(office, cast.key_entry, "burn")) == ["没有这项操作。"]


def test_a_returned_entry_shows_what_was_filed_while_the_unit_rewrites_it(cast, office):
    submit(cast.key_entry, cast.clerk, "第一稿。")
    give_back(cast.key_entry, cast.office)
    save(cast.key_entry, cast.clerk, "改到一半。")
    answer = office.get(page_of(cast.key_entry))
    assert found(answer, "p.song") == ["第一稿。"]
    assert any(said.startswith("单位正在修改，下面是上次报送的内容（") for said in found(answer, "p.soft"))


def test_a_return_of_a_text_that_changed_meanwhile_is_refused_with_what_was_written(cast, office):
    submit(cast.key_entry, cast.clerk, "第一稿。")
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    submit(cast.key_entry, cast.clerk, "第二稿。")
    answer = do(office, cast.key_entry, "return", revision=1, reason="请写明面积。")
    assert answer.status_code == 409
    assert found(answer, "p.why")[0].startswith("未办理 ")
    assert "请写明面积。" in found(answer, "textarea")


def test_accepting_twice_is_no_refusal_for_who_did_it_but_for_a_colleague(cast, office, sign_in):
    submit(cast.target_entry, cast.clerk)
    submit(cast.livelihood_entry, cast.clerk)
    first, again = (do(office, cast.target_entry, "accept") for _ in range(2))
    assert said(again) == said(first) == [f"“{cast.target_entry.task}”已审核通过。"]
    assert again.context["page"].entry == cast.livelihood_entry
    assert Event.objects.filter(kind=EventKind.ENTRY_ACCEPTED).count() == 1
    colleague = do(
        sign_in(UserFactory(government=cast.office.government, role=cast.office.role)), cast.target_entry, "accept"
    )
    assert said(colleague) == ["该事项现为“已通过”，可能已由同事处理。"]


def test_a_return_that_was_taken_back_is_not_told(cast, office):
    submit(cast.target_entry, cast.clerk)
    give_back(cast.target_entry, cast.office)
    returned = Event.objects.get(kind=EventKind.ENTRY_RETURNED)
    take_back_return(entry=cast.target_entry, returned=returned, by=cast.office)
    assert "曾退回" not in office.get(page_of(cast.target_entry)).content.decode()
