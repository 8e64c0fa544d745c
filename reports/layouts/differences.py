"""What two versions of a layout differ in, in the words of the office."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from reports.layouts.layout import FIELD_NAMES, AttachmentLayout, Layout
from reports.layouts.uses import describe_uses
from tasks.enums import Outcome


def list_differences(before: Layout, after: Layout) -> list[str]:
    """Lists what was taken out and put in, a sentence each."""
    old, new = list(iterate_facts(before)), list(iterate_facts(after))
    told: list[str] = []
    for _, first, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[first:end] != new[start:stop]:
            told += [f"删去：{line}" for line in old[first:end] if line not in new]
            told += [f"写入：{line}" for line in new[start:stop] if line not in old]
            moved = [line for line in new[start:stop] if line in old]
            told += [f"移动：{line}" for line in moved if f"移动：{line}" not in told]
    return told


def iterate_facts(layout: Layout) -> Iterable[str]:
    """Says what the layout lays down, a line for each part."""
    yield f"名称：{layout.name}"
    yield f"自动用于：{describe_uses(layout) or '无'}"
    yield f"自{layout.manner}年起"
    yield f"正文模板：{layout.narrative or '自己的'}"
    for order, attachment in enumerate(layout.attachments, start=1):
        yield from (f"第{order}张表，{fact}" for fact in iterate_attachment_facts(attachment))


def iterate_attachment_facts(attachment: AttachmentLayout) -> Iterable[str]:
    yield f"标签：{attachment.label}"
    yield f"标题：{attachment.title}"
    yield f"类别：{'、'.join(kind.label for kind in attachment.kinds)}"
    yield f"结论：{'、'.join(outcome.label for outcome in attachment.outcomes) or '全部'}"
    if attachment.merge_sections:
        yield "相同板块合并"
    if attachment.sample:
        yield f"样板：第{attachment.sample}号"
    for column in attachment.columns:
        optional = "，空着不列" if column.optional else ""
        yield f"栏目“{column.label or '（并入左边的表头）'}”：{FIELD_NAMES[column.field]}，宽 {column.width:g}{optional}"
    for outcome, word in sorted(attachment.words.items(), key=lambda pair: list(Outcome).index(pair[0])):
        yield f"{outcome.label}写作：{word}"
