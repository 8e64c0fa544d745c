"""The page of the forms of paper that a government keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.importing.form_fitting import read_form_data
from tasks.importing.paper_forms import describe_form_table
from tasks.importing.teaching import Unteachable
from tasks.models import PaperForm
from tasks.models.paper_form import FORM_NAME_LENGTH


@dataclass(frozen=True)
class ShownForm:
    """A form of paper; ``tables`` says of each of its tables by which labels it is known and how it is read."""

    form: PaperForm
    tables: list[str]


@dataclass(frozen=True)
class PaperFormsPage:
    """The forms, by name."""

    forms: Sequence[PaperForm]

    @property
    def longest_name(self) -> int:
        return FORM_NAME_LENGTH

    @cached_property
    def shown(self) -> list[ShownForm]:
        return [ShownForm(form, describe_tables(form)) for form in self.forms]


def describe_tables(form: PaperForm) -> list[str]:
    """Describes the tables of a form, one line each."""
    try:
        return [describe_form_table(table) for table in read_form_data(form.tables)]
    except Unteachable as unknown:
        return [str(unknown)]
