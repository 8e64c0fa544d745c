"""配合进展 on the pages: asked for, written, read by whom it concerns, and taken over into the lead unit's text."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.enums import Role
from tasks.filing.cooperation import build_group_tables, select_notes
from tasks.models import CooperationNote, Evidence, ProgressEntry
from tests.acts import newest, save, submit
from tests.cast import OfficialFactory, UnitFactory, UserFactory
from tests.cooperation import MONEY, ask, give_towns, mark_of, note, town_clerks, write
from tests.pages import also, boxes, errors, found, rows, said, tally

PARK = {"measure": "建成口袋公园", "unit_of_measure": "个"}


def texts(answer) -> list[str]:
    """What stands in the text fields of the page, without the empty ones."""
    return [text for text in found(answer, "textarea") if text]


def entry_page(cast) -> str:
    return reverse("entry_page", args=[cast.key_entry.pk])


def ask_page(cast) -> str:
    return reverse("notes_ask", args=[cast.key_entry.pk])


def send_note(client, cast, text: str = MONEY, **more):
    given = {"text": text, "seen": CooperationNote().mark} | more
    return client.post(reverse("note_save", args=[cast.key_entry.pk]), given)


def send_draft(client, cast, take: str, text: str = "小学建成一所。", **more):
    """The form of the entry with the button ``take`` pressed."""
    given = {"text": text, "problem": "", "next_step": "", "coordination": "", "base_revision": newest(cast.key_entry)}
    return client.post(reverse("entry_take_over", args=[cast.key_entry.pk]), given | {"take": take} | more)


def stored(cast) -> ProgressEntry:
    return ProgressEntry.objects.get(pk=cast.key_entry.pk)


def test_a_cooperating_unit_writes_on_the_page_of_the_entry(cast, sign_in):
    client = sign_in(cast.cooperating_clerk)
    assert found(client.get(entry_page(cast)), "p.why") == [
        "本单位配合该事项：进展由牵头单位填报，本单位填写配合进展。"
    ]
    answer = send_note(client, cast)
    assert answer.url == f"{entry_page(cast)}#cooperation"
    answer = client.get(entry_page(cast))
    assert said(answer) == ["配合进展已保存，牵头单位和督查办可以看到。"]
    assert texts(answer) == [MONEY]


@pytest.mark.parametrize("who", ["clerk", "cooperating_clerk", "office", "leader"])
def test_whom_it_concerns_reads_it_on_the_page_of_the_item(cast, sign_in, who):
    write(cast)
    page = sign_in(cast.person(who)).get(reverse("task_page", args=[cast.key.pk]))
    (said_of_it,) = [line for line in found(page, "div.why") if "区财政局" in line]
    # the time of day is that of the test
    assert said_of_it[:-6] == f"区财政局 已填写 {MONEY} {cast.cooperating_clerk.name} 4月2日"


def test_a_leader_who_answered_for_the_item_only_before_reads_no_line(cast, sign_in):
    """He still sees the item, since its earlier wording names him."""
    write(cast)
    official = OfficialFactory(government=cast.government)
    former = UserFactory(government=cast.government, role=Role.LEADER, official=official)
    old = cast.key.editions.create(since=1, text="旧表述")
    old.leaderships.create(official=official, position=1)
    page = sign_in(former).get(reverse("task_page", args=[cast.key.pk]))
    assert (page.status_code, MONEY in page.content.decode()) == (200, False)


def test_the_lead_unit_asks_and_the_unit_finds_it_among_its_tasks(cast, sign_in):
    client = sign_in(cast.clerk)
    assert boxes(client.get(ask_page(cast)), "units") == [str(cast.cooperating_unit.pk)]
    answer = client.post(ask_page(cast), {"units": [cast.cooperating_unit.pk], "due_on": "2024-04-05"})
    assert answer.url == f"{entry_page(cast)}#cooperation"
    assert said(client.get(answer.url)) == ["已请 1 家单位填写配合进展，通知已发到各单位。"]
    mine = sign_in(cast.cooperating_clerk).get(reverse("my_tasks"))
    assert [pile.label for pile, _ in mine.context["page"].piles] == ["配合填报", "本单位配合的事项"]
    assert found(mine, "p.why") == ["请于 4月5日前填写 配合进展"]
    board = sign_in(cast.cooperating_clerk).get(reverse("board"))
    assert [words for words in also(board) if "配合" in words] == ["配合填报 1", "配合 2"]
    assert [words for words in tally(mine) if "配合" in words] == ["1 配合填报", "2 配合"]
    write(cast)
    mine = sign_in(cast.cooperating_clerk).get(reverse("my_tasks"))
    assert [pile.label for pile, _ in mine.context["page"].piles] == ["本单位配合的事项"]


def test_the_office_asks_all_members_of_a_group_with_one_tick(cast, sign_in):
    towns = give_towns(cast, "北镇", "东街道")
    lone = UnitFactory(government=cast.government, name="南镇")
    towns.members.add(lone)
    client = sign_in(cast.office)
    answer = client.post(ask_page(cast), {"groups": [towns.pk], "due_on": "2024-04-05"} | PARK)
    assert answer.url == f"{reverse('task_page', args=[cast.key.pk])}#period-1"
    answer = client.get(answer.url)
    assert said(answer) == [
        "已请 3 家单位填写配合进展，通知已发到其余各单位。",
        "南镇没有在用账号，收不到通知，请另行联系或由系统管理员开通。",
    ]
    (clerk,) = town_clerks(cast, "北镇")
    client_of_town = sign_in(clerk)
    assert found(client_of_town.get(entry_page(cast)), "label")[0:2] == ["建成口袋公园（个）", "本单位的配合进展"]
    send_note(client_of_town, cast, "", value="２个", seen=mark_of(note(cast, clerk.unit)))
    table = rows(client.get(reverse("task_page", args=[cast.key.pk])))
    assert table == [
        ["东街道", "", "待填写 请于 4月5日前 取消"],
        ["北镇", "2", "已填写"],
        ["南镇", "", "待填写 请于 4月5日前 取消"],
        ["合计", "2", ""],
    ]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"due_on": "2024-04-05"}, ["■ 请勾选要请其填写的单位。"]),
        ({"units": "lead", "due_on": "2024-04-05"}, ["■ 所选单位不是该事项的配合单位，请重新勾选。"]),
        ({"units": "cooperating", "due_on": ""}, ["请填写日期。"]),
        ({"units": "cooperating", "due_on": "9999-12-31"}, ["日期应在1949年1月1日至2209年12月31日之间，请核对年份。"]),
        ({"units": "cooperating", "due_on": "2024-04-17"}, ["■ 填写日期应在2024年4月2日至2024年4月16日之间。"]),
        (
            {"units": "cooperating", "due_on": "2024-04-05", "unit_of_measure": "个"},
            ["已写计量单位，请写明要填的数，或将计量单位清空。"],
        ),
    ],
)
def test_an_ask_that_cannot_be_comes_back_with_what_to_mend(cast, sign_in, sent, why):
    units = {"lead": cast.lead_unit.pk, "cooperating": cast.cooperating_unit.pk}
    given = sent | {"units": [units[sent["units"]]] if "units" in sent else []}
    answer = sign_in(cast.clerk).post(ask_page(cast), given)
    assert (answer.status_code, errors(answer)) == (422, why)
    assert CooperationNote.objects.count() == 0


def test_a_group_without_members_is_named_where_it_could_be_asked(cast, sign_in):
    give_towns(cast)
    assert found(sign_in(cast.office).get(ask_page(cast)), "p.why") == [
        "▲ 没有成员的单位组 各镇街还没有设置成员，请督查办或系统管理员在“单位分组”中设置后再请。"
    ]


def test_an_ask_is_taken_back(cast, sign_in):
    ask(cast)
    client = sign_in(cast.clerk)
    address = reverse("ask_drop", args=[cast.key_entry.pk])
    answer = client.post(address, {"unit": cast.cooperating_unit.pk}, follow=True)
    assert (said(answer), CooperationNote.objects.count()) == (["已取消请区财政局填写配合进展。"], 0)
    assert said(client.post(address, {"unit": cast.cooperating_unit.pk}, follow=True)) == [
        "该单位的配合填报已经取消，请刷新页面核对。"
    ]
    assert client.post(address, {"unit": "9" * 30}).status_code == 404


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("两个", "“两个”不是一个数。请只填数字，单位为个；未报请留空。"),
        ("1" * 17, "整数至多 16 位、小数至多 4 位。"),
        ("", "请填写配合进展；没有进展的，请写明“无”。"),
    ],
)
def test_a_number_that_is_none_comes_back_in_its_field(cast, sign_in, value, why):
    ask(cast, **PARK)
    answer = send_note(sign_in(cast.cooperating_clerk), cast, "", value=value, seen=mark_of(note(cast)))
    assert (answer.status_code, [line for line in errors(answer) if why in line] != []) == (422, True)
    assert note(cast).saved_at is None


def test_a_text_too_long_is_kept_on_the_page(cast, sign_in):
    answer = send_note(sign_in(cast.cooperating_clerk), cast, "长" * 2001)
    assert (answer.status_code, texts(answer)) == (422, ["长" * 2001])
    assert errors(answer) == ["确保该变量包含不超过 2000 字符 (目前字符数 2001)。"]


def test_a_colleagues_newer_line_is_shown_and_the_second_save_counts(cast, sign_in):
    client = sign_in(cast.cooperating_clerk)
    write(cast, "同事的话。")
    answer = send_note(client, cast, "我的话。")
    assert (answer.status_code, texts(answer)) == (409, ["我的话。"])
    assert "现存内容为——配合进展：同事的话。" in errors(answer)[0]
    seen = answer.context["page"].note_form["seen"].value()
    send_note(client, cast, "我的话。", seen=seen)
    assert note(cast).text == "我的话。"


def test_what_was_filed_meanwhile_takes_no_line_and_keeps_its_words_on_the_page(cast, sign_in):
    submit(cast.key_entry, cast.clerk)
    answer = send_note(sign_in(cast.cooperating_clerk), cast)
    assert (answer.status_code, texts(answer)) == (403, [MONEY])
    assert errors(answer) == ["牵头单位已报送该事项，不再填写配合进展；确需补充的，请联系牵头单位撤回后再填。"]


def test_a_line_is_taken_over_with_what_stands_unsaved_in_the_form(cast, sign_in):
    write(cast)
    client = sign_in(cast.clerk)
    assert "采用" in found(client.get(entry_page(cast)), "button.link")
    evidence = SimpleUploadedFile("照片.pdf", b"%PDF-1.4")
    answer = send_draft(client, cast, f"note:{note(cast).pk}:{mark_of(note(cast))}", files=[evidence])
    answer = client.get(answer.url)
    assert said(answer) == ["已采用，接在进展情况之后，草稿已存；请修改、核对后报送。"]
    assert texts(answer)[0] == f"小学建成一所。 区财政局：{MONEY}"
    assert Evidence.objects.get().name == "照片.pdf"
    assert found(answer, "div.why")[0].startswith("区财政局 已采用")


def test_a_sum_is_taken_over(cast, sign_in):
    towns = give_towns(cast, "北镇")
    ask(cast, *towns.members.all(), **PARK)
    (clerk,) = town_clerks(cast, "北镇")
    write(cast, "", value=Decimal(3), by=clerk)
    client = sign_in(cast.clerk)
    (table,) = client.get(entry_page(cast)).context["page"].cooperation.tables
    send_draft(client, cast, f"sum:{towns.pk}:{table.mark}")
    assert stored(cast).text == "小学建成一所。\n各镇街建成口袋公园合计3个（1家）。"


def test_after_a_colleagues_save_both_texts_are_shown_and_nothing_is_taken_over(cast, sign_in):
    write(cast)
    save(cast.key_entry, cast.unit_head, "同事的稿子。")
    answer = send_draft(sign_in(cast.clerk), cast, f"note:{note(cast).pk}:{mark_of(note(cast))}", base_revision=0)
    assert (answer.status_code, found(answer, "p.theirs")[0]) == (409, "同事的稿子。")
    assert texts(answer)[0] == "小学建成一所。"
    assert (stored(cast).text, note(cast).taken_over_at) == ("同事的稿子。", None)


@pytest.mark.parametrize(
    ("take", "why"),
    [
        ("", "没有指明要采用哪一条配合进展，请刷新页面后再试。"),
        ("note:x:y", "没有指明要采用哪一条配合进展，请刷新页面后再试。"),
        (f"note:{'9' * 18}:y", "该单位的配合填报已经取消，请刷新页面核对。"),
        ("sum:1:y", "成员单位刚刚更新了配合进展，尚未采用。请看过新的内容再采用；您填写的内容保留在下面。"),
    ],
)
def test_a_press_that_means_nothing_keeps_the_text_on_the_page(cast, sign_in, take, why):
    answer = send_draft(sign_in(cast.clerk), cast, take)
    assert (answer.status_code, why in answer.content.decode()) == (403, True)
    assert texts(answer)[0] == "小学建成一所。"


def test_the_enter_key_takes_nothing_over(cast, sign_in):
    """It presses the first button of the form, wherever on the page that stands."""
    write(cast)
    page = sign_in(cast.clerk).get(entry_page(cast)).content.decode()
    buttons = [part.split(">")[0] for part in page.split("<button")[1:] if 'form="entry-form"' in part.split(">")[0]]
    assert ["submit" in buttons[0], "take" in buttons[0], "take" in buttons[1]] == [True, False, True]


def test_a_day_that_has_passed_is_said(cast, sign_in):
    ask(cast, due_on=date(2024, 4, 2))
    CooperationNote.objects.update(due_on=date(2024, 4, 1))
    page = sign_in(cast.clerk).get(entry_page(cast))
    assert found(page, "div.why") == ["区财政局 逾期未填 请于 4月1日前 取消"]


def test_a_member_of_a_group_that_leads_files_and_writes_its_own_row(cast, sign_in):
    towns = give_towns(cast, "北镇")
    cast.key.current.responsibilities.filter(unit=cast.lead_unit).update(unit=towns, label="各镇街")
    cast.key.current.responsibilities.filter(role="cooperate").delete()
    (clerk,) = town_clerks(cast, "北镇")
    ask(cast, clerk.unit, by=cast.office, **PARK)
    client = sign_in(clerk)
    piles = [pile.label for pile, _ in client.get(reverse("my_tasks")).context["page"].piles]
    assert piles == ["配合填报", "待填报"]
    send_note(client, cast, "", value="3", seen=mark_of(note(cast, clerk.unit)))
    assert note(cast, clerk.unit).value == 3


def test_the_pages_read_in_a_fixed_number_of_queries(cast, sign_in, reads_in):
    towns = give_towns(cast)

    def add() -> None:
        unit = UnitFactory(government=cast.government)
        towns.members.add(unit)
        UserFactory(government=cast.government, role=Role.CLERK, unit=unit)
        ask(cast, unit, **PARK)
        write(cast, "", value=Decimal(1), by=unit.users.get())

    reads_in(22, sign_in(cast.clerk), entry_page(cast), add)
    reads_in(9, sign_in(cast.office), ask_page(cast), add)


def test_a_sum_that_is_taken_over_twice_stands_in_the_text_once(cast, sign_in):
    towns = give_towns(cast, "北镇", "南镇")
    north, south = town_clerks(cast, "北镇", "南镇")
    ask(cast, *towns.members.all(), **PARK)
    for clerk, value in ((north, 3), (south, 4)):
        write(cast, "", value=Decimal(value), by=clerk)
    client = sign_in(cast.clerk)

    def take(text: str):
        (table,) = build_group_tables(select_notes([cast.key_entry]))
        return send_draft(client, cast, f"sum:{towns.pk}:{table.mark}", text)

    take("小学建成一所。")
    kept = stored(cast).text
    assert kept == "小学建成一所。\n各镇街建成口袋公园合计7个（2家）。"
    write(cast, "", value=Decimal(5), by=north)
    assert "建成口袋公园的合计采用后又有更新" in client.get(entry_page(cast)).content.decode()
    take(kept)
    assert stored(cast).text == "小学建成一所。\n各镇街建成口袋公园合计9个（2家）。"


def test_units_that_no_group_names_are_added_up_too(cast, sign_in):
    ask(cast, **PARK)
    assert build_group_tables(select_notes([cast.key_entry])) == []
    second = UnitFactory(government=cast.government, name="区水务局")
    cast.key.current.responsibilities.create(unit=second, role="cooperate", position=7, label=second.name)
    clerk = UserFactory(government=cast.government, role=Role.CLERK, unit=second)
    ask(cast, second, **PARK)
    write(cast, "", value=Decimal(4))
    write(cast, "", value=Decimal(2), by=clerk)
    (table,) = build_group_tables(select_notes([cast.key_entry]))
    assert table.words == "配合单位建成口袋公园合计6个（2家）。"
    send_draft(sign_in(cast.clerk), cast, f"sum:0:{table.mark}")
    assert stored(cast).text == f"小学建成一所。\n{table.words}"


def test_a_new_day_alone_leaves_the_town_in_its_table(cast):
    towns = give_towns(cast, "北镇", "南镇")
    ask(cast, *towns.members.all(), **PARK)
    ask(cast, towns.members.first(), due_on=date(2024, 4, 8))
    (table,) = build_group_tables(select_notes([cast.key_entry]))
    assert len(table.notes) == 2


def test_what_can_hardly_be_meant_is_said_when_it_is_saved(cast, sign_in):
    ask(cast, **PARK)
    client = sign_in(cast.cooperating_clerk)
    answer = send_note(client, cast, value="-2", seen=note(cast).mark)
    assert said(client.get(answer.url))[1] == "所填的数 -2个 是负数，请核对；有误的可以修改。"
    assert note(cast).value == -2


def test_a_unit_that_was_asked_is_owing_no_more_once_the_lead_unit_has_filed(cast, sign_in):
    ask(cast)
    submit(cast.key_entry, cast.clerk)
    page = sign_in(cast.cooperating_clerk).get(entry_page(cast))
    told = " ".join(found(page, "p.why"))
    assert "牵头单位已报送该事项，不再填写配合进展" in told
    assert "待填写" not in page.content.decode()


def test_a_sum_that_is_outdated_is_filed_only_after_it_was_confirmed(cast, sign_in):
    towns = give_towns(cast, "北镇")
    ask(cast, *towns.members.all(), **PARK)
    (clerk,) = town_clerks(cast, "北镇")
    write(cast, "", value=Decimal(3), by=clerk)
    client, address = sign_in(cast.clerk), reverse("entry_submit", args=[cast.key_entry.pk])
    sent = {"text": "各镇街建成口袋公园合计2个（1家）。", "base_revision": newest(cast.key_entry)}
    refused = client.post(address, sent)
    told = "正文写“各镇街建成口袋公园合计2个（1家）。”，现在的合计为“各镇街建成口袋公园合计3个（1家）。”"
    assert (refused.status_code, told in " ".join(found(refused, "div.why"))) == (422, True)
    client.post(address, sent | {"checked": refused.context["page"].doubts_mark})
    assert stored(cast).is_handed_over
