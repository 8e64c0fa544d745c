"""Finding a person or a unit in the lists of the administrator."""

from django import forms
from django.db.models import Q


class FindForm(forms.Form):
    """The words that the rows of a list have to hold."""

    q = forms.CharField(label="查找", max_length=100, required=False)

    def get_words(self) -> str:
        """Returns the words, "" where nothing or too much is asked."""
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


def build_user_match(words: str) -> Q:
    """Builds the condition that the words stand in name, username, unit or official of a person; "" matches all."""
    named = ("name", "username", "unit__name", "official__name")
    return _build_match(words, named)


def build_unit_match(words: str) -> Q:
    """Builds the condition that the words stand in the name, an alias or a member's name of a unit; "" matches all."""
    return _build_match(words, ("name", "aliases__name", "members__name"))


def _build_match(words: str, columns: tuple[str, ...]) -> Q:
    return Q(*((f"{column}__icontains", words) for column in columns), _connector=Q.OR) if words else Q()
