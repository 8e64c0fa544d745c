"""预警规则: the settings as a form, built from ``NAMES``, so that a new rule appears by itself."""

from dataclasses import fields
from decimal import Decimal

from django import forms

from tasks.assessing.lagging import NAMES, LaggingRules, LaggingRulesError, SignalCode
from tasks.decimals import format_decimal


class RulesForm(forms.Form):
    """Every setting with its present value. A value that equals the one of ``base`` is not stored.

    Args:
        base: what holds without this owner's settings: the defaults, or the government's for a plan.
        stored: this owner's settings.
    """

    def __init__(self, data=None, *, base: LaggingRules, stored: dict):
        self.base = base
        holding = LaggingRules.from_dict(stored, base=base)
        super().__init__(
            data,
            initial={
                field.name: _format_initial(field.name, getattr(holding, field.name)) for field in fields(LaggingRules)
            },
        )
        for field in fields(LaggingRules):
            self.fields[field.name] = _build_field(field.name, getattr(base, field.name))

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors:
            try:
                LaggingRules.from_dict(self.get_settings(), base=self.base)
            except LaggingRulesError as error:
                raise forms.ValidationError(str(error)) from None
        return cleaned

    def get_settings(self) -> dict:
        """Returns name → value of what differs from ``base``, JSON-ready."""
        given = {name: _serialize_cleaned(name, self.cleaned_data[name]) for name in NAMES}
        return {name: value for name, value in given.items() if value != _serialize_default(getattr(self.base, name))}

    def numbers(self):
        """The bound fields that hold thresholds and months."""
        return [self[name] for name in NAMES if not isinstance(getattr(self.base, name), tuple)]

    def words(self):
        """The bound fields that hold cue words."""
        return [self[name] for name in NAMES if isinstance(getattr(self.base, name), tuple) and name != "disabled"]


def _build_field(name: str, default) -> forms.Field:
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


def _serialize_default(value):
    """A setting as ``_stored`` gives it."""
    return list(value) if isinstance(value, tuple) else format_decimal(Decimal(value))


def _format_initial(name: str, value):
    """As the form shows it: cue words one a line, numbers without trailing zeros."""
    if name == "disabled":
        return list(value)
    if isinstance(value, tuple):
        return "\n".join(value)
    return _serialize_default(value)


def _serialize_cleaned(name: str, value):
    """As JSON keeps what the form holds: numbers as numerals, words as a list."""
    if name == "disabled":
        return list(value)
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return format_decimal(value)
