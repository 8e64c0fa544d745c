"""申请: what a unit asks for, what the office grants, and what is then in force."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.assessing.standing_actions import assess_period
from tasks.enums import (
    DeadlineState,
    EventKind,
    IndicatorState,
    PeriodState,
    RequestKind,
    RequestState,
    Role,
    Standing,
    UpperLevel,
)
from tasks.filing.entry_guard import Conflict
from tasks.models import ChangeRequest, Edition, Event, Notice, ProgressEntry, Reading
from tasks.models.changes import compute_fingerprint
from tasks.permissions import Permission, Refused, can
from tasks.requesting.request_actions import decide_request, file_request, withdraw_request
from tasks.requesting.requests import select_visible_requests
from tests.acts import LATER, REASON, accept, ask, duties, hand_over, save, submit
from tests.cast import EntryFactory, PeriodFactory, UnitFactory, UserFactory

DUE = {"due": "2024年12月底前", "due_on": "2024-12-31"}
TEXT = {"text": "建成小学三所，投用中学一所"}
K = RequestKind


def answer(request, by, *, granted=True, decision="", basis="", **more) -> ChangeRequest:
    return decide_request(request=request, granted=granted, decision=decision, basis=basis, by=by, **more)


def entry_now(cast) -> ProgressEntry:
    return ProgressEntry.objects.select_related("edition", "period").get(pk=cast.key_entry.pk)


def cells(cast) -> tuple[list[str], list[str]]:
    edition = entry_now(cast).edition
    return [one.label for one in edition.leading], [one.label for one in edition.cooperating]


def trail() -> list[tuple]:
    return [
        (event.kind, event.before, event.after, event.reason)
        for event in Event.objects.filter(kind__startswith="task_").order_by("pk")
    ]


def inbox(user) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("subject", "body"))


def test_a_request_keeps_both_values_tells_the_office_and_changes_nothing(cast):
    request = ask(cast)
    assert (request.state, request.unit, request.period, request.before, request.after) == (
        RequestState.OPEN,
        cast.lead_unit,
        cast.period,
        {"报送截止": "2024-04-05"},
        {"报送截止": "2024-04-20"},
    )
    assert entry_now(cast).due_on is None
    assert trail() == [(EventKind.TASK_REQUESTED, request.before, request.after, REASON)]
    told = (
        "区教委申请延期报送",
        "区教委申请延期报送：2024年一季度 重点工作任务第1项 建成小学两所，投用中学一所",
    )
    assert [inbox(one) for one in (cast.office, cast.second_office, cast.clerk)] == [[told], [told], []]


def test_a_later_day_is_granted_for_this_entry_alone(cast):
    request = answer(ask(cast), cast.office, decision="同意延至20日。", basis="区长批示")
    assert (entry_now(cast).deadline, ProgressEntry.objects.exclude(due_on=None).count()) == (
        date(2024, 4, 20),
        1,
    )
    assert (request.state, request.decided_by, request.decision, request.basis) == (
        RequestState.GRANTED,
        cast.office,
        "同意延至20日。",
        "区长批示",
    )
    assert trail()[1:] == [
        (
            EventKind.TASK_REQUEST_DECIDED,
            {"报送截止": "2024-04-05"},
            {"申请": "同意", "报送截止": "2024-04-20", "依据": "区长批示"},
            "同意延至20日。",
        )
    ]
    body = "督查办同意延期报送：2024年一季度 重点工作任务第1项 建成小学两所，投用中学一所。办理意见：同意延至20日。"
    assert inbox(cast.clerk) == inbox(cast.unit_head) == [("督查办同意延期报送", body)]


def test_a_closed_period_takes_the_filing_of_a_granted_entry(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    with pytest.raises(Refused, match="填报已截止"):
        submit(cast.key_entry, cast.clerk)
    answer(ask(cast), cast.office)
    submit(cast.key_entry, cast.clerk)
    assert entry_now(cast).state == "submitted"


def test_a_later_due_date_is_another_wording_from_this_period_on(cast):
    answer(ask(cast, K.EXTEND_DUE, DUE), cast.office)
    edition = entry_now(cast).edition
    cast.key.refresh_from_db()
    assert (edition.since, edition.due, edition.due_on, edition.text) == (
        1,
        "2024年12月底前",
        date(2024, 12, 31),
        "建成小学两所，投用中学一所",
    )
    assert cast.key.current == edition
    request = ChangeRequest.objects.get()
    assert request.before == {"完成时限": "", "完成时限（日期）": ""}
    assert request.after == {"完成时限": "2024年12月底前", "完成时限（日期）": "2024-12-31"}


def test_the_standing_follows_a_later_day(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    assess_period(period=cast.period, on=date(2024, 4, 8), by=None)
    assert entry_now(cast).standing == Standing.WATCH
    answer(ask(cast), cast.office)
    assert entry_now(cast).standing == Standing.UNKNOWN


def test_the_standing_follows_a_smaller_target(cast):
    submit(cast.livelihood_entry, cast.clerk, "新增普惠性学位90个。", problem="生源不足。", next_step="9月招生。")
    cast.livelihood_entry.refresh_from_db()
    assert cast.livelihood_entry.standing == Standing.LAGGING
    answer(ask(cast, K.ADJUST_TEXT, {"text": "新增普惠性学位300个"}, entry=cast.livelihood_entry), cast.office)
    cast.livelihood_entry.refresh_from_db()
    assert cast.livelihood_entry.standing == Standing.NORMAL


def test_another_text_holds_from_this_period_on_and_not_before(cast):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    second = EntryFactory(task=cast.key, period=PeriodFactory(plan=cast.plan, number=2))
    answer(ask(cast, K.ADJUST_TEXT, TEXT, entry=second), cast.office)
    second.refresh_from_db()
    assert (entry_now(cast).edition.text, second.edition.text) == ("建成小学两所，投用中学一所", TEXT["text"])


def test_two_grants_of_one_period_share_its_wording(cast):
    answer(ask(cast, K.ADJUST_TEXT, TEXT), cast.office)
    answer(ask(cast, K.EXTEND_DUE, DUE), cast.office)
    assert [(one.since, one.text, one.due) for one in cast.key.editions.all()] == [
        (0, "建成小学两所，投用中学一所", ""),
        (1, TEXT["text"], DUE["due"]),
    ]


def test_other_duties_are_printed_in_the_order_asked_for(cast):
    wanted = duties(cast.other_unit, cast.lead_unit, cooperating=[cast.cooperating_unit])
    answer(ask(cast, K.ADJUST_DUTIES, wanted), cast.office)
    assert cells(cast) == (["区城市管理局", "区教委"], ["区财政局"])


def test_the_lead_goes_over_with_the_draft_and_the_figures(cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    for indicator in cast.key.indicators.all():
        indicator.state = IndicatorState.CONFIRMED
        settle_indicators(task=cast.key, decisions=[indicator], by=cast.office)
    schools = cast.key.indicators.first()
    save(cast.key_entry, cast.clerk, "小学主体封顶。", readings={schools.pk: Decimal(1)})
    answer(ask(cast, K.HAND_OVER, hand_over(cast)), cast.office)
    entry = entry_now(cast)
    assert (cells(cast), entry.text, entry.readings.get(indicator=schools).value) == (
        (["区城市管理局"], ["区财政局", "区教委"]),
        "小学主体封顶。",
        Decimal(1),
    )
    assert can(cast.other_clerk, Permission.SUBMIT_ENTRY, entry)
    assert not can(cast.clerk, Permission.EDIT_ENTRY, entry)
    assert [subject for subject, _ in inbox(cast.other_clerk)] == ["督查办同意移交牵头"]


def test_the_giver_need_not_stay(cast):
    answer(ask(cast, K.HAND_OVER, hand_over(cast, stays=False)), cast.office)
    assert cells(cast) == (["区城市管理局"], ["区财政局"])


def confirmed(cast) -> list:
    """The key task's two indicators, confirmed: 建成小学 2 所, 新增学位 3000 个."""
    edition = cast.key.current
    edition.text = "建成小学2所，新增学位3000个"
    edition.save()
    propose_indicators(plan=cast.plan, by=cast.office)
    found = list(cast.key.indicators.all())
    for indicator in found:
        indicator.state = IndicatorState.CONFIRMED
    return settle_indicators(task=cast.key, decisions=found, by=cast.office)


