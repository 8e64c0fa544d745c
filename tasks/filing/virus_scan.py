"""Runs the installation's virus scanner, a command that gets the path of an uploaded file."""

import logging
import subprocess
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import User
from tasks.permissions import Refused

log = logging.getLogger(__name__)

#: exit statuses of clamdscan and clamscan; any other means that the scan failed
CLEAN, INFECTED = 0, 1


def refuse_infected(upload: UploadedFile, *, by: User) -> None:
    """Scans an upload with the command ``DUBAN_SCANNER``; does nothing where the setting is empty.

    Called outside any transaction: a scan takes seconds, during which nobody should wait for a lock, and the audit
    row of a find must stay although the file is refused.

    Raises:
        Refused: the file is infected, or the scan failed.
    """
    if not settings.DUBAN_SCANNER:
        return
    answer = _run_scanner(upload)
    if answer == CLEAN:
        return
    if answer == INFECTED:
        log.warning("uploaded file %r is infected", upload.name)
        record(
            EventKind.EVIDENCE_INFECTED,
            by,
            by=by,
            government_id=by.government_id,
            after={"文件": upload.name},
            succeeded=False,
        )
        raise Refused(f"“{upload.name}”经病毒扫描发现问题，未保存。请先在本机查杀病毒。")
    log.error("the scanner %r did not check a file: %s", settings.DUBAN_SCANNER[0], answer)
    raise Refused(f"病毒扫描没有完成，“{upload.name}”未保存。请稍后再传；仍不能上传的，请告知系统管理员。")


def _run_scanner(upload: UploadedFile) -> int | str:
    """Returns the exit status of the scanner, or the error where it did not run to its end."""
    with NamedTemporaryFile(prefix="duban-scan-") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        upload.seek(0)
        try:
            done = subprocess.run(  # noqa: S603  the command is the installation's own setting
                [*settings.DUBAN_SCANNER, copy.name],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=settings.DUBAN_SCANNER_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return done.returncode
