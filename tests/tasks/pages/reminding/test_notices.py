"""通知: the inbox, and the way from each line to where its reader acts."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tasks import clock
from tasks.enums import EntryState, ReminderKind
from tasks.models import Notice, Responsibility
from tasks.reminding.inbox_actions import mark_read
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine
from tests.pages import found, said

INBOX, READ = reverse("notice_list"), reverse("notices_read")
MORNING = datetime(2024, 4, 8, 1, 30, tzinfo=UTC)


def of(entry, key: str = "") -> MessageLine:
    """That the entry is overdue."""
    key = key or f"overdue/entry:{entry.pk}"
    return build_message_line(ReminderKind.OVERDUE, key, f"{entry.task}逾期未报", entry)


def tell(person, *lines: MessageLine, subject: str = "逾期未报", body: str = "", by=None) -> Notice:
    with clock.pin_clock(MORNING):
        return put_notice(message=Message(person, subject, list(lines), body), by=by)


def page_of(notice) -> str:
    return reverse("notice_page", args=[notice.pk])


def unread() -> int:
    return Notice.objects.filter(read_at__isnull=True).count()


def head_of(answer) -> str:
    """The link to the inbox at the top of a page."""
    page = " ".join(answer.content.decode().split())
    return page[page.index('class="bell"') :].split("</a>")[0].split(">", 1)[1]


def test_every_notice_stands_in_full_with_what_is_unread_first(cast, sign_in):
    client = sign_in(cast.clerk)
    old = tell(cast.clerk, of(cast.target_entry), subject="逾期未报 1 项")
    body = f"请今天内报送。\n【一季度填报】1 项逾期未报\n{cast.key_entry.task}逾期未报"
    tell(cast.clerk, of(cast.key_entry), subject="催办：一季度 1 项", body=body, by=cast.office)
    mark_read(notice=old, by=cast.clerk)
    answer = client.get(INBOX)
    assert found(answer, "article") == [
        "未读 催办：一季度 1 项 督查办 陈红 · 4月8日 09:30 请今天内报送。 【一季度填报】1 项逾期未报 重点工作任务第1项逾期未报 标为已读",
        "逾期未报 1 项 系统 · 4月8日 09:30 预期目标第1项逾期未报",
    ]
    assert found(answer, "p.sub") == ["共 2 条， 1 条未读 ，排在前面。"]


def test_the_head_of_every_page_says_how_many_wait_and_nothing_without_an_inbox(cast, sign_in):
    client = sign_in(cast.clerk)
    assert head_of(client.get(reverse("my_tasks"))) == "通知"
    tell(cast.clerk, of(cast.key_entry))
    assert head_of(client.get(reverse("my_tasks"))) == (
        '通知 <b class="num">1</b><span class="visually-hidden"> 条未读</span>'
    )
    assert INBOX not in sign_in(cast.administrator).get(reverse("user_list")).content.decode()


def test_looking_at_a_notice_reads_nothing(cast, sign_in):
    notice = tell(cast.clerk, of(cast.key_entry))
    client = sign_in(cast.clerk)
    assert (client.get(INBOX).status_code, client.get(page_of(notice)).status_code, unread()) == (200, 200, 1)


@pytest.mark.parametrize(
    ("who", "state", "place", "part"),
    [
        ("clerk", EntryState.BLANK, "entry_page", "pk"),
        ("unit_head", EntryState.CONFIRMING, "entry_page", "pk"),
        ("office", EntryState.SUBMITTED, "review_entry", "pk"),
        ("office", EntryState.ACCEPTED, "judge_entry", "pk"),
        ("leader", EntryState.BLANK, "task_page", "task_id"),
    ],
)
def test_a_line_leads_to_where_its_reader_acts(cast, sign_in, who, state, place, part):
    cast.key_entry.state = state
    cast.key_entry.save()
    notice = tell(cast.person(who), of(cast.key_entry))
    client, address = sign_in(cast.person(who)), reverse(place, args=[getattr(cast.key_entry, part)])
    answer = client.post(page_of(notice), {"to": notice.reminders.get().pk})
    assert (answer.url, unread()) == (address, 0)
    assert f'href="{address}"' in client.get(INBOX).content.decode()


def test_a_long_wording_of_several_lines_is_one_line_with_one_way(cast, sign_in):
    words = "申请延期：" + "建成小学两所。\n" * 100
    tell(cast.clerk, build_message_line(ReminderKind.REQUEST, "one", words, cast.key_entry))
    page = sign_in(cast.clerk).get(INBOX)
    assert [len(line) for line in found(page, "li")] == [len(" ".join(words.split()))]
    assert page.content.decode().count('name="to"') == 1


def test_a_line_about_a_request_leads_to_the_request(cast, sign_in):
    tell(
        cast.office,
        build_message_line(ReminderKind.REQUEST, "request:7/filed", "区教委申请延期报送", cast.key_entry),
    )
    client = sign_in(cast.office)
    answer = client.post(page_of(cast.office.notices.get()), {"to": cast.office.reminders.get().pk})
    assert answer.url == reverse("request_page", args=[7])


def test_a_line_about_an_item_that_was_handed_over_leads_nowhere(cast, sign_in):
    notice = tell(cast.clerk, of(cast.key_entry))
    Responsibility.objects.filter(unit=cast.lead_unit, edition=cast.key.current).update(unit=cast.other_unit)
    client = sign_in(cast.clerk)
    assert 'name="to"' not in client.get(INBOX).content.decode()
    assert client.post(page_of(notice), {"to": notice.reminders.get().pk}).url == INBOX


@pytest.mark.parametrize("to", ["", "x", "²", "999999"])
def test_without_a_line_the_way_leads_back_to_the_inbox(cast, sign_in, to):
    notice = tell(cast.clerk, of(cast.key_entry))
    assert (sign_in(cast.clerk).post(page_of(notice), {"to": to}).url, unread()) == (INBOX, 0)


def test_everything_that_was_shown_is_read_at_once(cast, sign_in):
    client = sign_in(cast.clerk)
    shown = tell(cast.clerk, of(cast.key_entry))
    tell(cast.clerk, of(cast.target_entry))
    assert said(client.post(READ, {"newest": shown.pk}, follow=True)) == ["已将 1 条通知标为已读。"]
    assert said(client.post(READ, {"newest": "x"}, follow=True)) == ["没有未读的通知。"]
    assert unread() == 1


def test_the_inbox_is_the_persons_own(cast, sign_in):
    notice = tell(cast.clerk, of(cast.key_entry))
    for who in ("unit_head", "office", "stranger"):
        client = sign_in(cast.person(who))
        assert found(client.get(INBOX), "article") == []
        assert (client.get(page_of(notice)).status_code, client.post(page_of(notice)).status_code) == (
            404,
            404,
        )
    assert unread() == 1


def test_twenty_stand_on_a_page(cast, sign_in):
    client = sign_in(cast.clerk)
    for number in range(21):
        tell(cast.clerk, of(cast.key_entry, f"overdue/{number}"))
    assert [len(found(client.get(INBOX, {"page": page}), "article")) for page in (1, 2, "x", 99)] == [
        20,
        1,
        20,
        1,
    ]
    assert found(client.get(INBOX), "nav.pages") == ["共 21 条 第 1 页，共 2 页 下一页"]


def test_the_inbox_takes_as_many_queries_for_three_notices_as_for_one(cast, sign_in, reads_in):
    count = iter(range(9))
    reads_in(7, sign_in(cast.clerk), INBOX, lambda: tell(cast.clerk, of(cast.key_entry, f"one/{next(count)}")))