def told_indicators(cast) -> list[tuple]:
    return [(str(one), one.state, one.start, one.end) for one in cast.key.indicators.all()]


def test_what_still_stands_in_the_text_stays_confirmed_and_what_is_new_is_proposed(cast):
    schools, places = confirmed(cast)
    save(cast.key_entry, cast.clerk, "建成一所。", readings={schools.pk: Decimal(1), places.pk: Decimal(900)})
    answer(ask(cast, K.ADJUST_TEXT, {"text": "年内建成小学3所，新增学位3000个"}), cast.office)
    assert told_indicators(cast) == [
        ("建成小学达到2所", "rejected", None, None),
        ("新增学位达到3000个", "confirmed", 13, 18),
        ("建成小学达到3所", "proposed", 6, 8),
    ]
    readings = {str(one.indicator): one.value for one in Reading.objects.filter(entry=cast.key_entry)}
    assert readings == {"建成小学达到3所": Decimal(1), "新增学位达到3000个": Decimal(900)}
    _, before, after, _ = trail()[-1]
    assert before["指标"] == ["建成小学达到2所（已确认）", "新增学位达到3000个（已确认）"]
    assert after["指标"] == [
        "建成小学达到2所（不采用）",
        "新增学位达到3000个（已确认）",
        "建成小学达到3所（待确认）",
    ]


