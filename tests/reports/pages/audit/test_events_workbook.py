"""留痕 as it is taken out."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.pages.audit import events_workbook, views
from tasks.audit import Origin, act_from, record
from tasks.enums import EntryState, EventKind
from tasks.models import Event, Job
from tasks.sealing.seal_actions import seal_events
from tasks.sealing.seals import find_head
from tests.pages import errors, found, said
from tests.tasks.jobs.works import work_in_place

LOG, EXPORT = reverse("event_list"), reverse("event_export")


@pytest.fixture
def auditor(cast, sign_in):
    client = sign_in(cast.auditor)
    with act_from(Origin("10.1.2.3")):
        record(
            EventKind.ENTRY_RETURNED,
            cast.key_entry,
            by=cast.office,
            government_id=cast.government.pk,
            before={"state": EntryState.SUBMITTED},
            after={"state": EntryState.RETURNED},
            reason="=请补充具体数字。",
        )
    record(EventKind.UNIT_SAVED, cast.lead_unit, by=cast.administrator, government_id=cast.government.pk)
    record(EventKind.UNIT_SAVED, cast.lead_unit, by=cast.stranger, government_id=cast.stranger.government_id)
    return client


def name_of(answer) -> str:
    return unquote(answer.headers["Content-Disposition"].partition("utf-8''")[2])


def book_of(answer):
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))


def cells(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_the_rows_of_the_list_are_taken_out_in_its_words_with_their_seals(cast, auditor):
    answer = auditor.post(f"{EXPORT}?kind=entry_returned")
    book = book_of(answer)
    seal_events()
    (row,) = cells(book["留痕"])
    event = Event.objects.get(kind=EventKind.ENTRY_RETURNED)
    moment, position = row.pop(0), row.pop(-1)
    assert row == [
        "陈红\n督查办",
        "退回",
        "已办",
        "2024年一季度 重点工作任务第1项",
        "填报状态：待审核 → 已退回",
        "=请补充具体数字。",
        "10.1.2.3",
    ]
    assert moment.startswith(f"{event.at.year}年")
    assert position == event.pk - Event.objects.order_by("pk").first().pk + 1


def test_the_file_says_what_was_taken_out_and_the_head_of_the_chain(cast, auditor):
    book = book_of(auditor.post(f"{EXPORT}?kind=entry_returned&who=陈红"))
    told = dict(cells(book["核对说明"]))
    head = find_head()
    assert (told["导出人"], told["筛选条件"], told["条数"]) == (
        cast.auditor.name,
        "操作人或单位：陈红\n操作：退回",
        "1",
    )
    assert told["链头"] == f"{head.position}:{head.digest}"


def test_the_export_is_itself_an_event(cast, auditor):
    answer = auditor.post(EXPORT)
    rows = len(cells(book_of(answer)["留痕"]))
    event = Event.objects.get(kind=EventKind.EVENTS_EXPORTED)
    assert (event.actor_name, event.subject, event.after) == (
        cast.auditor.name,
        "示范区人民政府",
        {"文件": [name_of(answer)], "行数": rows},
    )


def test_another_governments_events_are_not_in_it(auditor):
    book = book_of(auditor.post(f"{EXPORT}?kind=unit_saved"))
    assert [row[1] for row in cells(book["留痕"])] == ["吴敏\n系统管理员"]


def test_what_passed_within_a_unit_stays_there(cast, auditor):
    record(
        EventKind.ENTRY_SENT_BACK,
        cast.key_entry,
        by=cast.unit_head,
        government_id=cast.government.pk,
        reason="数字不实",
    )
    (row,) = cells(book_of(auditor.post(f"{EXPORT}?kind=entry_sent_back"))["留痕"])
    assert row[6] == "理由只在单位内部，此处不显示。"


def test_a_long_value_is_cut_and_says_so(cast, auditor):
    record(
        EventKind.ENTRY_SAVED,
        cast.key_entry,
        by=cast.clerk,
        government_id=cast.government.pk,
        after={"进展": "长" * 40_000},
    )
    row = cells(book_of(auditor.post(f"{EXPORT}?kind=entry_saved"))["留痕"])[0]
    assert row[5] == f"进展：{'长' * 7_997}……（以下略，全文见留痕页）"


def test_many_rows_are_made_in_the_background(cast, auditor, settings, monkeypatch):
    work_in_place(settings)
    monkeypatch.setattr(views, "MOST_AT_ONCE", 0)
    page = auditor.post(f"{EXPORT}?kind=entry_returned", follow=True)
    job = Job.objects.get()
    assert page.redirect_chain == [(f"/jobs/{job.pk}/", 302)]
    assert found(page, "h1") == ["留痕导出（1条）"]
    assert len(cells(book_of(auditor.get(f"/jobs/{job.pk}/file/"))["留痕"])) == 1


def test_too_many_rows_are_to_be_taken_out_in_parts(auditor, monkeypatch):
    monkeypatch.setattr(events_workbook, "MOST_ROWS", 1)
    answer = auditor.post(EXPORT, follow=True)
    count = Event.objects.filter(government_id=answer.context["request"].user.government_id).count()
    assert said(answer) == [f"符合条件的有 {count} 条，一次至多导出 1 条，未导出。请用“自”“至”分段导出。"]
    assert not Event.objects.filter(kind=EventKind.EVENTS_EXPORTED).exists()


def test_a_filter_that_finds_nothing_gives_no_file(auditor):
    answer = auditor.post(f"{EXPORT}?who=没有这个人", follow=True)
    assert (said(answer), answer.redirect_chain) == (
        ["没有符合筛选条件的记录，未导出。"],
        [(f"{LOG}?who=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA%E4%BA%BA", 302)],
    )


def test_a_date_that_is_none_stays_in_the_filter_with_its_error(auditor):
    answer = auditor.post(f"{EXPORT}?since=去年", follow=True)
    assert (said(answer), errors(answer)) == (["筛选条件有误，未导出。请改正后再导出。"], ["日期应写作 2024-07-15。"])
