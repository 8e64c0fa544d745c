"""导入: a paper with many rows is read, and later written, in the background."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from tasks.enums import DocumentLevel, ImportTreatment, JobKind
from tasks.importing import import_actions, waiting
from tasks.importing.changes import Changes
from tasks.importing.choices import CHOOSABLE, CorrectionBasis, ImportChoices
from tasks.importing.kept_readings import KeptReading, drop_reading, find_reading, keep_reading
from tasks.importing.old_files import PATIENCE_OF_JOBS
from tasks.importing.understand import UnderstoodDocument
from tasks.jobs.job_actions import compute_job_key
from tasks.jobs.jobs import select_own_jobs
from tasks.jobs.queue_actions import request_job
from tasks.jobs.works import JobFailed, RunningJob, Statement, works_for
from tasks.models import Job, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.importing.waiting_document import (
    WAITING,
    NotYetRead,
    Pending,
    compare_document,
    compute_reading_key,
    is_long,
    pin_form,
    understand_pending,
)
from tasks.permissions import Permission, Refused
from tasks.plans.documents import ItemSource

GONE = "等待导入的文件已被替换或取消，没有办理。请重新上传。"
#: progress is told in hundredths: up to which of them a file is opened, its rows are read, and they are compared
OPENED, READ, COMPARED = 30, 75, 95
WHOLE = 100

View = Callable[..., HttpResponseBase]


def reads_long_papers(view: View) -> View:
    """Offers to read the waiting file in the background where that takes too long for the decorated page."""

    @wraps(view)
    def offer_reading(request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotYetRead:
            if job := find_reading_job(request):
                return redirect("job_page", job.pk)
            return render(request, "importing/unread.html", {"pending": request.session[WAITING]})

    return offer_reading


def find_reading_job(request: AuthenticatedRequest) -> Job | None:
    """Finds the job that reads the waiting file at present."""
    key = compute_job_key(JobKind.READING, _build_reading_arguments(request))
    return select_own_jobs(request.user).filter(key=key, ended_at=None).first()


def redirect_to_reading(request: AuthenticatedRequest) -> HttpResponse:
    """Has the waiting file read in the background, compared as the address says, and goes to that job."""
    arguments = _build_reading_arguments(request)
    subject = f"读取 {arguments['pending']['name']}"
    try:
        job = request_job(kind=JobKind.READING, subject=subject, arguments=arguments, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("import_document")
    return redirect("job_page", job.pk)


def _build_reading_arguments(request: AuthenticatedRequest) -> dict[str, Any]:
    asked = {name: request.GET.get(name, "")[:20] for name in ("treatment", "since")}
    return {"pending": request.session[WAITING], **asked}


def go_on_reading(request: AuthenticatedRequest, answer: HttpResponse) -> HttpResponse:
    """Answers as given; where the waiting file is long, goes to the job that reads it as was said just now."""
    return redirect_to_reading(request) if is_long(request.session[WAITING]) else answer


def read_asked(treatment: str, since: str) -> ImportChoices:
    """Reads what an address says of the document; what it cannot mean is left open."""
    is_number = since.isascii() and since.isdecimal() and len(since) < 3
    return ImportChoices(
        treatment=ImportTreatment(treatment) if treatment in CHOOSABLE else None,
        since=int(since) if is_number else None,
    )


@works_for(JobKind.READING, Permission.IMPORT_DOCUMENTS)
def read_waiting_paper(job: RunningJob) -> Statement:
    """Reads a waiting file and compares it with the plan, and keeps both for the preview.

    Raises:
        JobFailed: no such file waits any more, or it cannot be read.
    """
    given, by = job.row.arguments, job.row.person
    pending = given["pending"]
    understood = _understand(job, pending)
    job.note_step(f"正在比对 {len(understood.document.rows)} 行", READ, WHOLE)
    choices = read_asked(given["treatment"], given["since"])
    changes = compare_document(understood, choices, by=by)
    job.note_step("正在保存读出的内容", COMPARED, WHOLE)
    keys = frozenset(compute_reading_key(state, by) for state in (pending, pin_form(pending, understood)))
    keep_reading(KeptReading(understood, changes, choices, keys), token=pending["token"], by=by)
    return Statement(f"已读出“{pending['name']}”{len(understood.document.rows)} 项，请核对；尚未导入。")


def _understand(job: RunningJob, pending: Pending) -> UnderstoodDocument:
    def note_rows(done: int, rows: int) -> None:
        so_far = OPENED + (READ - OPENED) * done // max(rows, 1)
        job.note_step(f"正在读取第 {done + 1} 行，共 {rows} 行", so_far, WHOLE)

    job.note_step("正在打开文件", 0, WHOLE)
    try:
        return understand_pending(pending, by=job.row.person, patience=PATIENCE_OF_JOBS, note_rows=note_rows)
    except waiting.Gone as gone:
        raise JobFailed(str(gone) or GONE) from gone


def request_import(*, pending: Pending, choices: ImportChoices, create_units: bool, by: User) -> Job:
    """Has a waiting file imported in the background as its person agreed; errors as of ``add_job``."""
    arguments = {"pending": dict(pending), "choices": _write_choices(choices), "create_units": create_units}
    return request_job(kind=JobKind.IMPORT, subject=f"导入 {pending['name']}", arguments=arguments, by=by)


@works_for(JobKind.IMPORT, Permission.IMPORT_DOCUMENTS)
def import_waiting_paper(job: RunningJob) -> Statement:
    """Imports a waiting file, whole or not at all.

    Raises:
        JobFailed: no such file waits any more, or what the person agreed to cannot be imported (any more).
    """
    given, by = job.row.arguments, job.row.person
    pending = given["pending"]
    try:
        waiting.open_waiting_file(pending["token"], by=by).close()
    except waiting.Gone as gone:
        raise JobFailed(GONE) from gone
    kept = find_reading(token=pending["token"], by=by)
    is_kept = kept is not None and compute_reading_key(pending, by) in kept.keys
    understood = kept.understood if kept and is_kept else _understand(job, pending)
    job.note_step(f"正在写入 {len(understood.document.rows)} 项", READ, WHOLE)
    try:
        done = import_actions.import_document(
            document=understood.document,
            by=by,
            commit=True,
            create_units=given["create_units"],
            choices=_read_choices(given["choices"]),
        )
    except ValidationError as refusal:
        drop_reading(token=pending["token"], by=by)
        raise JobFailed("".join(refusal.messages)) from refusal
    if done.errors:
        drop_reading(token=pending["token"], by=by)
        raise JobFailed("".join(done.errors))
    waiting.remove_waiting_file(by=by, token=pending["token"])
    return Statement(_describe_result(done))


def _describe_result(changes: Changes) -> str:
    if changes.nothing_new:
        return f"“{changes.document.filename}”与已导入的内容完全一致，没有重复导入。"
    return describe_import_success(changes)


def describe_import_success(changes: Changes) -> str:
    """Says what was imported and from when it holds."""
    name = changes.document.filename
    since = changes.settled_plan.rhythm.get_label(changes.since) if changes.since else ""
    if changes.is_list:
        return f"已作为另一份清单导入“{name}”，共 {len(changes.rows)} 项，自{since}起填报。"
    if changes.is_correction:
        return f"已按“{name}”更正 {changes.count('changed')} 项、新增 {changes.count('new')} 项，自{since}起。"
    return f"已导入“{name}”，共 {len(changes.rows)} 项。"


def _write_choices(choices: ImportChoices) -> dict[str, Any]:
    """Writes what a person agreed to as JSON."""
    facts, basis = choices.facts, choices.basis
    return {
        "treatment": choices.treatment.value if choices.treatment else "",
        "since": choices.since,
        "taken": None if choices.taken is None else sorted(choices.taken),
        "linked": None if choices.linked is None else sorted(choices.linked),
        "seen": choices.seen,
        "basis": [basis.basis, _write_day(basis.basis_on), basis.reason],
        "facts": facts
        and [facts.title, facts.document_number, _write_day(facts.issued_on), facts.level.value, facts.decided_by],
    }


def _read_choices(written: Mapping[str, Any]) -> ImportChoices:
    """Reads what ``_write_choices`` wrote."""
    basis, basis_on, reason = written["basis"]
    facts = None
    if written["facts"]:
        title, number, issued_on, level, decided_by = written["facts"]
        facts = ItemSource(title, number, _read_day(issued_on), DocumentLevel(level), decided_by)
    return ImportChoices(
        treatment=ImportTreatment(written["treatment"]) if written["treatment"] else None,
        since=written["since"],
        facts=facts,
        basis=CorrectionBasis(basis, _read_day(basis_on), reason),
        taken=None if written["taken"] is None else frozenset(written["taken"]),
        linked=None if written["linked"] is None else frozenset(written["linked"]),
        seen=written["seen"],
    )


def _write_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read_day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
