"""留痕: the events of a filter as a workbook, each with its seal; and how long ones are made in the background."""

from collections.abc import Iterable
from hashlib import sha256

from django.http import QueryDict

from reports.printing.delivery import OfficeFile, write_one_file
from reports.printing.sheet import Align, Cell, Column, Sheet
from tasks import clock
from tasks.audit import record_events_export
from tasks.enums import JobKind
from tasks.jobs.queue_actions import request_job
from tasks.jobs.works import JobFailed, Product, RunningJob, works_for
from tasks.models import Event, EventSeal, Job, User
from tasks.pages.audit.tables import WITHIN_UNIT_NOTE
from tasks.pages.frame.cells import format_moment
from tasks.pages.frame.event_words import ChangedValue, iterate_changed_values
from tasks.pages.items.filters import EventFilter
from tasks.permissions import Permission
from tasks.queries import select_visible_events
from tasks.sealing.seal_actions import seal_events
from tasks.sealing.seals import find_head, index_seals
from tasks.terms import terms
from tasks.visible_words import read_event_reason

#: so many rows are written within a request, and at most so many into one file
MOST_AT_ONCE, MOST_ROWS = 1_000, 20_000
#: what an Excel cell shows of a long value; the page of the log has it whole
LONGEST_VALUE = 8_000
CUT = "……（以下略，全文见留痕页）"
NOTHING_FOUND = "没有符合筛选条件的记录，未导出。"
TOO_MANY = "符合条件的有 {count:,} 条，一次至多导出 {most:,} 条，未导出。请用“自”“至”分段导出。"
COLUMNS = (
    Column("时间", 0.1),
    Column("操作人", 0.09),
    Column("操作", 0.08),
    Column("结果", 0.05),
    Column("对象", 0.19, Align.LEFT),
    Column("原值 → 新值", 0.21, Align.LEFT),
    Column("理由", 0.12, Align.LEFT),
    Column("来源地址、会话", 0.1),
    Column("封签", 0.06),
)
SEALS_SAY = (
    "每条留痕在一两分钟内加上封签，封签逐号相接，链头代表此前的全部留痕。本表是按条件选出的一部分，封签号不一定相连；"
    "需要证明没有改动、删除和补入的，在“核验留痕”页重算，或请系统管理员在服务器上用链头核对全部留痕。"
)


def describe_export_refusal(count: int) -> str:
    """Says in Chinese why so many rows are not exported; "" where they are."""
    if not count:
        return NOTHING_FOUND
    return TOO_MANY.format(count=count, most=MOST_ROWS) if count > MOST_ROWS else ""


def make_events_file(person: User, chosen: EventFilter) -> OfficeFile:
    """Writes what the filter finds, seals what waits before, and records the export."""
    seal_events()
    events = list(chosen.qs)
    narrowed = describe_filters(chosen)
    stem = f"{person.home}留痕（{clock.today():%Y%m%d}）"
    file = write_one_file([build_events_sheet(events), build_guide_sheet(person, narrowed, len(events))], stem, "xlsx")
    record_events_export(file=file.name, rows=len(events), narrowed=narrowed, by=person)
    return file


def describe_filters(chosen: EventFilter) -> dict[str, str]:
    """Returns label → what was chosen, of the filters that narrow the list."""
    fields = chosen.form.fields
    given = ((name, chosen.form[name].value()) for name in fields)
    return {
        str(fields[name].label): str(dict(getattr(fields[name], "choices", ())).get(value, value))
        for name, value in given
        if value
    }


def build_events_sheet(events: list[Event]) -> Sheet:
    """Builds the rows in the order of the list. Whatever they tell of, the log is for the house alone."""
    seals = index_seals(events)
    rows = tuple(build_event_row(event, seals.get(event.pk)) for event in events)
    return Sheet("", "留痕", COLUMNS, rows, is_internal=True)


def build_event_row(event: Event, seal: EventSeal | None) -> tuple[Cell, ...]:
    said = read_event_reason(event)
    period = event.period if event.period not in event.subject else ""
    return (
        f"{format_moment(event.at)}:{event.at:%S}",
        join_cell_lines([event.actor_name, event.actor_place]),
        event.kind.label,
        "已办" if event.succeeded else "拒绝或失败",
        join_cell_lines([period, event.subject]),
        cut_value(join_cell_lines(map(format_changed_value, iterate_changed_values(event)))),
        cut_value(said or (WITHIN_UNIT_NOTE if event.reason else "")),
        join_cell_lines([event.address, f"会话 {event.session}" if event.session else ""]),
        seal.position if seal else "等待",
    )


def join_cell_lines(parts: Iterable[str]) -> str:
    return "\n".join(filter(None, parts))


def cut_value(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}{CUT}"


def format_changed_value(value: ChangedValue) -> str:
    """Formats 原值 → 新值; only the value that is recorded where one is None."""
    if value.before is None or value.after is None:
        return f"{value.label}：{value.after or value.before}"
    return f"{value.label}：{value.before} → {value.after}"


def build_guide_sheet(person: User, narrowed: dict[str, str], count: int) -> Sheet:
    """Builds the sheet that says what was taken out, by whom, and how it is held against the seals."""
    head = find_head()
    rows: tuple[tuple[Cell, ...], ...] = (
        (f"{terms.place}", str(person.home)),
        ("导出人", person.name),
        ("导出时间", format_moment(clock.now())),
        ("筛选条件", join_cell_lines(f"{label}：{value}" for label, value in narrowed.items()) or "全部"),
        ("条数", f"{count:,}"),
        ("链头", f"{head.position}:{head.digest}"),
        ("封签说明", SEALS_SAY),
    )
    return Sheet("", "核对说明", (Column("项目", 0.15), Column("内容", 0.85, Align.LEFT)), rows, is_internal=True)


def request_events_file(*, query: str, count: int, by: User) -> Job:
    """Has the file made; errors as of ``add_job``.

    Args:
        query: the encoded filters of the list.
        count: what they find now.
    """
    return request_job(kind=JobKind.EVENTS, subject=f"留痕导出（{count:,}条）", arguments={"query": query}, by=by)


@works_for(JobKind.EVENTS, Permission.READ_EVENTS)
def make_events(job: RunningJob) -> Product:
    """Makes the file of the filter that the job holds.

    Raises:
        JobFailed: it finds nothing any more, or too much by now.
    """
    person = job.row.person
    chosen = EventFilter(QueryDict(job.row.arguments["query"]), select_visible_events(person))
    count = chosen.qs.count()
    if refusal := describe_export_refusal(count):
        raise JobFailed(refusal)
    job.note_step(f"正在写入 {count:,} 条", 0, 1)
    file = make_events_file(person, chosen)
    return Product(file.name, sha256(file.content).hexdigest(), file.content)
