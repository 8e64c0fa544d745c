"""A select drawn in one go stands beside the library's own."""

import pytest
from django import forms
from lxml import html

from tasks.pages.frame.forms.selects import LongSelect

CHOICES = [("", "全部"), ("3", "区教委"), ("7", "“甲”<乙>&丙")]


def drawn(widget, value) -> tuple[dict, list[tuple]]:
    """The attributes of the select, and value, mark and words of each option."""
    select = html.fromstring(str(widget(choices=CHOICES).render("unit", value, {"id": "id_unit"})))
    options = [(each.get("value"), each.get("selected"), each.text) for each in select.iterchildren()]
    return dict(select.attrib), options


@pytest.mark.parametrize("value", [None, "", "3", 3, "7", "9"])
def test_it_draws_what_the_library_draws(value):
    assert drawn(LongSelect, value) == drawn(forms.Select, value)


def test_it_marks_the_one_that_is_chosen():
    assert drawn(LongSelect, 3) == (
        {"name": "unit", "id": "id_unit"},
        [("", None, "全部"), ("3", "selected", "区教委"), ("7", None, "“甲”<乙>&丙")],
    )
