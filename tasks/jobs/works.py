"""后台任务: which work each kind of job does, and what a piece of work gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError

from tasks.enums import JobKind
from tasks.models import Job, MadeFile, User
from tasks.permissions import Permission, can


class JobFailed(Exception):
    """The work cannot be done; the message says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Product:
    """What a piece of work has made.

    Attributes:
        name: of the file that the person gets, with its ending.
        source: SHA-256 of what it was made from, in hexadecimal digits; the same source makes the same file.
        content: None where the file of that source is kept already.
    """

    name: str
    source: str
    content: bytes | None = None


@dataclass(frozen=True)
class Statement:
    """What came of a piece of work that makes no file.

    Attributes:
        said: in the words of the page, at most 200 characters.
    """

    said: str


@dataclass(frozen=True)
class RunningJob:
    """A job while its work is done.

    Attributes:
        row: with its person and the person's government.
    """

    row: Job

    def note_step(self, said: str, done: int, steps: int) -> None:
        """Tells the person what is done at present; the row is written by itself, outside of any transaction.

        Args:
            said: 正在转换为 PDF.
            done: how many of the ``steps`` are behind it.
        """
        try:
            Job.objects.filter(pk=self.row.pk, ended_at=None).update(step=said, steps_done=done, steps=steps)
        except DatabaseError:
            # a busy SQLite: the line on the page is not worth the work
            return

    def is_kept(self, source: str) -> bool:
        """Returns whether a file of that source was made before and is kept."""
        return MadeFile.objects.filter(government=self.row.government_id, source=source).exists()


Work = Callable[[RunningJob], Product | Statement]


@dataclass(frozen=True)
class RegisteredWork:
    """The work of a kind of job, and the permission that its person needs when it is asked for and when it is done."""

    do: Work
    permission: Permission


WORKS: dict[JobKind, RegisteredWork] = {}


def may_have_jobs(user: User) -> bool:
    """Returns whether the person's role may have any kind of job done."""
    return any(can(user, work.permission) for work in WORKS.values())


def works_for(kind: JobKind, permission: Permission) -> Callable[[Work], Work]:
    """Registers the decorated function as the work of a kind of job."""

    def decorate(work: Work) -> Work:
        WORKS[kind] = RegisteredWork(work, permission)
        return work

    return decorate
