"""What the office does with a filed entry."""

from decimal import Decimal

import pytest

from tasks.enums import Comparison, EntryState, EventKind, IndicatorKind, IndicatorState, PeriodState
from tasks.filing import entry_actions
from tasks.filing.entry_guard import Conflict
from tasks.judging import review_actions
from tasks.judging.review_actions import compute_wording_fingerprint
from tasks.models import Event, Indicator
from tasks.permissions import Refused
from tasks.visible_words import read_report_text
from tests.acts import accept, give_back, kinds_of_events, submit


@pytest.fixture
def filed(cast):
    """The key task's entry, filed."""
    submit(cast.key_entry, cast.clerk, "已建成小学一所。")
    return cast.key_entry


def stored(entry):
    entry.refresh_from_db()
    return entry


def test_a_filed_entry_is_accepted(cast, filed):
    accept(filed, cast.office)
    entry = stored(filed)
    assert (entry.state, entry.reviewed_by) == (EntryState.ACCEPTED, cast.office)
    event = Event.objects.first()
    assert (event.kind, event.before, event.after) == (
        EventKind.ENTRY_ACCEPTED,
        {"状态": "待审核"},
        {"状态": "已通过"},
    )


def test_two_reviewers_do_not_accept_one_entry_twice(cast, filed):
    accept(filed, cast.office)
    with pytest.raises(Refused, match="该事项现为“已通过”，可能已由同事处理"):
        accept(filed, cast.second_office)


def test_a_text_changed_under_review_is_not_accepted_unread(cast, filed):
    entry_actions.withdraw(entry=filed, by=cast.clerk)
    submit(filed, cast.clerk, "已建成小学两所。")
    with pytest.raises(Conflict, match=r"区教委 李静于 4月2日 .* 保存了新内容，请核对后再办理"):
        review_actions.accept_entry(entry=filed, revision=1, by=cast.office)
    assert stored(filed).state == EntryState.SUBMITTED


def test_a_withdrawn_entry_is_not_accepted(cast, filed):
    entry_actions.withdraw(entry=filed, by=cast.clerk)
    with pytest.raises(Refused, match="该事项现为“草稿”，不在待审核之列"):
        accept(filed, cast.office)


def test_a_returned_entry_carries_its_reason(cast, filed):
    give_back(filed, cast.office, "请写明建成面积。")
    entry = stored(filed)
    assert (entry.state, entry.return_reason, entry.reviewed_by) == (
        EntryState.RETURNED,
        "请写明建成面积。",
        cast.office,
    )
    assert Event.objects.first().reason == "请写明建成面积。"


@pytest.mark.parametrize("reason", ["", " \n　"])
def test_a_return_needs_a_reason(cast, filed, reason):
    with pytest.raises(Refused, match="请写明退回意见"):
        give_back(filed, cast.office, reason)
    assert stored(filed).state == EntryState.SUBMITTED


def test_an_accepted_entry_can_still_be_returned(cast, filed):
    accept(filed, cast.office)
    give_back(filed, cast.office)
    assert stored(filed).state == EntryState.RETURNED


def test_an_acceptance_is_taken_back(cast, filed):
    accept(filed, cast.office)
    review_actions.reopen_entry(entry=filed, by=cast.office)
    assert stored(filed).state == EntryState.SUBMITTED
    assert kinds_of_events()[-2:] == [EventKind.ENTRY_ACCEPTED, EventKind.ENTRY_REOPENED]


def test_nothing_blank_is_reviewed(cast):
    with pytest.raises(Refused, match="该事项现为“未填报”"):
        accept(cast.key_entry, cast.office)


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "stranger"])
def test_nobody_but_this_governments_office_reviews(cast, filed, who):
    with pytest.raises(Refused):
        accept(filed, cast.person(who))
    assert stored(filed).state == EntryState.SUBMITTED


def test_nothing_of_an_issued_period_is_reviewed_or_reworded(cast, filed):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    with pytest.raises(Refused, match="2024年一季度已印发，不能再改动"):
        accept(filed, cast.office)
    with pytest.raises(Refused, match="2024年一季度已印发，不能再改动"):
        review_actions.reword_entry(entry=filed, text="改。", seen=compute_wording_fingerprint(filed), by=cast.office)


