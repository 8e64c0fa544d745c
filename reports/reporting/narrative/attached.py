"""Builds the template values of the attachments."""

from collections.abc import Iterable

from reports.layouts.layout import AttachmentLayout, Layout
from reports.reporting.attachments import Attachments, list_attachment_tables
from reports.reporting.items import ReportItem
from tasks.enums import TaskKind


def build_attachment_values(layout: Layout, attachments: Attachments, items: Iterable[ReportItem]) -> dict:
    """Builds the list of attachments with their actual titles, and the attachment of each group.

    Returns:
        附件, and 见: name of a group → 附件2; empty if the layout has no table for the group.
    """
    present = [table.attachment for table in list_attachment_tables(layout, items)]
    refers = dict.fromkeys(("预期目标", "民生实事", "滞后", "正常"), "")
    for table, sheet in zip(present, attachments.sheets, strict=True):
        for group in list_narrative_groups(table):
            refers[group] = refers[group] or sheet.label
    return {
        "附件": [{"标签": sheet.label, "标题": sheet.title} for sheet in attachments.sheets],
        "见": refers,
    }


def list_narrative_groups(table: AttachmentLayout) -> list[str]:
    """Lists the groups of the text whose items a table holds."""
    named = {TaskKind.TARGET: "预期目标", TaskKind.LIVELIHOOD: "民生实事"}
    groups = [named[kind] for kind in table.kinds if kind in named]
    if TaskKind.KEY in table.kinds:
        groups += {"滞后" if outcome.is_behind else "正常" for outcome in table.outcomes}
    return groups
