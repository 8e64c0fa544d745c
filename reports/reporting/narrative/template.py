"""Finds the template of a report, and builds paragraphs from it."""

from collections.abc import Mapping
from pathlib import Path

from reports.layouts.layout import FOLDER, Layout
from reports.printing.paragraphs import MissingLevelError, Paragraph, read_paragraphs
from reports.reporting.manuscript import ManuscriptError, render_narrative


def read_default_template(layout: Layout) -> str:
    """Reads the template that comes with a layout.

    Raises:
        ManuscriptError: the file is missing.
    """
    path = get_template_path(layout)
    if not path.exists():
        raise ManuscriptError(f"版式“{layout.name}”没有报告模板：{path.name}。")
    return path.read_text(encoding="utf-8")


def get_template_path(layout: Layout) -> Path:
    return FOLDER / f"{layout.narrative or layout.key}.txt"


def build_narrative_paragraphs(template: str, values: Mapping) -> list[Paragraph]:
    """Renders a template into paragraphs.

    Raises:
        ManuscriptError: a mistake in the template.
    """
    try:
        return read_paragraphs(render_narrative(template, values))
    except MissingLevelError as error:
        raise ManuscriptError(str(error)) from error
