"""催办函: the letters to many units, made in the background."""

from collections.abc import Sequence
from hashlib import sha256

from reports.printing.delivery import OfficeFile
from reports.reminding.letters import write_reminder_letters
from tasks import clock
from tasks.enums import JobKind
from tasks.issuing.export_actions import record_export
from tasks.jobs.queue_actions import request_job
from tasks.jobs.works import JobFailed, Product, RunningJob, works_for
from tasks.models import Job, Period, ProgressEntry, User
from tasks.permissions import Permission
from tasks.queries import select_visible_periods
from tasks.receiving.receipts import index_contacts_by_entry
from tasks.reminding.automatic import get_entry_unit_name
from tasks.reminding.manual import list_owed_entries

#: so many letters are written within a request: each takes a tenth of a second
MOST_AT_ONCE = 8
NOTHING_OWED = "所选事项都已报送，没有需要打印的催办函。"


def count_letters(entries: Sequence[ProgressEntry]) -> int:
    """Counts the units that file the entries; each gets a letter."""
    return len(set(map(get_entry_unit_name, entries)))


def make_letter_file(person: User, period: Period, entries: Sequence[ProgressEntry], line: str) -> OfficeFile:
    """Writes the letters about the entries and records the export; arguments as of ``write_reminder_letters``."""
    contacts = index_contacts_by_entry(person, entries)
    file = write_reminder_letters(period, entries, line=line, on=clock.today(), contacts=contacts)
    record_export(by=person, plan=period.plan, period=period.label, files=[file.name], rows=len(entries))
    return file


def request_letters(*, period: Period, entries: Sequence[ProgressEntry], line: str, by: User) -> Job:
    """Has the letters made; errors as of ``add_job``."""
    subject = f"{period}催办函（{count_letters(entries)}个单位）"
    arguments = {"period": period.pk, "entries": sorted(entry.pk for entry in entries), "line": line}
    return request_job(kind=JobKind.LETTERS, subject=subject, arguments=arguments, by=by)


@works_for(JobKind.LETTERS, Permission.SEND_REMINDERS)
def make_letters(job: RunningJob) -> Product:
    """Makes the letters about what of the chosen entries is still owed.

    Raises:
        JobFailed: nothing is.
    """
    person, given = job.row.person, job.row.arguments
    period = select_visible_periods(person).select_related("plan__government").filter(pk=given["period"]).first()
    chosen = set(given["entries"])
    owed = list_owed_entries(person, period) if period else []
    entries = [entry for entry in owed if entry.pk in chosen and entry.edition.filing_unit]
    if period is None or not entries:
        raise JobFailed(NOTHING_OWED)
    job.note_step(f"正在起草 {count_letters(entries)} 份催办函", 0, 1)
    file = make_letter_file(person, period, entries, given["line"])
    return Product(file.name, sha256(file.content).hexdigest(), file.content)
