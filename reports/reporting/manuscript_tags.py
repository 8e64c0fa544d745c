"""The tags and filters of Django that an office's template may use.

None of them reads files, settings, modules or the clock, or makes a short text endlessly long.
"""

from django.template import defaultfilters, defaulttags
from django.template.library import Library

TAGS = ("for", "if", "with", "comment", "firstof", "ifchanged")
FILTERS = (
    "add",
    "default",
    "divisibleby",
    "first",
    "floatformat",
    "join",
    "last",
    "length",
    "slice",
    "yesno",
)

register = Library()
register.tags = {name: defaulttags.register.tags[name] for name in TAGS}
register.filters = {name: defaultfilters.register.filters[name] for name in FILTERS}
