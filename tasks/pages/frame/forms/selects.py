"""Selects for a hundred options."""

from html import escape

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks.pages.frame.forms.initials import list_initials


class LongSelect(forms.Select):
    """Renders as Django's ``Select``, without a template for each option, which would cost more than the list."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """
        Args:
            name, value, attrs, renderer: as of every widget; groups of options are not supported.
        """
        chosen = self.format_value(value)
        drawn = (
            f'<option value="{escape(str(key))}"{" selected" if str(key) in chosen else ""}{self.describe_keys(label)}>'
            f"{escape(str(label))}</option>"
            for key, label in self.choices
        )
        own = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(own), SafeString("".join(drawn)))

    def describe_keys(self, label: object) -> str:
        """Returns what an option says beside its label; nothing here."""
        return ""


class TypedSelect(LongSelect):
    """A long select of a toolbar, which the script of lists narrows to what is typed."""

    def describe_keys(self, label: object) -> str:
        return f' data-keys="{escape(list_initials(str(label)))}"' if label else ""
