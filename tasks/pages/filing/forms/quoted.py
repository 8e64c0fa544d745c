"""位次 and 另一口径 in the form of an entry: small inputs below the figure of an indicator, corrected where need be."""

from decimal import Decimal

from django import forms

from tasks.decimals import format_decimal
from tasks.models import Indicator, QuotedNumbers
from tasks.models.quantity import LAST_PLACE, LONGEST_BASIS, LONGEST_SCOPE, QUOTED_FIELDS, QUOTED_NAMES
from tasks.pages.frame.forms.pasted import clean_figure

#: prefix of the hidden input that holds what the other inputs showed before a person edited them
MARK = "quoted"
PLACE_SAID = f"请填 1 至 {LAST_PLACE:,} 的整数。"


class SecondValueField(forms.CharField):
    """The value on the second basis, in the unit of the indicator."""

    def __init__(self, indicator: Indicator):
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "short"}
        label = QUOTED_NAMES["second_value"]
        super().__init__(label=label, required=False, max_length=60, widget=forms.TextInput(attrs=attributes))
        self.unit = indicator.unit

    def clean(self, value) -> Decimal | None:
        return clean_figure(super().clean(value), self.unit)

    def prepare_value(self, value):
        return format_decimal(value) if isinstance(value, Decimal) else value


class QuotedInputs:
    """The inputs of one indicator, as the template reads them.

    Args:
        is_read: whether the stored numbers are as the stored text says them.
    """

    def __init__(self, form: forms.Form, pk: int, *, is_read: bool):
        self.is_read = is_read
        self.mark = form[f"{MARK}_{pk}"]
        self.rank_scope, self.rank_place, self.rank_of, self.rank_shared = (
            form[f"rank_{name}_{pk}"] for name in ("scope", "place", "of", "shared")
        )
        self.second_value, self.second_basis = form[f"second_value_{pk}"], form[f"second_basis_{pk}"]

    @property
    def has_rank(self) -> bool:
        """Whether the text or a person has given a rank, or part of one."""
        return any(one.value() for one in (self.rank_scope, self.rank_place, self.rank_of, self.rank_shared))

    @property
    def has_second(self) -> bool:
        return any(one.value() not in (None, "") for one in (self.second_value, self.second_basis))

    @property
    def rank_errors(self) -> list[str]:
        return [*self.rank_scope.errors, *self.rank_place.errors, *self.rank_of.errors]

    @property
    def second_errors(self) -> list[str]:
        return [*self.second_basis.errors, *self.second_value.errors]


def build_quoted_fields(indicator: Indicator) -> dict[str, forms.Field]:
    """Builds the inputs of an indicator: name in the form → field."""
    pk = indicator.pk
    fields: dict[str, forms.Field] = {
        f"{MARK}_{pk}": forms.Field(required=False, widget=forms.HiddenInput),
        f"rank_scope_{pk}": _build_words_field("rank_scope", LONGEST_SCOPE),
        f"rank_place_{pk}": _build_place_field("rank_place"),
        f"rank_of_{pk}": _build_place_field("rank_of"),
        f"rank_shared_{pk}": forms.BooleanField(label=QUOTED_NAMES["rank_shared"], required=False),
        f"second_basis_{pk}": _build_words_field("second_basis", LONGEST_BASIS),
        f"second_value_{pk}": SecondValueField(indicator),
    }
    return fields


def _build_words_field(name: str, longest: int) -> forms.CharField:
    said = f"{QUOTED_NAMES[name]}至多 {longest} 字。"
    return forms.CharField(
        label=QUOTED_NAMES[name],
        required=False,
        max_length=longest,
        error_messages={"max_length": said},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _build_place_field(name: str) -> forms.IntegerField:
    said = f"{QUOTED_NAMES[name]}{PLACE_SAID}"
    return forms.IntegerField(
        label=QUOTED_NAMES[name],
        required=False,
        min_value=1,
        max_value=LAST_PLACE,
        error_messages={"invalid": said, "min_value": said, "max_value": said},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )


def build_quoted_initial(pk: int, numbers: QuotedNumbers) -> dict:
    """Returns the first values of the inputs of an indicator, by their names in the form."""
    values = {f"{name}_{pk}": getattr(numbers, name) for name in QUOTED_FIELDS}
    return values | {f"{MARK}_{pk}": format_mark(numbers)}


def build_quoted_answer(pk: int, numbers: QuotedNumbers) -> dict[str, str | bool]:
    """Returns what the script of the form writes into the inputs of an indicator, by their names."""
    values = {name: "" if value is None else value for name, value in build_quoted_initial(pk, numbers).items()}
    return {
        name: value if isinstance(value, bool) else format_decimal(value) if isinstance(value, Decimal) else str(value)
        for name, value in values.items()
    }


def format_mark(numbers: QuotedNumbers) -> str:
    """Formats the numbers as one text, by which the form knows whether a person has edited them."""
    return "/".join(f"{name}={value}" for name, value in numbers.to_cells().items())


def clean_quoted_numbers(form: forms.Form, pk: int) -> QuotedNumbers | None:
    """Returns the numbers of an indicator that a person edited; None where he left them as the form showed them.

    What does not fit together becomes an error of its input.
    """
    mark = f"{MARK}_{pk}"
    names = {name: f"{name}_{pk}" for name in QUOTED_FIELDS}
    if form.add_prefix(mark) not in form.data or any(name not in form.cleaned_data for name in names.values()):
        return None
    given = QuotedNumbers(**{name: form.cleaned_data[field] for name, field in names.items()})
    if format_mark(given) == form.data[form.add_prefix(mark)]:
        return None
    for name, said in find_quoted_faults(given).items():
        form.add_error(names[name], said)
    return given


def find_quoted_faults(given: QuotedNumbers) -> dict[str, str]:
    """Finds what does not fit together: field of ``QuotedNumbers`` → what to do about it."""
    faults = {}
    if given.rank_place is None and (given.rank_scope or given.rank_of is not None or given.rank_shared):
        faults["rank_place"] = "请填第几位；没有位次请把范围、总数和并列一并清空。"
    if given.rank_place is not None and given.rank_of is not None and given.rank_of < given.rank_place:
        faults["rank_of"] = f"第 {given.rank_place} 位不能超过总数 {given.rank_of}，请核对。"
    if given.second_value is None and given.second_basis:
        faults["second_value"] = f"请填“{given.second_basis}”的数；没有另一口径请把口径清空。"
    if given.second_value is not None and not given.second_basis:
        faults["second_basis"] = "请写明是什么口径，如“按可比口径”。"
    return faults