def test_a_text_that_only_moved_its_figures_keeps_every_decision(cast):
    confirmed(cast)
    answer(ask(cast, K.ADJUST_TEXT, {"text": "新增学位3000个，建成小学2所"}), cast.office)
    assert told_indicators(cast) == [
        ("建成小学达到2所", "confirmed", 14, 16),
        ("新增学位达到3000个", "confirmed", 4, 9),
    ]
    assert "指标" not in trail()[-1][1]


@pytest.mark.parametrize(
    ("wanted", "upper"),
    [
        ("建成小学2所，新增学位3000个（市级下达2500个）", "新增学位达到3000个，市级2500个"),
        ("年内建成小学2所，新增学位3000个", "新增学位达到3000个，省级2600个"),
    ],
)
def test_a_corrected_upper_target_stays_until_the_text_says_another_one(cast, wanted, upper):
    _, places = confirmed(cast)
    places.upper_level, places.upper_value = UpperLevel.PROVINCE, Decimal(2600)
    settle_indicators(task=cast.key, decisions=[places], by=cast.office)
    answer(ask(cast, K.ADJUST_TEXT, {"text": wanted}), cast.office)
    assert [str(one) for one in cast.key.indicators.all()] == ["建成小学达到2所", upper]


def test_a_request_is_refused_with_its_reason_and_nothing_changes(cast):
    request = answer(ask(cast), cast.office, granted=False, decision="请按期报送。")
    assert (request.state, entry_now(cast).due_on) == (RequestState.REFUSED, None)
    assert trail()[-1][1:] == ({"申请": "待办理"}, {"申请": "不同意"}, "请按期报送。")
    assert inbox(cast.clerk)[0][0] == "督查办不同意延期报送"
    assert ask(cast).is_open


def test_refusing_needs_a_reason(cast):
    with pytest.raises(Refused, match="不同意的，请写明理由"):
        answer(ask(cast), cast.office, granted=False, decision="　")


def test_a_unit_takes_its_request_back(cast):
    request = withdraw_request(request=ask(cast), by=cast.unit_head)
    assert (request.state, request.decided_by) == (RequestState.WITHDRAWN, cast.unit_head)
    assert trail()[-1] == (EventKind.TASK_REQUEST_WITHDRAWN, {"申请": "待办理"}, {"申请": "已撤回"}, "")
    with pytest.raises(Refused, match="区教委已撤回这件申请，没有再办理"):
        answer(request, cast.office)


@pytest.mark.parametrize("who", ["other_clerk", "cooperating_clerk", "office", "leader", "administrator"])
def test_nobody_else_takes_it_back(cast, who):
    with pytest.raises(Refused, match="只有申请单位可以撤回申请"):
        withdraw_request(request=ask(cast), by=cast.person(who))


