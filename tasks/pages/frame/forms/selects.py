"""A select of a hundred options, written out in one go."""

from html import escape

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """Draws what Django's own draws, without a template for each option: those cost more than the list they narrow."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """
        Args:
            name, value, attrs, renderer: as for every widget; options in groups are not drawn.
        """
        chosen = self.format_value(value)
        drawn = (
            f'<option value="{escape(str(key))}"{" selected" if str(key) in chosen else ""}>{escape(str(label))}</option>'
            for key, label in self.choices
        )
        own = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(own), SafeString("".join(drawn)))
