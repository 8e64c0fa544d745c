"""A lead unit or the office asks cooperating units for their line; they write it, and the lead unit takes it over."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.enums import EntryState, EventKind, PeriodState, ReminderKind
from tasks.filing.cooperation import build_group_tables, describe_outdated_sums, select_notes
from tasks.filing.cooperation_actions import ask_units, drop_ask, save_note, take_over_note, take_over_sum
from tasks.filing.entries import list_entry_events
from tasks.filing.entry_guard import Conflict
from tasks.models import CooperationNote, Event, Notice, ProgressEntry, Reminder
from tasks.models.changes import ChangedMeanwhile
from tasks.permissions import Refused
from tests.acts import content, kinds_of_events, newest, save, submit
from tests.cast import UnitFactory
from tests.cooperation import MONEY, TODAY, ask, give_towns, mark_of, note, town_clerks, write

LATE = date(2024, 4, 5)


def told(user) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("subject", "body"))


def take(cast, of: CooperationNote, text: str = "", by=None, **given) -> ProgressEntry:
    """The lead unit takes a note over into what its form holds."""
    usual = {"seen": mark_of(of), "longest": 20_000, "content": content(text, base=newest(cast.key_entry))}
    return take_over_note(entry=cast.key_entry, note=of.pk, by=by or cast.clerk, **usual | given)


def take_sum(cast, group, text: str = "", **given) -> ProgressEntry:
    table = build_group_tables(select_notes([cast.key_entry]))[0]
    usual = {"seen": table.mark, "longest": 20_000, "content": content(text, base=newest(cast.key_entry))}
    return take_over_sum(entry=cast.key_entry, group=group.pk, by=cast.clerk, **usual | given)


def test_a_cooperating_unit_writes_unasked_and_changes_its_line(cast):
    write(cast, "已拨付资金300万元。")
    write(cast, MONEY)
    stored = note(cast)
    assert (stored.text, stored.value, stored.saved_by, stored.is_asked, stored.answered_on) == (
        MONEY,
        None,
        cast.cooperating_clerk,
        False,
        None,
    )
    assert [(event.kind, event.before, event.after) for event in Event.objects.order_by("id")] == [
        (
            "entry_note_saved",
            {
                "配合进展": "",
            },
            {"单位": "区财政局", "配合进展": "已拨付资金300万元。"},
        ),
        ("entry_note_saved", {"配合进展": "已拨付资金300万元。"}, {"单位": "区财政局", "配合进展": MONEY}),
    ]


def test_a_save_that_changes_nothing_leaves_no_trace(cast):
    write(cast, MONEY)
    write(cast, MONEY)
    assert kinds_of_events() == ["entry_note_saved"]


@pytest.mark.parametrize("who", ["clerk", "office"])
def test_the_asked_units_people_are_told_with_the_day(cast, who):
    asking = cast.person(who)
    (asked,) = ask(cast, by=asking)
    place = "区教委" if who == "clerk" else "督查办"
    assert (asked.unit, asked.group, asked.due_on, asked.asked_by) == (cast.cooperating_unit, None, LATE, asking)
    assert told(cast.cooperating_clerk) == [
        (
            "请填写配合进展：2024年一季度 重点工作任务第1项",
            f"2024年一季度 重点工作任务第1项 建成小学两所，投用中学一所。{place}请区财政局于2024年4月5日前填写配合进展。",
        )
    ]
    assert Reminder.objects.get().kind == ReminderKind.COOPERATION
    event = Event.objects.get()
    assert (event.kind, event.after) == ("entry_notes_asked", {"单位": ["区财政局"], "请于何日前填写": "2024-04-05"})


def test_the_first_save_after_the_ask_answers_it_and_later_ones_keep_the_day(cast):
    ask(cast)
    write(cast, MONEY)
    assert (note(cast).is_owed, note(cast).answered_on) == (False, TODAY)
    write(cast, "已拨付资金600万元。")
    assert (note(cast).text, note(cast).answered_on) == ("已拨付资金600万元。", TODAY)


def test_what_was_written_before_the_ask_answers_it_when_it_is_saved_once_more(cast):
    write(cast, MONEY)
    ask(cast)
    assert note(cast).is_owed
    write(cast, MONEY)
    assert (note(cast).text, note(cast).answered_on) == (MONEY, TODAY)


def test_who_has_not_answered_is_given_another_day_and_who_has_is_left_alone(cast):
    towns = give_towns(cast, "北镇", "东街道")
    ask(cast, *towns.members.all())
    (north,) = town_clerks(cast, "北镇")
    write(cast, "建成2个。", by=north)
    again = ask(cast, *towns.members.all(), due_on=date(2024, 4, 12))
    assert [(each.unit.name, each.due_on) for each in again] == [("东街道", date(2024, 4, 12))]
    with pytest.raises(Refused, match="所选单位都已填写，无需再请；需要更新的，请直接联系该单位，截止前可以修改。"):
        ask(cast, *towns.members.filter(name="北镇"))


def test_members_of_a_group_answer_with_a_number_and_the_lead_unit_takes_the_sum(cast):
    towns = give_towns(cast, "北镇", "东街道", "南镇")
    ask(cast, *towns.members.all(), measure="建成口袋公园", unit_of_measure="个")
    for name, value in (("北镇", Decimal(2)), ("东街道", Decimal("1.5"))):
        (clerk,) = town_clerks(cast, name)
        write(cast, "", value=value, by=clerk)
    (table,) = build_group_tables(select_notes([cast.key_entry]))
    assert [(str(each.unit), each.value) for each in table.notes] == [
        ("东街道", Decimal("1.5")),
        ("北镇", Decimal(2)),
        ("南镇", None),
    ]
    assert (table.total, [str(each) for each in table.missing]) == (Decimal("3.5"), ["南镇"])
    saved = take_sum(cast, towns, "全区推进。")
    assert saved.text == "全区推进。\n各镇街建成口袋公园合计3.5个（已填2家，应填3家）。"
    assert [each.unit.name for each in select_notes([cast.key_entry]).exclude(taken_over_at=None)] == ["东街道", "北镇"]
    assert Event.objects.get(kind="entry_notes_taken_over").after == {
        "单位": ["东街道", "北镇"],
        "采用": "各镇街建成口袋公园合计3.5个（已填2家，应填3家）。",
    }


def test_who_still_owes_a_number_that_others_gave_is_not_asked_for_another_one(cast):
    towns = give_towns(cast, "北镇", "东街道")
    ask(cast, *towns.members.all(), measure="建成口袋公园", unit_of_measure="个")
    (clerk,) = town_clerks(cast, "北镇")
    write(cast, "", value=Decimal(2), by=clerk)
    refused = "东街道还没有填写“建成口袋公园”，其他单位已经填写；改填“新建步道”，合计就不全了。"
    with pytest.raises(Refused, match=refused):
        ask(cast, *towns.members.all(), measure="新建步道", unit_of_measure="公里")
    (table,) = build_group_tables(select_notes([cast.key_entry]))
    assert [str(each) for each in table.missing] == ["东街道"]


def test_a_sum_in_the_text_that_is_not_that_of_the_present_numbers_is_told(cast):
    towns = give_towns(cast, "北镇")
    ask(cast, *towns.members.all(), measure="建成口袋公园", unit_of_measure="个")
    (clerk,) = town_clerks(cast, "北镇")
    write(cast, "", value=Decimal(2), by=clerk)
    text = take_sum(cast, towns, "全区推进。").text
    assert describe_outdated_sums(select_notes([cast.key_entry]), text) == []
    write(cast, "", value=Decimal(3), by=clerk)
    assert describe_outdated_sums(select_notes([cast.key_entry]), text) == [
        "正文写“各镇街建成口袋公园合计2个（1家）。”，现在的合计为“各镇街建成口袋公园合计3个（1家）。”"
    ]
    assert describe_outdated_sums(select_notes([cast.key_entry]), "全区推进。") == []


def test_a_sum_of_all_says_how_many_units_it_is_of(cast):
    towns = give_towns(cast, "北镇")
    ask(cast, *towns.members.all(), measure="建成口袋公园", unit_of_measure="个")
    (clerk,) = town_clerks(cast, "北镇")
    write(cast, "在建1个。", value=Decimal(0), by=clerk)
    assert take_sum(cast, towns).text == "各镇街建成口袋公园合计0个（1家）。"


def test_the_lead_unit_takes_a_line_over_behind_what_its_form_holds(cast):
    write(cast, MONEY)
    saved = take(cast, note(cast), "小学建成一所。")
    assert (saved.text, saved.revision, saved.state) == (f"小学建成一所。\n区财政局：{MONEY}", 1, EntryState.DRAFT)
    assert (note(cast).taken_over_by, note(cast).is_changed_since) == (cast.clerk, False)
    assert kinds_of_events() == ["entry_note_saved", "entry_saved", "entry_notes_taken_over"]


def test_an_empty_form_takes_the_line_alone(cast):
    write(cast, "已拨付")
    assert take(cast, note(cast)).text == "区财政局：已拨付。"


def test_an_ask_is_taken_back_and_what_was_written_unasked_stays(cast):
    ask(cast)
    drop_ask(entry=cast.key_entry, unit=cast.cooperating_unit, by=cast.clerk)
    assert CooperationNote.objects.count() == 0
    write(cast, MONEY)
    ask(cast, measure="拨付资金", unit_of_measure="万元")
    drop_ask(entry=cast.key_entry, unit=cast.cooperating_unit, by=cast.office)
    assert (note(cast).text, note(cast).is_asked, note(cast).measure) == (MONEY, False, "")
    assert kinds_of_events()[1::3] == ["entry_ask_dropped", "entry_ask_dropped"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"due_on": date(2024, 4, 1)}, "填写日期应在2024年4月2日至2024年4月16日之间。"),
        ({"due_on": date(2024, 4, 17)}, "填写日期应在2024年4月2日至2024年4月16日之间。"),
        ({"units": []}, "请勾选要请其填写的单位。"),
        ({"units": ["other_unit"]}, "区城市管理局不是该事项的配合单位，也不是所列单位组的成员。"),
        ({"by": "other_clerk"}, "本单位不是该事项的牵头单位，不能请配合单位填写。"),
        ({"by": "leader"}, "您的角色“区领导”不能进行此项操作。"),
    ],
)
def test_an_ask_that_cannot_be_is_refused_with_the_reason(cast, wrong, why):
    given = {"units": ["cooperating_unit"], "due_on": LATE, "by": "clerk"} | wrong
    with pytest.raises(Refused, match=f"^{why}$"):
        ask_units(
            entry=cast.key_entry,
            units=[getattr(cast, name) for name in given["units"]],
            due_on=given["due_on"],
            measure="",
            unit_of_measure="",
            by=cast.person(given["by"]),
        )
    assert (CooperationNote.objects.count(), kinds_of_events()) == (0, [])


@pytest.mark.parametrize(
    ("text", "value", "by", "why"),
    [
        ("  ", None, "cooperating_clerk", "请填写配合进展；没有进展的，请写明“无”。"),
        (MONEY, Decimal(3), "cooperating_clerk", "没有请本单位填写数值，请写在配合进展中。"),
        (MONEY, None, "clerk", "本单位不是该事项的配合单位，不能填写配合进展。"),
        (MONEY, None, "office", "您的角色“督查办”不能进行此项操作。"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_the_reason(cast, text, value, by, why):
    with pytest.raises(Refused, match=f"^{why}$"):
        save_note(entry=cast.key_entry, text=text, value=value, seen=CooperationNote().mark, by=cast.person(by))
    assert CooperationNote.objects.count() == 0


def test_a_number_that_no_column_holds_is_refused(cast):
    ask(cast, measure="拨付资金", unit_of_measure="元")
    with pytest.raises(Refused, match="数值整数至多 12 位。"):
        write(cast, "", value=Decimal(10**12))


def test_after_the_lead_unit_has_filed_nothing_is_asked_or_written_any_more(cast):
    submit(cast.key_entry, cast.clerk)
    why = "牵头单位已报送该事项，不再填写配合进展；确需补充的，请联系牵头单位撤回后再填。"
    for act in (ask, write):
        with pytest.raises(Refused, match=why):
            act(cast)


def test_a_closed_period_takes_no_lines(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    for act in (ask, write):
        with pytest.raises(Refused, match="2024年一季度现为“已截止”，不再填写配合进展。"):
            act(cast)


def test_a_colleagues_newer_line_is_not_overwritten(cast):
    seen = CooperationNote().mark
    write(cast, MONEY)
    with pytest.raises(ChangedMeanwhile, match=f"现存内容为——配合进展：{MONEY}；数值：（空）"):
        save_note(entry=cast.key_entry, text="别的话。", value=None, seen=seen, by=cast.cooperating_clerk)
    assert note(cast).text == MONEY


def test_another_measure_makes_a_form_with_a_number_outdated(cast):
    ask(cast, measure="拨付资金", unit_of_measure="万元")
    seen = mark_of(note(cast))
    ask(cast, measure="拨付资金", unit_of_measure="元")
    with pytest.raises(ChangedMeanwhile, match="计量单位：元"):
        write(cast, "", value=Decimal(500), seen=seen)


def test_a_line_that_changed_since_it_was_shown_is_not_taken_over(cast):
    write(cast, MONEY)
    shown = note(cast)
    write(cast, "已拨付资金600万元。")
    with pytest.raises(Refused, match=r"^区财政局刚刚更新了配合进展"):
        take(cast, shown, seen=shown.mark)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, note(cast).taken_over_at) == ("", None)


def test_a_newer_line_after_it_was_taken_over_is_said_to_be_newer(cast):
    write(cast, MONEY)
    take(cast, note(cast))
    write(cast, "已拨付资金600万元。")
    assert note(cast).is_changed_since


def test_nothing_is_taken_over_into_an_older_revision(cast):
    write(cast, MONEY)
    save(cast.key_entry, cast.unit_head, "同事的稿子。")
    with pytest.raises(Conflict) as refusal:
        take(cast, note(cast), content=content("我的稿子。", base=0))
    assert refusal.value.theirs.text == "同事的稿子。"
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, note(cast).taken_over_at) == ("同事的稿子。", None)


def test_a_text_that_would_become_too_long_is_kept_as_it_is(cast):
    write(cast, MONEY)
    with pytest.raises(Refused, match="采用后进展情况有 29 字，超过 20 字，尚未采用；请先精简。"):
        take(cast, note(cast), "小学建成一所，中学在建。", longest=20)
    assert note(cast).taken_over_at is None


def test_what_is_gone_or_was_never_written_cannot_be_taken_over(cast):
    ask(cast)
    with pytest.raises(Refused, match="该单位的配合填报已经取消，请刷新页面核对。"):
        take(cast, note(cast))
    with pytest.raises(Refused, match="本单位不是该事项的牵头单位，只能查看。"):
        take(cast, note(cast), by=cast.cooperating_clerk)


def test_a_sum_of_nothing_and_an_outdated_sum_are_not_taken_over(cast):
    towns = give_towns(cast, "北镇")
    ask(cast, *towns.members.all(), measure="建成口袋公园", unit_of_measure="个")
    with pytest.raises(Refused, match="还没有单位填写数值，没有合计可以采用。"):
        take_sum(cast, towns)
    (clerk,) = town_clerks(cast, "北镇")
    seen = build_group_tables(select_notes([cast.key_entry]))[0].mark
    write(cast, "", value=Decimal(2), by=clerk)
    with pytest.raises(Refused, match=r"^成员单位刚刚更新了配合进展"):
        take_sum(cast, towns, seen=seen)


def test_only_an_unanswered_ask_is_taken_back(cast):
    with pytest.raises(Refused, match="该单位的配合填报已经取消，请刷新页面核对。"):
        drop_ask(entry=cast.key_entry, unit=cast.cooperating_unit, by=cast.clerk)
    ask(cast)
    write(cast, MONEY)
    with pytest.raises(Refused, match="区财政局已经填写，不能取消。"):
        drop_ask(entry=cast.key_entry, unit=cast.cooperating_unit, by=cast.clerk)


def test_a_dissolved_unit_is_asked_through_its_successor(cast):
    successor = UnitFactory(government=cast.government, name="区财政和国资局")
    cast.cooperating_unit.successions.create(successor=successor, kind="renamed", since=date(2024, 3, 1))
    cast.cooperating_unit.is_active = False
    cast.cooperating_unit.save()
    assert [each.unit for each in ask(cast, successor)] == [successor]


def test_a_saved_line_stands_in_the_history_of_its_unit_and_of_the_lead_unit(cast):
    save_note(entry=cast.key_entry, text="已拨付。", value=None, seen=CooperationNote().mark, by=cast.cooperating_clerk)
    entry = ProgressEntry.objects.get(pk=cast.key_entry.pk)
    people = (cast.cooperating_clerk, cast.clerk, cast.office)
    told = [[event.kind for event in list_entry_events(user, entry)] for user in people]
    assert told == [[EventKind.ENTRY_NOTE_SAVED], [EventKind.ENTRY_NOTE_SAVED], []]
