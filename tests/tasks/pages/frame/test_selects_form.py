"""A select drawn in one go stands beside the library's own."""

import pytest
from django import forms
from lxml import html

from tasks.models import Unit
from tasks.pages.frame.forms.initials import list_initials
from tasks.pages.frame.forms.selects import LongSelect, TypedSelect

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


def test_a_name_is_found_by_every_reading_of_its_characters():
    assert list_initials("区重庆路A所") == "oq ctz q l a s"


def test_a_typed_select_says_the_letters_of_each_name():
    select = html.fromstring(str(TypedSelect(choices=CHOICES).render("unit", 3, {"id": "id_unit"})))
    assert [option.get("data-keys") for option in select.iterchildren()] == ["q bp", "oq j w", "“ j ” < jy > & b"]
    assert drawn(TypedSelect, 3) == drawn(LongSelect, 3)


@pytest.mark.parametrize(("label", "shown"), [(None, ["请选择", "区教委"]), ("（无）", ["（无）", "区教委"])])
def test_where_nothing_is_chosen_a_select_asks_for_a_choice(cast, label, shown):
    class Form(forms.Form):
        unit = forms.ModelChoiceField(Unit.objects.filter(pk=cast.lead_unit.pk))

    form = Form()
    form.fields["unit"].empty_label = label or form.fields["unit"].empty_label
    options = html.fromstring(str(form["unit"])).xpath("//option")
    assert [option.text_content().strip() for option in options] == shown
