"""The settings of the lagging rules as a form: made of the rules' own names, so that a new rule appears by itself."""

from dataclasses import fields
from decimal import Decimal

from django import forms

from tasks.assessing.lagging import NAMES, Rules, RulesError, SignalCode


class RulesForm(forms.Form):
    """Every setting with the value that holds now. What equals the value below it is not stored.

    Args:
        base: what holds without this owner's settings: the defaults, or the government's for a plan.
        stored: this owner's settings.
    """

    def __init__(self, data=None, *, base: Rules, stored: dict):
        self.base = base
        holding = Rules.from_dict(stored, base=base)
        super().__init__(
            data,
            initial={field.name: _shown(field.name, getattr(holding, field.name)) for field in fields(Rules)},
        )
        for field in fields(Rules):
            self.fields[field.name] = _field(field.name, getattr(base, field.name))

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors:
            try:
                Rules.from_dict(self.settings(), base=self.base)
            except RulesError as error:
                raise forms.ValidationError(str(error)) from None
        return cleaned

    def settings(self) -> dict:
        """Name → value of what differs from ``base``, JSON-ready."""
        given = {name: _stored(name, self.cleaned_data[name]) for name in NAMES}
        return {name: value for name, value in given.items() if value != _plain(getattr(self.base, name))}

    def numbers(self):
        """The bound fields that hold thresholds and months."""
        return [self[name] for name in NAMES if not isinstance(getattr(self.base, name), tuple)]

    def words(self):
        """The bound fields that hold cue words."""
        return [
            self[name] for name in NAMES if isinstance(getattr(self.base, name), tuple) and name != "disabled"
        ]


def _field(name: str, default) -> forms.Field:
    if name == "disabled":
        return forms.MultipleChoiceField(
            label=NAMES[name],
            required=False,
            choices=SignalCode.choices(),
            widget=forms.CheckboxSelectMultiple,
        )
    if isinstance(default, tuple):
        return forms.CharField(label=NAMES[name], required=False, widget=forms.Textarea(attrs={"rows": 8}))
    return forms.DecimalField(label=NAMES[name], widget=forms.TextInput(attrs={"class": "figure"}))


def _plain(value):
    """A setting as ``_stored`` gives it."""
    return list(value) if isinstance(value, tuple) else f"{Decimal(value).normalize():f}"


def _shown(name: str, value):
    """As the form shows it: cue words one a line, numbers without trailing zeros."""
    if name == "disabled":
        return list(value)
    if isinstance(value, tuple):
        return "\n".join(value)
    return _plain(value)


def _stored(name: str, value):
    """As JSON keeps what the form holds: numbers as numerals, words as a list."""
    if name == "disabled":
        return list(value)
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return f"{value.normalize():f}"
