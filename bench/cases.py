"""What is measured, on the demonstration's own papers."""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from reports.document import write_document
from reports.report import report_files
from reports.sheet import Column, Sheet
from tasks.enums import EntryState, Role
from tasks.models import Period, ProgressEntry, Responsibility, Task, User

PLAN_DOCUMENT = settings.BASE_DIR / "fixtures/documents/2024年目标任务分解通知.docx"
NOBODY_YET = "样板市样板区人民政府"

Act = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """``ready()`` is a context whose value is the act to repeat, ``runs`` how often it is measured."""

    name: str
    ready: Callable[[], AbstractContextManager[Act]]
    runs: int = 40


def client_of(user: User) -> Client:
    """A signed-in client that speaks to the server's own name."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=f"{ModelBackend.__module__}.{ModelBackend.__qualname__}")
    return client


def run(command: str, *arguments) -> None:
    """A command of manage.py, without what it prints."""
    call_command(command, *map(str, arguments), stdout=StringIO(), stderr=StringIO())


def somebody(role: Role) -> User:
    return User.objects.filter(role=role).order_by("pk").first()


def empty_request() -> Act:
    """The view that does nothing, asked by the office."""
    client = client_of(somebody(Role.OFFICE))
    return lambda: client.get("/empty/")


def asked(address: str, role: Role) -> Callable[[], AbstractContextManager[Act]]:
    """A page, as somebody of ``role`` sees it."""

    @contextmanager
    def ready() -> Iterator[Act]:
        client = client_of(somebody(role))

        def act():
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")

        yield act

    return ready


@contextmanager
def entry_saved() -> Iterator[Act]:
    """A draft of 600 characters saved again and again by the clerk, each time with another first word."""
    clerk = somebody(Role.CLERK)
    led = Responsibility.objects.filter(unit=clerk.unit, role="lead").values("edition")
    entry = ProgressEntry.objects.filter(
        edition__in=led, state=EntryState.BLANK, period__state="open"
    ).first()
    client, address = client_of(clerk), reverse("entry_page", args=[entry.pk])
    saves = itertools.count()

    def act():
        revision = next(saves)
        text = f"第{revision}稿：" + "截至3月底，主体结构完成60%，累计完成投资1.2亿元。" * 22
        answer = client.post(address, {"base_revision": revision, "text": text})
        if answer.status_code != 302:
            raise RuntimeError(f"{address}: {answer.status_code}")

    yield act


@contextmanager
def plan_imported() -> Iterator[Act]:
    """The plan of 2024 read, understood and written for a government that has nothing yet; then taken back."""

    def act():
        with transaction.atomic():
            run("import_document", PLAN_DOCUMENT, "--government", NOBODY_YET, "--commit", "--create-units")
            transaction.set_rollback(True)

    yield act


@contextmanager
def attachments_exported() -> Iterator[Act]:
    with tempfile.TemporaryDirectory() as folder:
        yield lambda: run("export_attachments", "--year", 2021, "--period", "H1", "--out", folder)


@contextmanager
def report_written() -> Iterator[Act]:
    """The half-year report of 2021, 157 items: text and attachments as Word, attachments as Excel."""
    period = Period.objects.select_related("plan__government").get(plan__year=2021, number=2)
    yield lambda: report_files(period)


def table_written(rows: int) -> Callable:
    """A Word table of so many rows: twice the rows, twice the time."""

    @contextmanager
    def case() -> Iterator[Act]:
        columns = (Column("序号", 0.1), Column("任务", 0.3), Column("进展", 0.6))
        body = tuple((number, "任务内容" * 8, "进展情况" * 30) for number in range(rows))
        yield lambda: write_document([Sheet("附件1", "进展情况表", columns, body)], BytesIO())

    return case


def all_cases() -> list[Case]:
    entries = ProgressEntry.objects.filter(period=Period.objects.filter(state="open").first())
    told = Task.objects.filter(plan__year=2022, kind="key").order_by("number").first()
    entry = entries.filter(state=EntryState.BLANK).first()
    return [
        Case(f"list page, 50 of {entries.count()} items", asked(reverse("task_list"), Role.OFFICE)),
        Case("task page, two periods", asked(reverse("task_page", args=[told.pk]), Role.OFFICE)),
        Case("entry save", entry_saved),
        Case("import of the 2024 plan", plan_imported, runs=10),
        Case("export of the four 2021 attachments", attachments_exported, runs=10),
        Case("report of 2021 H1, Word and Excel", report_written, runs=10),
        *(Case(f"Word table, {rows} rows", table_written(rows), runs=5) for rows in (500, 1000, 2000)),
        Case("报告", asked(reverse("report_page") + "?of=2021-H1", Role.OFFICE), runs=10),
        Case("我的任务", asked(reverse("my_tasks"), Role.CLERK), runs=20),
        Case("填报审核", asked(reverse("review_queue"), Role.OFFICE), runs=20),
        Case("填报审核, one entry", asked(reverse("review_entry", args=[entry.pk]), Role.OFFICE), runs=20),
        Case("研判", asked(reverse("judge_entry", args=[entry.pk]), Role.OFFICE), runs=20),
        Case("填报期", asked(reverse("period_list"), Role.OFFICE), runs=20),
        Case("导出附表", asked(reverse("export_page"), Role.OFFICE), runs=20),
        Case("量化指标", asked(reverse("indicator_task", args=[entry.task_id]), Role.OFFICE), runs=20),
        Case("单位", asked(reverse("unit_list"), Role.ADMINISTRATOR), runs=20),
        Case("用户", asked(reverse("user_list"), Role.ADMINISTRATOR), runs=20),
        Case("留痕", asked(reverse("event_list"), Role.AUDITOR), runs=20),
    ]
