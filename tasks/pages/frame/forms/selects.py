"""A select for a hundred options."""

from html import escape

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """Renders as Django's ``Select``, without a template for each option, which would cost more than the list."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """
        Args:
            name, value, attrs, renderer: as of every widget; groups of options are not supported.
        """
        chosen = self.format_value(value)
        drawn = (
            f'<option value="{escape(str(key))}"{" selected" if str(key) in chosen else ""}>{escape(str(label))}</option>'
            for key, label in self.choices
        )
        own = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(own), SafeString("".join(drawn)))
