"""事项: the table of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks import clock
from tasks.assessing.milestones import MilestoneMark, find_next_milestone, map_tasks_to_milestones
from tasks.commenting.comments import list_entries_with_unread
from tasks.enums import AT_THE_OFFICE
from tasks.models import Period, ProgressEntry
from tasks.pages.frame.cells import (
    NOTHING,
    ListTable,
    build_column,
    build_unsorted_column,
    render_badge,
    render_filing_state,
    render_year_marks,
)
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.pages.items.columns import COLUMNS
from tasks.pages.items.counts import SectionCount, SectionKey
from tasks.pages.items.list_acts import ListAct
from tasks.pages.items.queues import IN
from tasks.periods import format_short_date
from tasks.permissions import Permission, can
from tasks.plans.due_items import is_day_readable, is_unfinished, mark_due_day
from tasks.terms import terms
from tasks.visible_words import read_listed_text

#: value, what the batch bar counts by, number
BOX = (
    '<label class="tick"><input type="checkbox" form="picked" name="pick" value="{}" aria-label="勾选第 {} 项"'
    ' data-pick data-suits="{}" data-counted="{}">{}</label>'
)
#: number of columns, title, number of rows, of those behind, of those warned of
SECTION = (
    '<tr class="sec"><th colspan="{}" scope="rowgroup"><span>{} <span class="soft">{} 项</span>{}{}</span></th></tr>'
)
#: address, entry, what is changed, the address of the list
EDIT = ' <a class="edit" href="{}?entry={}&amp;what={}&amp;next={}">改</a>'
#: the beginning of the name of an item's kind, before its number on a telephone
KIND = '<small class="kind">{}</small> '
UNREAD = SafeString('<b class="st watch">留言未读</b> ')
CLAMPED = '<div class="c2">{}</div>'


@dataclass(frozen=True)
class ShownColumns:
    """The columns of the list.

    Attributes:
        keys: of ``COLUMNS``, in their order.
        progress_label: the heading of what units filed: 上半年进展.
    """

    keys: Sequence[str]
    progress_label: str


class EntryTable(ListTable):
    """事项: a row for each entry of the period.

    Args:
        shown: which columns, in which order.
        acts: what may be done with ticked items, by key; without any there is nothing to tick.
        period: of all rows.
        sections: the number of rows of each section, which then stand under headings; None where the order is another.
    """

    number = build_column(COLUMNS["number"], "no")
    task = build_unsorted_column(COLUMNS["task"], "text")
    lead = build_column(COLUMNS["lead"], "by", empty_values=())
    cooperate = build_unsorted_column(COLUMNS["cooperate"], "by")
    leader = build_column(COLUMNS["leader"], "by", empty_values=())
    due = build_unsorted_column(COLUMNS["due"], "due")
    progress = build_unsorted_column(COLUMNS["progress"], "text")
    state = build_column(COLUMNS["state"], "state")
    filed = build_unsorted_column(COLUMNS["filed"], "filed")
    standing = build_column(COLUMNS["standing"], "state", empty_values=())
    outcome = build_column(COLUMNS["outcome"], "state", empty_values=())
    strip = build_unsorted_column(COLUMNS["strip"], "periods")

    class Meta:
        order_by_field = "sort"

    def __init__(
        self,
        *args,
        shown: ShownColumns,
        acts: Mapping[str, ListAct],
        period: Period | None,
        sections: Mapping[SectionKey, SectionCount] | None,
        **kwargs,
    ):
        self.acts, self.period, self.sections = acts, period, sections
        self.begun: SectionKey | None = None
        hidden = [key for key in COLUMNS if key not in shown.keys]
        extra = [("progress", build_unsorted_column(shown.progress_label, "text"))]
        super().__init__(*args, exclude=hidden, extra_columns=extra, sequence=tuple(shown.keys), **kwargs)

    @cached_property
    def adjusting_url(self) -> str:
        """The address of 批量调整; "" for whoever changes nothing of the plan."""
        return reverse("tasks_adjust") if "adjust" in self.acts else ""

    @cached_property
    def own_address(self) -> str:
        """The address of the list, to come back to."""
        return quote(self.request.get_full_path())

    @cached_property
    def strips(self) -> dict[int, YearMarks]:
        """Task id → the four marks of every item of the page."""
        return map_tasks_to_marks((row.record.task for row in self.paginated_rows), self.request.user)

    @cached_property
    def unread_entries(self) -> set[int]:
        """The keys of the entries in whose thread a word waits for the person."""
        return list_entries_with_unread(self.request.user)

    @cached_property
    def milestones(self) -> dict[int, list[MilestoneMark]]:
        """Task id → the milestones of every item of the page that has some."""
        tasks = [row.record.task for row in self.paginated_rows]
        return map_tasks_to_milestones(tasks, self.request.user, clock.today())

    def render_row_above(self, record: ProgressEntry) -> SafeString:
        """Renders the heading of the section that begins with the row, as the documents print it, with its numbers."""
        key = record.task.item_kind_id, record.edition.section_id
        if self.sections is None or key == self.begun:
            return NOTHING
        self.begun = key
        section, counted = record.edition.section, self.sections[key]
        title = f"{record.task.item_kind.label} · {section}" if section else record.task.item_kind.label
        late = format_html(' <span class="is-late">■ {}</span>', counted.late) if counted.late else NOTHING
        watch = format_html(' <span class="is-watch">▲ {}</span>', counted.watch) if counted.watch else NOTHING
        return format_html(SECTION, len(self.columns), title, counted.all, late, watch)

    @cached_property
    def queue_query(self) -> str:
        """The list as the address of an item carries it (``pages.items.queues``)."""
        query = self.request.GET.copy()
        query.pop("page", None)
        query[IN] = "list"
        return query.urlencode()

    def render_number(self, record: ProgressEntry) -> int | SafeString:
        # without headings two kinds have the same number
        kind = format_html(KIND, record.task.item_kind.label[:2]) if self.sections is None else NOTHING
        if not self.acts:
            return format_html("{}{}", kind, record.number) if kind else record.number
        suits = " ".join(key for key in self.acts if self.is_for(key, record))
        box = (self.format_pick(record), record.number, suits, self.count_as(record), record.number)
        return format_html("{}{}", kind, format_html(BOX, *box))

    def is_for(self, act: str, record: ProgressEntry) -> bool:
        """Whether the person may do the act and it suits the row."""
        if act not in self.acts or self.period is None:
            return False
        # one for all rows, since of its own copy each would pay with a query
        record.period = self.period
        return self.acts[act].is_for(self.request.user, record)

    def is_judgeable(self, record: ProgressEntry) -> bool:
        """Whether the person may judge the row by what the row shows: what is with its unit he reads first."""
        return record.state in AT_THE_OFFICE and can(self.request.user, Permission.JUDGE_ENTRY, record)

    def format_pick(self, record: ProgressEntry) -> str:
        """Returns the entry with the revision and the judgement shown, 0 for none, as the acts read it."""
        return f"{record.pk}:{record.revision}:{record.judgement_id or 0}"

    def count_as(self, record: ProgressEntry) -> str:
        """Returns under what the batch bar counts the row: its warning where the person sees one, else its state."""
        marks = [record.standing if "standing" in self.columns.names() else None, record.state]
        return " ".join(f"{mark.token}:{mark.label}" for mark in marks if mark)

    def render_task(self, record: ProgressEntry) -> SafeString:
        name = record.edition.name
        heading = format_html("<b>{}</b>　", name) if name else NOTHING
        url = f"{reverse('task_page', args=[record.task_id])}?{self.queue_query}"
        linked = format_html(
            '<a class="ink" href="{}">{}{}</a>', url, heading, linebreaksbr(record.edition.text.strip())
        )
        unread = UNREAD if record.pk in self.unread_entries else NOTHING
        return format_html(CLAMPED, unread + self.render_passed_day(record) + linked)

    def render_passed_day(self, record: ProgressEntry) -> SafeString:
        """Renders the mark of an item that is 逾期未完成, with the days since."""
        if not is_unfinished(self.request.user, record):
            return NOTHING
        on = record.edition.due_on
        mark = mark_due_day(record.task, on, clock.today(), record)
        return format_html('<span class="st {}" title="时限 {}">{}</span> ', mark.token, on, mark.words)

    def render_due(self, record: ProgressEntry) -> SafeString:
        """Renders the item's own day as far as the person may read it, and the next milestone or the last one missed."""
        on = record.edition.due_on
        day = (
            format_html('<span class="num">{}</span>', on) if on and is_day_readable(self.request.user, record) else ""
        )
        return format_html("{}{}", day, self.render_next_milestone(record))

    def render_next_milestone(self, record: ProgressEntry) -> SafeString:
        """Renders the item's next milestone, or else the last one missed."""
        marks = self.milestones.get(record.task_id, ())
        missed = [mark for mark in marks if mark.is_missed]
        mark = find_next_milestone(marks) or (missed[-1] if missed else None)
        if mark is None:
            return NOTHING
        label = "过期节点" if mark.is_missed else "下一节点"
        return format_html("<small>{}：{}，{}</small>", label, mark.milestone, mark.words)

    def render_lead(self, record: ProgressEntry) -> SafeString:
        others = [each.label for each in record.edition.cooperating]
        small = NOTHING
        if others and "cooperate" not in self.columns.names():
            small = format_html(' <small title="{}">配合 {} 家</small>', "、".join(others), len(others))
        leads = "、".join(each.label for each in record.edition.leading)
        return format_html(CLAMPED, format_html("{}{}", leads, small)) + self.render_edit(record, "unit")

    def render_edit(self, record: ProgressEntry, what: str) -> SafeString:
        """Renders the link to the small page on which the office changes one thing of the row, and comes back.

        Args:
            what: a key of ``BATCHES`` of 批量调整.
        """
        return (
            format_html(EDIT, self.adjusting_url, record.pk, what, self.own_address) if self.adjusting_url else NOTHING
        )

    def render_cooperate(self, record: ProgressEntry) -> SafeString:
        return format_html(CLAMPED, "、".join(each.label for each in record.edition.cooperating))

    def render_leader(self, record: ProgressEntry) -> SafeString:
        names = "、".join(each.name for each in record.edition.leading_officials)
        return format_html("{}{}", names, self.render_edit(record, "leader"))

    def render_progress(self, record: ProgressEntry) -> SafeString:
        if text := read_listed_text(self.request.user, record):
            return format_html(CLAMPED, linebreaksbr(text))
        if self.is_for("remind", record):
            url = f"{reverse('remind_page')}?entry={record.pk}"
            return format_html('<span class="soft">单位未报送，</span><a href="{}">催办</a>', url)
        return NOTHING

    def render_state(self, record: ProgressEntry) -> SafeString:
        return render_filing_state(self.request.user, record)

    def render_filed(self, record: ProgressEntry) -> str:
        if record.submitted_at is None or not record.is_handed_over:
            return ""
        year = self.period.plan.year if self.period else None
        return format_short_date(clock.convert_to_local(record.submitted_at), year)

    def render_outcome(self, record: ProgressEntry) -> SafeString:
        badge = render_badge(record.judgement.verdict) if record.judgement else NOTHING
        if "judge" not in self.acts or not self.is_judgeable(record):
            return badge
        url, value = reverse("judge_entry", args=[record.pk]), self.format_pick(record)
        return format_html('<a href="{}" data-judge="{}">{}</a>', url, value, badge or terms.judging)

    def render_standing(self, record: ProgressEntry) -> SafeString:
        return render_badge(record.standing) if record.standing else NOTHING

    def render_strip(self, record: ProgressEntry) -> SafeString:
        return render_year_marks(self.strips[record.task_id])
