"""后台任务: a person's own long work, with its progress and what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.audit import record_file_taken
from tasks.enums import JobKind
from tasks.jobs.jobs import JobProgress, load_job_queue, select_own_jobs
from tasks.jobs.queue_actions import repeat_job
from tasks.jobs.works import WORKS
from tasks.models import Job, Plan, User
from tasks.models.stored_files import is_stored
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.importing.past_imports import find_import_of_job
from tasks.permissions import Refused, can
from tasks.reminding.inbox_actions import mark_job_notice_read

#: jobs on the page of all; the older ones are removed two weeks later
LISTED = 50
NOT_THERE = "文件已被清理或损坏，请重新办理。"


class JobListPage:
    """The person's jobs, the newest first."""

    def __init__(self, user: User):
        queue = load_job_queue()
        self.jobs: list[JobProgress] = [JobProgress(job, queue) for job in select_own_jobs(user)[:LISTED]]


@require_safe
def job_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the person's jobs."""
    return render(request, "jobs/list.html", {"page": JobListPage(request.user)})


@require_safe
def job_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows how it stands with a job; without a script it asks again every few seconds until the job has ended.

    What an import has brought in can be taken back here, as the message of a short import offers it.
    """
    job = get_own_job(request, pk)
    brought = find_import_of_job(request.user, job) if job.kind == JobKind.IMPORT and job.result else None
    given = {"page": JobProgress(job, load_job_queue()), "brought": brought, "asked_on": find_asking_page(job)}
    return render(request, "jobs/page.html", given)


def find_asking_page(job: Job) -> str:
    """Returns the address of the report for whose PDF a job was asked; "" for other jobs."""
    plan = Plan.objects.filter(pk=job.arguments.get("plan")).first() if job.kind == JobKind.REPORT_PDF else None
    return f"{reverse('report_page')}?of={plan.year}-{job.arguments['code']}" if plan else ""


@require_safe
def job_state(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Answers the page's script with how it stands with a job."""
    progress = JobProgress(get_own_job(request, pk), load_job_queue())
    job = progress.job
    return JsonResponse(
        {"goes_on": progress.is_going_on, "said": progress.said, "done": job.steps_done, "steps": job.steps}
    )


@require_POST
def job_repeat(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Has a job done anew."""
    try:
        job = repeat_job(job=get_own_job(request, pk), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("job_page", pk)
    return redirect("job_page", job.pk)


@require_POST
def job_seen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Marks the notice of a job as read: the person was looking on when the job ended."""
    mark_job_notice_read(job=get_own_job(request, pk), by=request.user)
    return HttpResponse()


@require_safe
def job_file(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Hands out what a job has made, as long as the person may still have it made.

    Raises:
        PermissionDenied: the person's role may not any more.
        Http404: the job has made nothing.
    """
    job = get_own_job(request, pk)
    if job.made is None:
        raise Http404
    if not can(request.user, WORKS[job.kind].permission):
        raise PermissionDenied(f"您的角色“{request.user.role.label}”不能再取用这个文件。")
    if not is_stored(job.made.file):
        messages.error(request, NOT_THERE)
        return redirect("job_page", pk)
    record_file_taken(job, by=request.user, period=None, how="下载")
    return FileResponse(job.made.file.open("rb"), as_attachment=True, filename=job.file_name)


def get_own_job(request: AuthenticatedRequest, pk: int) -> Job:
    """
    Raises:
        Http404: it is somebody else's, or has been removed.
    """
    return get_object_or_404(select_own_jobs(request.user), pk=pk)
