"""Tags and filters of the templates; built in, so no template loads them."""

from django import template

register = template.Library()
