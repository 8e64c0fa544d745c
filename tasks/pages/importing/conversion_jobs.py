"""导入: files of an old format that take too long for a page are converted in the background."""

import hashlib
from pathlib import PurePath

from tasks.enums import JobKind
from tasks.importing import Unreadable, waiting
from tasks.importing.old_files import PATIENCE_OF_JOBS, NotYetConverted
from tasks.importing.opening import open_safe_file
from tasks.jobs.queue_actions import request_job
from tasks.jobs.works import JobFailed, Product, RunningJob, works_for
from tasks.models import Job, User
from tasks.permissions import Permission

STEP = "正在转换格式"
GONE = "等待转换的文件已被替换或取消，没有办理。请重新上传。"


def request_conversion(*, token: str, name: str, by: User) -> Job:
    """Has a waiting file converted, so that its preview finds it done; errors as of ``add_job``.

    Args:
        token: as ``store_waiting_file`` gave it to the person.
        name: of the file.
    """
    return request_job(kind=JobKind.CONVERSION, subject=f"转换 {name}", arguments={"token": token, "name": name}, by=by)


@works_for(JobKind.CONVERSION, Permission.IMPORT_DOCUMENTS)
def convert_waiting_file(job: RunningJob) -> Product:
    """Converts the file that waits for its person's preview.

    Raises:
        JobFailed: no such file waits any more, or it cannot be converted.
    """
    given = job.row.arguments
    job.note_step(STEP, 0, 1)
    try:
        with waiting.open_waiting_file(given["token"], by=job.row.person) as file:
            content = file.read()
            file.seek(0)
            opened = open_safe_file(file, given["name"], patience=PATIENCE_OF_JOBS)
    except waiting.Gone as error:
        raise JobFailed(GONE) from error
    except NotYetConverted as error:
        raise JobFailed(str(error)) from error
    except Unreadable as error:
        waiting.remove_waiting_file(by=job.row.person)
        raise JobFailed(str(error)) from error
    name = f"{PurePath(given['name']).stem}.{opened.kind}"
    return Product(name, hashlib.sha256(opened.kind.encode() + content).hexdigest(), opened.content)