def test_the_office_words_the_report_and_the_units_text_stays(cast, filed):
    review_actions.reword_entry(
        entry=filed, text="建成小学1所。", seen=compute_wording_fingerprint(filed), by=cast.office
    )
    entry = stored(filed)
    assert (entry.text, entry.published_text, read_report_text(entry)) == (
        "已建成小学一所。",
        "建成小学1所。",
        "建成小学1所。",
    )
    assert Event.objects.first().after == {"报告用语": "建成小学1所。"}


def reword(entry, by, text: str, reason: str = ""):
    return review_actions.reword_entry(
        entry=entry, text=text, seen=compute_wording_fingerprint(stored(entry)), by=by, reason=reason
    )


def test_another_number_than_the_unit_filed_wants_a_reason_that_is_kept(cast):
    entry = submit(cast.key_entry, cast.clerk, "建成托位436个，完成率88%。")
    with pytest.raises(review_actions.NumberChanged) as refused:
        reword(entry, cast.office, "建成托位473个，完成率88%。")
    assert str(refused.value) == (
        "改动了单位所报的数：“建成托位”单位报送436个，这里写473个。请写明改动数字的理由，或退回单位核实后重报。"
    )
    assert stored(entry).published_text == ""
    reword(entry, cast.office, "建成托位473个，完成率88%。", "已电话核实，436为5月数。")
    event = Event.objects.first()
    assert (event.kind, event.reason, event.after["改动的数"]) == (
        EventKind.ENTRY_REWORDED,
        "已电话核实，436为5月数。",
        "“建成托位”单位报送436个，这里写473个",
    )


@pytest.mark.parametrize(
    "wording",
    ["建成托位436个。", "1-3月，共建成436个托位，就业1.9万人。", "建成托位436个，吸纳19000人就业，推进顺利。"],
)
def test_numbers_that_the_unit_has_filed_need_no_reason_in_whatever_words(cast, wording):
    entry = submit(cast.key_entry, cast.clerk, "建成托位436个，就业1.9万人。")
    assert reword(entry, cast.office, wording).published_text == wording


def test_a_number_with_a_reason_stands_and_only_a_new_one_wants_another(cast):
    entry = submit(cast.key_entry, cast.clerk, "建成托位436个。")
    reword(entry, cast.office, "建成托位473个。", "已核实。")
    reword(entry, cast.office, "已建成托位473个。")
    with pytest.raises(review_actions.NumberChanged):
        reword(entry, cast.office, "已建成托位480个。")


def test_a_number_of_an_indicator_is_filed_though_no_text_tells_it(cast):
    indicator = Indicator.objects.create(
        task=cast.key, position=1, measure="新增托位", value=500, unit="个", kind=IndicatorKind.CUMULATIVE, comparison=Comparison.AT_LEAST,
        state=IndicatorState.CONFIRMED,
    )  # fmt: skip
    entry = submit(cast.key_entry, cast.clerk, "按计划推进。", readings={indicator.pk: Decimal(436)})
    with pytest.raises(review_actions.NumberChanged, match="“新增托位”单位报送436个，这里写473个"):
        reword(entry, cast.office, "新增托位473个。")
    assert reword(entry, cast.office, "新增托位436个。").published_text == "新增托位436个。"


def test_a_number_beside_what_the_unit_filed_changes_none_of_its(cast):
    entry = submit(cast.key_entry, cast.clerk, "已建成小学一所。")
    assert reword(entry, cast.office, "建成小学1所，全部投用。").published_text == "建成小学1所，全部投用。"


def test_wording_equal_to_the_units_text_is_no_wording_of_its_own(cast, filed):
    review_actions.reword_entry(
        entry=filed, text="已建成小学一所。", seen=compute_wording_fingerprint(filed), by=cast.office
    )
    assert (stored(filed).published_text, kinds_of_events()) == ("", [EventKind.ENTRY_SUBMITTED])


def test_a_colleagues_wording_is_not_overwritten(cast, filed):
    seen = compute_wording_fingerprint(filed)
    review_actions.reword_entry(entry=filed, text="甲的用语。", seen=seen, by=cast.office)
    with pytest.raises(Conflict, match="另一位同事刚刚修改了报告用语"):
        review_actions.reword_entry(entry=filed, text="乙的用语。", seen=seen, by=cast.second_office)
    assert stored(filed).published_text == "甲的用语。"
