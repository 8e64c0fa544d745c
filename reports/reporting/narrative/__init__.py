"""The report's text: what a template may say of a period, and the paragraphs that it makes of it.

The names in a template are Chinese, because offices write templates.
"""

from reports.reporting.narrative.attached import attached
from reports.reporting.narrative.template import paragraphs_of, template_path, template_text
from reports.reporting.narrative.values import values_of

__all__ = ["attached", "paragraphs_of", "template_path", "template_text", "values_of"]
