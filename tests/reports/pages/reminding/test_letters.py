"""催办函 as it is fetched."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from reports.pages.reminding import views
from reports.pages.reminding.letter_jobs import request_letters
from tasks.enums import EventKind
from tasks.models import Event, Job, Reminder
from tests.acts import submit
from tests.cast import EntryFactory, TaskFactory
from tests.pages import found, said
from tests.tasks.jobs.works import work_in_place

LETTER = reverse("reminder_letter")


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def name_of(answer) -> str:
    b"".join(answer.streaming_content)
    return unquote(answer.headers["Content-Disposition"].partition("utf-8''")[2])


def test_a_letter_to_a_unit_leaves_the_trace_of_a_file_and_tells_nobody(cast, office):
    answer = office.get(LETTER, {"unit": cast.lead_unit.pk, "of": "2024-Q1"})
    assert name_of(answer) == "2024年一季度催办函（区教委）.docx"
    event = Event.objects.get()
    assert (event.kind, event.actor_name, event.period, event.after) == (
        EventKind.EXPORTED,
        "陈红",
        "一季度",
        {"文件": ["2024年一季度催办函（区教委）.docx"], "行数": 3},
    )
    assert Reminder.objects.count() == 0


def test_a_long_choice_is_sent_as_a_post(cast, office):
    answer = office.post(LETTER, {"pick": [cast.key_entry.pk, cast.other_entry.pk], "line": "请抓紧。"})
    assert name_of(answer) == "2024年一季度催办函（2个单位）.zip"


def test_letters_to_many_units_are_made_in_the_background(cast, office, settings, monkeypatch):
    work_in_place(settings)
    monkeypatch.setattr(views, "MOST_AT_ONCE", 1)
    page = office.post(LETTER, {"pick": [cast.key_entry.pk, cast.other_entry.pk], "line": "请抓紧。"}, follow=True)
    assert page.redirect_chain == [(f"/jobs/{Job.objects.get().pk}/", 302)]
    assert found(page, "h1") == ["2024年一季度催办函（2个单位）"]
    assert name_of(office.get(f"/jobs/{Job.objects.get().pk}/file/")) == "2024年一季度催办函（2个单位）.zip"


def test_letters_about_what_was_filed_meanwhile_are_not_made(cast, settings):
    work_in_place(settings)
    submit(cast.key_entry, cast.clerk)
    job = request_letters(period=cast.period, entries=[cast.key_entry], line="", by=cast.office)
    job.refresh_from_db()
    assert job.error == "所选事项都已报送，没有需要打印的催办函。"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "请先勾选需要催办的事项。"),
        ({"pick": "x"}, "勾选的事项无法识别，请刷新列表后重新勾选。"),
        ({"pick": "999"}, "所选事项都已报送，或没有牵头单位，没有需要打印的催办函。"),
    ],
)
def test_without_anything_to_print_the_list_says_so(office, given, why):
    answer = office.get(LETTER, given, follow=True)
    assert (answer.redirect_chain, said(answer)) == ([(reverse("remind_page"), 302)], [why])


def test_what_is_filed_has_no_letter(cast, office):
    submit(cast.key_entry, cast.clerk)
    assert said(office.get(LETTER, {"pick": cast.key_entry.pk}, follow=True)) == [
        "所选事项都已报送，或没有牵头单位，没有需要打印的催办函。"
    ]


def test_another_governments_items_are_in_no_letter(cast, office, sign_in):
    for client, entry in ((office, cast.foreign_entry), (sign_in(cast.stranger), cast.key_entry)):
        assert client.get(LETTER, {"pick": entry.pk}).status_code == 302
    assert Event.objects.count() == 0


def test_the_letters_take_as_many_queries_for_three_items_as_for_one(cast, office, count_queries):
    for _ in range(2):
        with count_queries(10):
            name_of(office.get(LETTER, {"unit": cast.lead_unit.pk}))
        EntryFactory(task=TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit]), period=cast.period)
