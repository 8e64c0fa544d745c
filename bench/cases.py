"""The cases that are measured, on the documents of the demonstration."""

from collections.abc import Callable

from django.urls import reverse

from bench import work
from bench.case import Case, prepare_page, prepare_page_for
from tasks.enums import EntryState, Role
from tasks.models import Government, Period, ProgressEntry, Task, User

PAGE_RUNS = 20


def list_pages(entry: ProgressEntry) -> list[tuple[str, str, Role]]:
    """Lists label, address and role of the other pages with many rows.

    Args:
        entry: an entry of the open period.
    """
    item = [entry.pk]
    return [
        ("我的任务", reverse("my_tasks"), Role.CLERK),
        ("查找", reverse("search_page") + "?q=新增停车位", Role.OFFICE),
        ("填报审核", reverse("review_queue"), Role.OFFICE),
        ("填报审核, one entry", reverse("review_entry", args=item), Role.OFFICE),
        ("研判", reverse("judge_entry", args=item), Role.OFFICE),
        ("校核", reverse("check_list"), Role.OFFICE),
        ("报告", reverse("report_page") + "?of=2021-H1", Role.OFFICE),
        ("印发", reverse("issue_page"), Role.OFFICE),
        ("填报期", reverse("period_list"), Role.OFFICE),
        ("导出附表", reverse("export_page"), Role.OFFICE),
        ("量化指标", reverse("indicator_task", args=[entry.task_id]), Role.OFFICE),
        ("单位", reverse("unit_list"), Role.ADMINISTRATOR),
        ("用户", reverse("user_list"), Role.ADMINISTRATOR),
        ("留痕", reverse("event_list"), Role.AUDITOR),
    ]


def list_cases() -> list[Case]:
    entries = ProgressEntry.objects.filter(period=Period.objects.filter(state="open").first())
    told = Task.objects.filter(plan__year=2022, kind="key").order_by("number")[0]
    others = list_pages(entries.filter(state=EntryState.BLANK)[0])
    return [
        Case(f"list page, 50 of {entries.count()} items", prepare_page(reverse("task_list"), Role.OFFICE)),
        Case("task page, two periods", prepare_page(reverse("task_page", args=[told.pk]), Role.OFFICE)),
        Case("entry page", work.prepare_entry_page),
        Case("entry save", work.prepare_entry_save),
        Case("the standing of one filed entry", work.prepare_standing),
        Case("import of the 2024 plan", work.prepare_plan_import, runs=10),
        Case("export of the four 2021 attachments", work.prepare_attachment_export, runs=10),
        Case(
            f"extracting and assessing {work.select_half_year_entries().count()} items",
            work.prepare_half_year,
            runs=10,
        ),
        Case("half-year report of 2022, Word and Excel", work.prepare_report, runs=10),
        *(Case(label, prepare_page(address, role), runs=PAGE_RUNS) for label, address, role in others),
    ]


def list_crowd_cases(government: Government) -> list[Case]:
    """Lists the boards of one government among ten with four years each."""

    def find_user(role: Role) -> Callable[[], User]:
        return lambda: government.users.filter(role=role).order_by("pk")[0]

    boards = [
        ("首页, office", reverse("board"), find_user(Role.OFFICE)),
        ("首页, clerk", reverse("board"), find_user(Role.CLERK)),
        ("首页, leader", reverse("board"), find_user(Role.LEADER)),
        ("全年", reverse("year_page"), find_user(Role.OFFICE)),
        ("考核", reverse("scorecard_page"), find_user(Role.OFFICE)),
        ("查找", reverse("search_page") + "?q=停车位", find_user(Role.OFFICE)),
    ]
    return [
        Case(f"{label}, of 21,000 entries", prepare_page_for(address, who), runs=PAGE_RUNS)
        for label, address, who in boards
    ]
