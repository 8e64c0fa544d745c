"""Writes a layout as the text of a file, from which ``parse_layout`` reads the same layout."""

import json
from collections.abc import Iterable
from dataclasses import replace

from reports.layouts.layout import AttachmentLayout, ColumnLayout, Layout
from tasks import periods
from tasks.enums import Outcome


def compose_layout_text(layout: Layout) -> str:
    """Composes the text of a layout; its key and its version are no part of it."""
    lines = [f"name = {quote(layout.name)}", f"manner = {layout.manner}"]
    if layout.default_for:
        in_order = sorted(layout.default_for, key=lambda one: (one[0], periods.CODES.index(one[1])))
        made = ", ".join(f"{{ year = {year}, period = {quote(code)} }}" for year, code in in_order)
        lines.append(f"default_for = [{made}]")
    if layout.general_for:
        lines.append(f"general_for = {quote_all(sorted(layout.general_for, key=periods.CODES.index))}")
    if layout.narrative:
        lines.append(f"narrative = {quote(layout.narrative)}")
    for attachment in layout.attachments:
        lines += ["", *iterate_attachment_lines(attachment)]
    return "\n".join(lines) + "\n"


def compose_exchanged_text(layout: Layout) -> str:
    """Composes the text for another installation, which does not have the samples."""
    return compose_layout_text(replace(layout, attachments=tuple(replace(one, sample=0) for one in layout.attachments)))


def iterate_attachment_lines(attachment: AttachmentLayout) -> Iterable[str]:
    yield "[[attachments]]"
    if attachment.label != "附件{order}":
        yield f"label = {quote(attachment.label)}"
    yield f"title = {quote(attachment.title)}"
    yield f"kinds = {quote_all(attachment.kinds)}"
    if attachment.outcomes:
        yield f"outcomes = {quote_all(attachment.outcomes)}"
    if attachment.merge_sections:
        yield "merge_sections = true"
    if attachment.sample:
        yield f"sample = {attachment.sample}"
    yield "columns = ["
    for column in attachment.columns:
        yield f"  {compose_column(column)},"
    yield "]"
    if attachment.words:
        yield ""
        yield "[attachments.words]"
        for outcome, word in sorted(attachment.words.items(), key=lambda pair: list(Outcome).index(pair[0])):
            yield f"{outcome.value} = {quote(word)}"


def compose_column(column: ColumnLayout) -> str:
    parts = [f"field = {quote(column.field)}"]
    if column.label:
        parts.append(f"label = {quote(column.label)}")
    if column.spans > 1:
        parts.append(f"spans = {column.spans}")
    parts.append(f"width = {column.width:g}")
    if column.optional:
        parts.append("optional = true")
    return f"{{ {', '.join(parts)} }}"


def quote(text: str) -> str:
    """Writes a text as TOML does: as JSON, except that DEL has to be written out, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def quote_all(texts: Iterable[str]) -> str:
    return f"[{', '.join(quote(str(text)) for text in texts)}]"