@pytest.mark.parametrize(
    ("kind", "wanted", "why"),
    [
        (K.EXTEND_FILING, {"due_on": "2024-04-05"}, "应晚于现定的2024年4月5日"),
        (K.EXTEND_DUE, {"due": "", "due_on": ""}, "没有需要调整的"),
        (K.ADJUST_TEXT, {"text": "建成小学两所，投用中学一所"}, "没有需要调整的"),
    ],
)
def test_a_request_that_would_change_nothing_is_refused(cast, kind, wanted, why):
    with pytest.raises(Refused, match=why):
        ask(cast, kind, wanted)
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [(K.EXTEND_FILING, LATER), (K.EXTEND_DUE, {"due": "4月底前", "due_on": "2024-04-30"})],
)
def test_a_day_that_is_past_is_no_later_day(cast, settings, kind, wanted):
    settings.DUBAN_TODAY = date(2024, 5, 1)
    with pytest.raises(Refused, match="不能早于今天"):
        ask(cast, kind, wanted)


@pytest.mark.parametrize(
    ("due", "day", "why"),
    [
        ("2025年3月底前", "2024-05-30", "“2025年3月底前”是2025年3月31日，与所填的日期2024年5月30日不一致"),
        ("2024年3月底前", "2024-03-31", "新的完成时限应晚于现定的2024年9月30日"),
        ("2024年8月底前", "2024-08-31", "新的完成时限应晚于现定的2024年9月30日"),
        ("2024年8月底前", "", "新的完成时限应晚于现定的2024年9月30日"),
        ("2044年底前", "2044-12-31", "完成时限应在2024年至2034年之间"),
    ],
)
def test_a_later_deadline_is_one_day_in_words_and_in_figures_and_is_later(cast, settings, due, day, why):
    settings.DUBAN_TODAY = date(2024, 5, 1)
    former = {"due_on": date(2024, 9, 30), "due_state": DeadlineState.CONFIRMED}
    Edition.objects.filter(pk=cast.key_entry.edition_id).update(**former)
    with pytest.raises(Refused, match=why):
        ask(cast, K.EXTEND_DUE, {"due": due, "due_on": day})
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize("case", ["none leads", "both", "abolished", "foreign"])
def test_duties_that_cannot_be_named_are_refused(cast, case):
    abolished = UnitFactory(government=cast.government, name="区体育局", is_active=False)
    foreign = UnitFactory(name="邻区教委")
    wanted, why = {
        "none leads": (duties(cooperating=[cast.lead_unit]), "至少要有一个牵头单位"),
        "both": (duties(cast.lead_unit, cooperating=[cast.lead_unit]), "“区教委”不能既牵头又配合"),
        "abolished": (duties(cast.lead_unit, abolished), "“区体育局”已停用"),
        "foreign": (duties(cast.lead_unit, foreign), "只能选择本辖区的单位"),
    }[case]
    with pytest.raises(Refused, match=why):
        ask(cast, K.ADJUST_DUTIES, wanted)


def test_one_request_of_a_kind_waits_at_a_time(cast):
    ask(cast)
    with pytest.raises(Refused, match="已有一件“延期报送”的申请待办理"):
        ask(cast, by=cast.unit_head)
    assert ask(cast, K.EXTEND_DUE, DUE).is_open


def test_what_is_filed_needs_no_later_day(cast):
    submit(cast.key_entry, cast.clerk)
    with pytest.raises(Refused, match="本期进展已经报送，无需延期"):
        ask(cast)
    accept(cast.key_entry, cast.office)
    assert ask(cast, K.EXTEND_DUE, DUE).is_open


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("other_clerk", "本单位不是该事项的牵头单位"),
        ("cooperating_clerk", "本单位不是该事项的牵头单位"),
        ("office", "您的角色“督查办”不能提出申请"),
        ("leader", "您的角色“区领导”不能提出申请"),
    ],
)
def test_only_a_lead_unit_asks(cast, who, why):
    with pytest.raises(Refused, match=why):
        ask(cast, by=cast.person(who))


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "auditor", "stranger"])
def test_only_the_office_of_this_government_answers(cast, who):
    with pytest.raises(Refused, match="不能进行此项操作"):
        answer(ask(cast), cast.person(who))


