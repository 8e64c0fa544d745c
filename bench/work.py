"""The cases that are more than a page: saving, importing, assessing, writing files."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from bench.case import Act, get_first_user, prepare_page, run, sign_in_client
from reports.reporting.attachments import Occasion
from reports.reporting.report import build_report, write_report_files
from tasks import clock
from tasks.assessing.quantities import match_figures, read_commitments, read_quantities, read_stated_figures
from tasks.assessing.standing_actions import assess_entries
from tasks.enums import EntryState, Role
from tasks.filing.entry_guard import lock_entry
from tasks.models import Plan, ProgressEntry, Responsibility

PLAN_DOCUMENT = settings.BASE_DIR / "fixtures/documents/2024年目标任务分解通知.docx"
NOBODY_YET = "样板市样板区人民政府"
HALF_YEAR = Occasion(2022, "H1")


def select_half_year_entries() -> QuerySet[ProgressEntry]:
    """Selects the entries of the half-year report of 2022; all are filed."""
    return ProgressEntry.objects.filter(period__plan__year=2022, period__number=2)


def get_own_entry() -> ProgressEntry:
    """Returns an entry that the clerk may edit."""
    led = Responsibility.objects.filter(unit=get_first_user(Role.CLERK).unit, role="lead").values("edition")
    mine = ProgressEntry.objects.filter(edition__in=led, period__state="open")
    return mine.filter(state__in=(EntryState.BLANK, EntryState.DRAFT))[0]


@contextmanager
def prepare_entry_page() -> Iterator[Act]:
    with prepare_page(reverse("entry_page", args=[get_own_entry().pk]), Role.CLERK)() as act:
        yield act


@contextmanager
def prepare_entry_save() -> Iterator[Act]:
    """Saves a draft of 600 characters repeatedly as the clerk, each time with a different first word."""
    entry = get_own_entry()
    client, address = sign_in_client(get_first_user(Role.CLERK)), reverse("entry_page", args=[entry.pk])
    saves = itertools.count(entry.revision)

    def act():
        revision = next(saves)
        text = f"第{revision}稿：" + "截至3月底，主体结构完成60%，累计完成投资1.2亿元。" * 22
        answer = client.post(address, {"base_revision": revision, "text": text})
        if answer.status_code != 302:
            raise RuntimeError(f"{address}: {answer.status_code}")

    yield act


@contextmanager
def prepare_plan_import() -> Iterator[Act]:
    """Imports the plan of 2024 for a government without data, and rolls it back."""

    def act():
        with transaction.atomic():
            run("import_document", PLAN_DOCUMENT, "--government", NOBODY_YET, "--commit", "--create-units")
            transaction.set_rollback(True)

    yield act


@contextmanager
def prepare_attachment_export() -> Iterator[Act]:
    with tempfile.TemporaryDirectory() as folder:
        yield lambda: run("export_attachments", "--year", 2021, "--period", "H1", "--out", folder)


@contextmanager
def prepare_standing() -> Iterator[Act]:
    """Locks and assesses a filed entry with an earlier period, as every save does."""
    pk = ProgressEntry.objects.filter(period__plan__year=2022, period__number=4)[0].pk

    def act():
        with transaction.atomic():
            assess_entries([lock_entry(pk)], on=clock.today())

    yield act


@contextmanager
def prepare_half_year() -> Iterator[Act]:
    def act():
        forget_texts()
        run("extract_indicators", "--year", 2022, "--period", "H1", "--json")
        run("assess", "--year", 2022, "--period", "H1", "--json")

    yield act


@contextmanager
def prepare_report() -> Iterator[Act]:
    plan = Plan.objects.select_related("government").get(year=2022)

    def act():
        forget_texts()
        write_report_files(build_report(plan, HALF_YEAR))

    yield act


def forget_texts() -> None:
    """Empties the caches of read texts, as in a new process."""
    for read in (read_commitments, read_stated_figures, read_quantities, match_figures):
        read.forget()
