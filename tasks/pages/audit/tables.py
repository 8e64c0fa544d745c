"""留痕: the table of the audit log."""

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tasks.models import Event
from tasks.pages.frame.cells import NOTHING, ListTable, build_unsorted_column, format_moment
from tasks.pages.frame.event_words import ChangedValue, iterate_changed_values
from tasks.visible_words import read_event_reason

WITHIN_UNIT_NOTE = "理由只在单位内部，此处不显示。"


class EventTable(ListTable):
    """留痕: a row for each event."""

    at = build_unsorted_column("时间", "num")
    actor_name = build_unsorted_column("操作人")
    kind = build_unsorted_column("操作")
    subject = build_unsorted_column("对象", "wide literal")
    changes = build_unsorted_column("原值 → 新值", "wide literal")
    address = build_unsorted_column("来源地址、会话", "num literal")

    def render_at(self, record: Event) -> str:
        return f"{format_moment(record.at)}:{record.at:%S}"

    def render_actor_name(self, record: Event) -> SafeString:
        place = record.actor_place
        return format_html("{}{}", record.actor_name, format_html("<small>{}</small>", place) if place else NOTHING)

    def render_kind(self, record: Event) -> SafeString:
        label = record.kind.label
        return format_html("{}", label) if record.succeeded else format_html('<span class="st late">{}</span>', label)

    def render_subject(self, record: Event) -> SafeString:
        period = record.period if record.period and record.period not in record.subject else ""
        return format_html('{}<div class="clamp">{}</div>', period, linebreaksbr(record.subject))

    def render_changes(self, record: Event) -> SafeString:
        values = format_html_join(
            NOTHING,
            "<p>{}：{}</p>",
            ((each.label, linebreaksbr(render_changed_value(each))) for each in iterate_changed_values(record)),
        )
        said = read_event_reason(record)
        reason = format_html("<p>理由：{}</p>", linebreaksbr(said)) if said else NOTHING
        if record.reason and not said:
            reason = format_html('<p class="sub">{}</p>', WITHIN_UNIT_NOTE)
        return format_html('<div class="clamp">{}{}</div>', values, reason) if values or reason else NOTHING

    def render_address(self, record: Event) -> SafeString:
        session = format_html("<small>会话 {}</small>", record.session) if record.session else NOTHING
        return format_html("{}{}", record.address, session)


def render_changed_value(value: ChangedValue) -> SafeString:
    """Renders ``<del>原值</del> → <ins>新值</ins>``; only the value that is recorded where one is None."""
    if value.before is None or value.after is None:
        return format_html("{}", value.after or value.before)
    return format_html("<del>{}</del> → <ins>{}</ins>", value.before, value.after)
