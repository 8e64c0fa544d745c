"""正文: the values that a report template can use in a period, and the paragraphs that it produces.

The names in a template are Chinese, because offices write templates.
"""

from reports.reporting.narrative.attached import build_attachment_values
from reports.reporting.narrative.revised import build_revision_values
from reports.reporting.narrative.stopped import build_stopped_values
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
    "build_revision_values",
    "build_stopped_values",
    "get_template_path",
    "read_default_template",
]
