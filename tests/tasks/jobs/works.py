"""A piece of work for the tests: it writes a file out of what it is asked for, or fails as it is told."""

from collections.abc import Callable
from hashlib import sha256

from tasks.enums import JobKind
from tasks.jobs.job_actions import add_job
from tasks.jobs.works import WORKS, JobFailed, Product, RegisteredWork, RunningJob
from tasks.models import Job, User
from tasks.permissions import Permission

SUBJECT = "2024年一季度报告 PDF"


def work_of(made: list[str]) -> Callable[[RunningJob], Product]:
    """Work that notes in ``made`` what it has written anew."""

    def write(job: RunningJob) -> Product:
        word = job.row.arguments["word"]
        job.note_step("正在排版", 1, 3)
        if word == "坏":
            raise JobFailed("模板第 3 行有误，请修改模板。")
        if word == "错":
            raise ZeroDivisionError("张三的联系电话")
        source = sha256(word.encode()).hexdigest()
        if job.is_kept(source):
            return Product(f"{word}.pdf", source)
        made.append(word)
        return Product(f"{word}.pdf", source, word.encode())

    return write


def let_work(monkeypatch, permission: Permission = Permission.WRITE_REPORT) -> list[str]:
    """Puts the work in the place of that of ``REPORT_PDF``; returns what it will note."""
    made: list[str] = []
    monkeypatch.setitem(WORKS, JobKind.REPORT_PDF, RegisteredWork(work_of(made), permission))
    return made


def work_in_place(settings) -> None:
    """Lets each job be done where it is asked for, as long as the test goes on."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def add(by: User, word: str = "甲") -> Job:
    """A job that waits, of which no queue knows."""
    return add_job(kind=JobKind.REPORT_PDF, subject=SUBJECT, arguments={"word": word}, by=by)[0]
