"""Finds the template of a report, and builds paragraphs from it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reports.layouts.layout import FOLDER, Layout
from reports.printing.paragraphs import MissingLevelError, Paragraph, read_paragraphs
from reports.reporting.manuscript import ManuscriptError, render_narrative, strip_unfilled
from reports.reporting.telling.texts import unify_month_ranges
from tasks.terms import reword

#: values that a template may print empty: what was granted of an item, the parts of a lagging item's sentence, and the
#: attachment of a group, which the layout may not have
MAY_BE_EMPTY = ("调整", "承诺", "完成", "原因", "见")


def read_default_template(layout: Layout) -> str:
    """Reads the template that comes with a layout, in the words of the place.

    Raises:
        ManuscriptError: the file is missing.
    """
    path = get_template_path(layout)
    if layout.is_own and not path.exists():
        raise ManuscriptError(f"版式“{layout.name}”还没有报告模板，请在“修改模板”中写好，或在版式中选一个相同的。")
    if not path.exists():
        raise ManuscriptError(f"版式“{layout.name}”没有报告模板：{path.name}。")
    return reword(path.read_text(encoding="utf-8"))


def get_template_path(layout: Layout) -> Path:
    return FOLDER / f"{layout.narrative or layout.key}.txt"


def build_narrative_paragraphs(template: str, values: Mapping) -> list[Paragraph]:
    """Renders a template into paragraphs, each with the names of the empty values that it prints.

    Raises:
        ManuscriptError: a mistake in the template.
    """
    try:
        found = read_paragraphs(render_narrative(template, values, MAY_BE_EMPTY))
    except MissingLevelError as error:
        raise ManuscriptError(strip_unfilled(str(error))[0]) from error
    return [strip_paragraph(paragraph) for paragraph in found]


def strip_paragraph(paragraph: Paragraph) -> Paragraph:
    """Takes the marks of empty values out of a paragraph, which keeps their names, and writes months in one way."""
    text, names = strip_unfilled(paragraph.text)
    return replace(paragraph, text=unify_month_ranges(text), unfilled=names)
