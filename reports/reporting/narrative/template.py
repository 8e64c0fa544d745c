"""Templates of reports: where they stand, and the paragraphs they make."""

from collections.abc import Mapping
from pathlib import Path

from reports.layouts.layout import FOLDER, Layout
from reports.printing.paragraphs import Paragraph, UnmarkedError, read_paragraphs
from reports.reporting.manuscript import ManuscriptError, render


def template_text(layout: Layout) -> str:
    """The template that comes with a layout.

    Raises:
        ManuscriptError: the file is missing.
    """
    path = template_path(layout)
    if not path.exists():
        raise ManuscriptError(f"版式“{layout.name}”没有报告模板：{path.name}。")
    return path.read_text(encoding="utf-8")


def template_path(layout: Layout) -> Path:
    return FOLDER / f"{layout.narrative or layout.key}.txt"


def paragraphs_of(template: str, values: Mapping) -> list[Paragraph]:
    """
    Raises:
        ManuscriptError: a mistake in the template.
    """
    try:
        return read_paragraphs(render(template, values))
    except UnmarkedError as error:
        raise ManuscriptError(str(error)) from error