def test_asking_needs_a_reason(cast):
    with pytest.raises(Refused, match="请写明申请理由"):
        file_request(entry=cast.key_entry, kind=K.EXTEND_FILING, wanted=LATER, reason=" ", by=cast.clerk)


def test_in_an_issued_period_nothing_is_asked_for(cast):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    with pytest.raises(Refused, match="2024年一季度已印发，请在以后的填报期提出"):
        ask(cast, K.EXTEND_DUE, DUE)


def test_what_was_asked_before_the_issue_is_granted_from_the_next_period_on(cast):
    request = ask(cast, K.ADJUST_TEXT, TEXT)
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    second = EntryFactory(task=cast.key, period=PeriodFactory(plan=cast.plan, number=2))
    granted = answer(request, cast.office)
    second.refresh_from_db()
    assert (entry_now(cast).edition.text, second.edition.text) == ("建成小学两所，投用中学一所", TEXT["text"])
    assert granted.period == second.period


def test_a_later_day_for_an_issued_period_can_only_be_refused(cast):
    request = ask(cast)
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    with pytest.raises(Refused, match="2024年一季度已印发，不再报送"):
        answer(request, cast.office)
    assert answer(request, cast.office, granted=False, decision="已印发。").state == RequestState.REFUSED


def test_a_year_that_is_issued_to_its_end_is_not_adjusted(cast):
    last = EntryFactory(task=cast.key, period=PeriodFactory(plan=cast.plan, number=4))
    request = ask(cast, K.ADJUST_TEXT, TEXT, entry=last)
    last.period.state = PeriodState.ISSUED
    last.period.save()
    with pytest.raises(Refused, match="各期报告都已印发，不再调整"):
        answer(request, cast.office)
    assert cast.key.editions.count() == 1


def test_a_grant_that_rests_on_a_former_value_is_refused_until_the_office_has_seen_the_present_one(cast):
    request = ask(cast, K.ADJUST_TEXT, TEXT)
    edition = cast.key.current
    edition.text = "建成小学两所，投用中学两所"
    edition.save()
    with pytest.raises(Conflict, match="申请所涉及的内容刚刚有了变动"):
        answer(request, cast.office)
    done = answer(request, cast.office, seen=compute_fingerprint({"任务内容": edition.text}))
    assert done.before == {"任务内容": "建成小学两所，投用中学两所"}
    assert [kind for kind, *_ in trail()] == [EventKind.TASK_REQUESTED, EventKind.TASK_REQUEST_DECIDED]


def test_a_unit_abolished_meanwhile_takes_nothing_over(cast):
    request = ask(cast, K.HAND_OVER, hand_over(cast))
    cast.other_unit.is_active = False
    cast.other_unit.save()
    with pytest.raises(Refused, match="不能同意：“区城市管理局”已停用"):
        answer(request, cast.office)


def test_who_has_lost_the_lead_meanwhile_cannot_hand_it_over(cast):
    request = ask(cast, K.HAND_OVER, hand_over(cast))
    answer(ask(cast, K.ADJUST_DUTIES, duties(cast.cooperating_unit)), cast.office)
    now = compute_fingerprint({"牵头单位": ["区财政局"], "配合单位": []})
    with pytest.raises(Refused, match="不能同意：申请单位已不是该事项的牵头单位"):
        answer(request, cast.office, seen=now)


def test_a_decision_is_made_once(cast):
    request = answer(ask(cast), cast.office)
    with pytest.raises(Refused, match="陈红已办理这件申请（同意），没有再办理"):
        answer(request, cast.second_office, granted=False, decision="不行。")


def test_a_request_is_seen_by_the_unit_the_office_and_the_responsible_leader(cast):
    ask(cast)
    second = UserFactory(role=Role.LEADER, government=cast.government, official=cast.official)
    seen = {
        who: select_visible_requests(cast.person(who)).count()
        for who in (
            "clerk",
            "unit_head",
            "office",
            "leader",
            "other_clerk",
            "cooperating_clerk",
            "administrator",
            "auditor",
            "stranger",
        )
    }
    assert seen == {"clerk": 1, "unit_head": 1, "office": 1, "leader": 1} | dict.fromkeys(
        ("other_clerk", "cooperating_clerk", "administrator", "auditor", "stranger"), 0
    )
    assert select_visible_requests(second).count() == 1
