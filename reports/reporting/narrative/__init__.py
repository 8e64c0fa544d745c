"""The report's text: what a template may say of a period, and the paragraphs that it makes of it.

The names in a template are Chinese, because offices write templates.
"""

from reports.reporting.narrative.attached import build_attachment_values
from reports.reporting.narrative.template import (
    build_narrative_paragraphs,
    get_template_path,
    read_default_template,
)
from reports.reporting.narrative.values import build_narrative_values

__all__ = [
    "build_attachment_values",
    "build_narrative_paragraphs",
    "build_narrative_values",
    "get_template_path",
    "read_default_template",
]
