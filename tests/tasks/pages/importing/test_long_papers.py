"""A paper with many rows is read and written in the background; the person goes away and comes back to its preview."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from tasks.importing import kept_readings
from tasks.importing.waiting import FOLDER
from tasks.jobs.job_actions import begin_job
from tasks.jobs.jobs import LOST
from tasks.jobs.queue_actions import repeat_job
from tasks.jobs.worker_actions import begin_worker
from tasks.models import Event, Job, Notice, Plan, Task, Unit
from tasks.pages.importing import waiting_document
from tests.pages import errors, found, rows, said
from tests.tasks.importing.papers import docx
from tests.tasks.jobs.works import work_in_place
from tests.tasks.pages.importing.test_imports import (
    HEADER,
    PARKING,
    PREVIEW,
    SCHOOLS,
    paper,
    upload,
    waiting,
    yes,
)


@pytest.fixture(autouse=True)
def one_row_is_long(monkeypatch, settings):
    """The header and two items are more than a request reads; a worker is at hand."""
    monkeypatch.setattr(waiting_document, "ROWS_IN_A_REQUEST", 1)
    monkeypatch.setattr("tasks.pages.importing.views.ROWS_IN_A_REQUEST", 1)
    work_in_place(settings)


@pytest.fixture
def nobody_works(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def last_job() -> Job:
    return Job.objects.latest("pk")


def page_of(job: Job) -> str:
    return reverse("job_page", args=[job.pk])


def test_a_long_paper_is_read_in_the_background_and_its_preview_is_that_of_a_short_one(cast, sign_in):
    client = sign_in(cast.office)
    answer = upload(client, paper([SCHOOLS, PARKING]))
    job = last_job()
    assert answer.redirect_chain == [(page_of(job), 302)]
    assert (job.subject, job.result, Task.objects.filter(plan__year=2025).count()) == (
        "读取 方案.docx",
        "已读出“方案.docx”2 项，请核对；尚未导入。",
        0,
    )
    assert [found(answer, "a.btn")[0], Notice.objects.get(recipient=cast.office).body] == ["核对并导入", job.result]
    shown = client.get(PREVIEW)
    assert found(shown, "div.tally") == ["2 读出事项 2 新增"]
    assert [row[1:7] for row in rows(shown)] == [
        ["1", "新建小学两所", "区教委 配合 1 家", "", "", "新增"],
        ["2", "新增公共停车位7000个", "区停车办", "", "", "新增"],
    ]
    assert Job.objects.count() == 1


def test_what_the_person_agrees_to_is_written_in_the_background(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    assert errors(yes(client)) == [
        "文件点名的单位有的尚未登记。确认无误请勾选新建；如是已有单位的其他写法，请系统管理员先添加别名。"
    ]
    answer = yes(client, create_units="on")
    job = last_job()
    assert (answer.redirect_chain, job.subject, job.result) == (
        [(page_of(job), 302)],
        "导入 方案.docx",
        "已导入“方案.docx”，共 2 项。",
    )
    assert [task.current.text for task in Task.objects.filter(plan__year=2025).order_by("number")] == [
        "新建小学两所",
        "新增公共停车位7000个",
    ]
    assert (Unit.objects.filter(name="区停车办").count(), waiting()) == (1, 0)
    event = Event.objects.get(kind="document_imported")
    assert (event.actor_name, event.after["文件"]) == (cast.office.name, "方案.docx")


def test_who_had_it_imported_takes_it_back_on_the_page_of_the_job(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    page = page_of(last_job())
    assert found(client.get(page), "button.link") == []
    yes(client, create_units="on")
    page = page_of(last_job())
    assert found(client.get(page), "button.link") == ["撤销导入"]
    answer = client.post(
        reverse("undo"), {"offer": client.get(page).context["brought"].offer, "next": page}, follow=True
    )
    assert answer.redirect_chain == [(page, 302)]
    assert said(answer) == [
        "已撤销：导入文件“2025年 示范区人民政府办公室关于印发2025年区政府工作……”，恢复为办理前的情况。"
    ]
    assert (found(answer, "button.link"), found(answer, "span.st")[-1]) == ([], "已撤销")
    assert (Plan.objects.filter(year=2025).count(), Unit.objects.filter(name="区停车办").count()) == (0, 0)


def test_an_import_of_the_same_name_after_the_job_is_not_taken_back_on_its_page(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    yes(client, create_units="on")
    page = page_of(last_job())
    client.post(reverse("undo"), {"offer": client.get(page).context["brought"].offer, "next": page})
    upload(client, paper([SCHOOLS, PARKING]))
    yes(client, create_units="on")
    assert (found(client.get(page), "button.link"), found(client.get(page_of(last_job())), "button.link")) == (
        [],
        ["撤销导入"],
    )


def test_what_is_decided_or_chosen_afterwards_is_read_anew(cast, sign_in):
    client = sign_in(cast.office)
    content = docx("示范区人民政府2025年重点工作任务分解表", [HEADER, SCHOOLS, ["2", "区城管局", "王明", "区教委", ""]])
    upload(client, content.getvalue())
    page = client.get(PREVIEW).context["page"]
    [doubt] = page.document.blocked
    answer = client.post(
        reverse("import_decisions"), {"token": page.form["token"].value(), doubt.key: "drop"}, follow=True
    )
    assert answer.redirect_chain == [(page_of(last_job()), 302)]
    assert found(client.get(PREVIEW), "div.tally") == ["1 读出事项 1 新增"]
    assert Job.objects.count() == 2


def test_a_reading_is_asked_for_once_while_nobody_works(cast, sign_in, nobody_works):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    answers = [client.get(PREVIEW, follow=True).redirect_chain for _ in range(2)]
    assert answers == [[(page_of(Job.objects.get()), 302)]] * 2


def test_a_worker_that_dies_while_it_writes_leaves_nothing_and_the_job_can_be_done_anew(
    cast, sign_in, monkeypatch, settings
):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    yes(client, create_units="on")
    worker, job = begin_worker(name="甲机"), last_job()
    begin_job(pk=job.pk, worker_name=worker.name)
    begin_worker(name="甲机")
    job.refresh_from_db()
    assert (job.error, Plan.objects.filter(year=2025).count(), Unit.objects.filter(name="区停车办").count()) == (
        LOST,
        0,
        0,
    )
    work_in_place(settings)
    again = repeat_job(job=job, by=cast.office)
    again.refresh_from_db()
    assert (again.result, Task.objects.filter(plan__year=2025).count()) == ("已导入“方案.docx”，共 2 项。", 2)


def test_a_job_whose_end_was_not_noted_writes_nothing_twice(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    yes(client, create_units="on")
    again = repeat_job(job=last_job(), by=cast.office)
    again.refresh_from_db()
    assert (again.error, Task.objects.filter(plan__year=2025).count()) == (
        "等待导入的文件已被替换或取消，没有办理。请重新上传。",
        2,
    )


def test_what_cannot_be_written_any_more_is_said_and_compared_anew(cast, sign_in, settings):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    yes(client, create_units="on")
    work_in_place(settings)
    waits = last_job()
    other = sign_in(cast.second_office)
    upload(other, paper([SCHOOLS, PARKING]))
    yes(other, create_units="on")
    again = repeat_job(job=end(waits), by=cast.office)
    again.refresh_from_db()
    assert (again.result, Task.objects.filter(plan__year=2025).count()) == (
        "“方案.docx”与已导入的内容完全一致，没有重复导入。",
        2,
    )


def end(job: Job) -> Job:
    """Ends a job as lost."""
    begin_worker(name="乙机")
    begin_job(pk=job.pk, worker_name="乙机")
    begin_worker(name="乙机")
    job.refresh_from_db()
    return job


def test_a_file_that_was_replaced_is_not_imported(cast, sign_in, settings):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    yes(client, create_units="on")
    job = last_job()
    upload(client, paper([["1", "新建中学一所", "王明", "区教委", ""], SCHOOLS]))
    work_in_place(settings)
    again = repeat_job(job=end(job), by=cast.office)
    again.refresh_from_db()
    assert (again.error, Plan.objects.filter(year=2025).count(), waiting()) == (
        "等待导入的文件已被替换或取消，没有办理。请重新上传。",
        0,
        1,
    )


def test_a_kept_reading_that_somebody_has_touched_is_read_anew(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    [name] = [one for one in default_storage.listdir(FOLDER)[1] if one.endswith(kept_readings.ENDING)]
    with default_storage.open(f"{FOLDER}/{name}") as file:
        content = file.read()
    default_storage.delete(f"{FOLDER}/{name}")
    default_storage.save(f"{FOLDER}/{name}", ContentFile(content[:-1] + bytes([content[-1] ^ 1])))
    assert "要在后台重新读取，读完才能核对" in client.get(PREVIEW).content.decode()
    answer = client.post(reverse("import_reading"), follow=True)
    assert (answer.redirect_chain, Job.objects.count()) == ([(page_of(last_job()), 302)], 2)
    assert found(client.get(PREVIEW), "div.tally") == ["2 读出事项 2 新增"]


def test_a_short_file_needs_no_worker(cast, sign_in, monkeypatch):
    monkeypatch.setattr(waiting_document, "ROWS_IN_A_REQUEST", 3)
    monkeypatch.setattr("tasks.pages.importing.views.ROWS_IN_A_REQUEST", 3)
    answer = upload(sign_in(cast.office), paper([SCHOOLS, PARKING]))
    assert (answer.redirect_chain, Job.objects.count()) == ([(PREVIEW, 302)], 0)


def test_a_broken_long_file_is_refused_at_once(cast, sign_in):
    answer = upload(sign_in(cast.office), b"PK\x03\x04broken")
    assert (answer.redirect_chain, Job.objects.count()) == ([], 0)
