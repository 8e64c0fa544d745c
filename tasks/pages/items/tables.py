"""事项: the table of the list."""

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks import clock
from tasks.assessing.milestones import MilestoneMark, find_next_milestone, map_tasks_to_milestones
from tasks.enums import ResponsibilityRole
from tasks.models import ProgressEntry
from tasks.models.plan import list_related
from tasks.pages.frame.cells import (
    NOTHING,
    ListTable,
    build_column,
    build_unsorted_column,
    render_badge,
    render_filing_state,
    render_lines,
    render_year_marks,
)
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.plans.due_items import is_unfinished, mark_due_day
from tasks.visible_words import read_listed_text

#: the same as templates/frame/picking/_box.html
BOX = (
    '<label class="tick"><input type="checkbox" form="picked" name="entry" value="{}"'
    ' aria-label="勾选第 {} 项" data-pick>{}</label>'
)


class EntryTable(ListTable):
    """事项: a row for each entry of the period."""

    number = build_column("序号", "no")
    task = build_unsorted_column("工作任务", "text")
    lead = build_column("牵头单位", "units", empty_values=())
    leader = build_column("责任区领导", "leaders", empty_values=())
    progress = build_unsorted_column("本期进展", "text")
    state = build_column("填报状态", "state")
    outcome = build_column("研判", "state", empty_values=())
    standing = build_column("系统预警", "state", empty_values=())
    strip = build_unsorted_column("四期", "periods")

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args, progress_label: str, with_suggestions: bool, with_boxes: bool, **kwargs):
        self.with_boxes = with_boxes
        hidden = () if with_suggestions else ("standing",)
        extra = [("progress", build_unsorted_column(progress_label, "text"))]
        super().__init__(*args, exclude=hidden, extra_columns=extra, sequence=("number", "task", "..."), **kwargs)

    @cached_property
    def strips(self) -> dict[int, YearMarks]:
        """Task id → the four marks of every item of the page."""
        return map_tasks_to_marks((row.record.task for row in self.paginated_rows), self.request.user)

    @cached_property
    def milestones(self) -> dict[int, list[MilestoneMark]]:
        """Task id → the milestones of every item of the page that has some."""
        tasks = [row.record.task for row in self.paginated_rows]
        return map_tasks_to_milestones(tasks, self.request.user, clock.today())

    def render_number(self, record: ProgressEntry) -> int | SafeString:
        return format_html(BOX, record.pk, record.number, record.number) if self.with_boxes else record.number

    def render_task(self, record: ProgressEntry) -> SafeString:
        name = record.edition.name
        heading = format_html("<b>{}</b>　", name) if name else NOTHING
        url = reverse("task_page", args=[record.task_id])
        return format_html(
            '<div class="clamp"><a class="ink" href="{}">{}{}</a></div>{}{}',
            url,
            heading,
            linebreaksbr(record.edition.text),
            self.render_passed_day(record),
            self.render_next_milestone(record),
        )

    def render_passed_day(self, record: ProgressEntry) -> SafeString:
        """Renders the day of an item that is 逾期未完成, with the days since."""
        if not is_unfinished(self.request.user, record):
            return NOTHING
        on = record.edition.due_on
        mark = mark_due_day(record.task, on, clock.today(), record)
        return format_html('<small>时限 {}</small> <span class="st {}">{}</span>', on, mark.token, mark.words)

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
        named = list_related(record.edition, "responsibilities")
        leads = [each.label for each in named if each.role == ResponsibilityRole.LEAD]
        others = [each.label for each in named if each.role == ResponsibilityRole.COOPERATE]
        small = (
            format_html('<small title="{}">配合 {} 家</small>', "、".join(others), len(others)) if others else NOTHING
        )
        return format_html("{}{}", render_lines(leads), small)

    def render_leader(self, record: ProgressEntry) -> SafeString:
        return render_lines(each.name for each in record.edition.leading_officials)

    def render_progress(self, record: ProgressEntry) -> SafeString:
        text = read_listed_text(self.request.user, record)
        return format_html('<div class="clamp">{}</div>', linebreaksbr(text)) if text else NOTHING

    def render_state(self, record: ProgressEntry) -> SafeString:
        return render_filing_state(self.request.user, record)

    def render_outcome(self, record: ProgressEntry) -> SafeString:
        return render_badge(record.judgement.outcome) if record.judgement else NOTHING

    def render_standing(self, record: ProgressEntry) -> SafeString:
        return render_badge(record.standing) if record.standing else NOTHING

    def render_strip(self, record: ProgressEntry) -> SafeString:
        return render_year_marks(self.strips[record.task_id])
