"""签收: the forms of a unit's items, of the last day, of a decision and of a reminder."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.pages.frame.forms.added_line import AddedLineForm
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.pages.frame.forms.picked import PickedField
from tasks.receiving.receipt_actions import LONGEST_NAME, LONGEST_POST, LONGEST_REASON, NAMED, GivenReceipt
from tasks.receiving.receipts import ItemReceipt
from tasks.receiving.telephones import parse_telephone
from tasks.terms import terms

#: what can be done with an item: sign for it, return it, leave it as it is
SIGN, RETURN, LEAVE = "sign", "return", "leave"


class NameField(forms.CharField):
    """The name of a person, or a post."""

    def __init__(self, label: str, longest: int):
        super().__init__(
            label=label,
            required=False,
            max_length=longest,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"max_length": f"{label}至多 {longest} 字。"},
        )


class TelephoneField(forms.CharField):
    """A telephone number, in one way of writing."""

    def __init__(self) -> None:
        super().__init__(
            label="联系电话",
            required=False,
            max_length=60,
            widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
            error_messages={"max_length": "请只填一个号码。"},
        )

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return parse_telephone(typed) if typed else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error


class PeopleForm(forms.Form):
    """Who answers for items, and whom to call."""

    in_charge = NameField("责任人", LONGEST_NAME)
    in_charge_post = NameField("责任人职务", LONGEST_POST)
    contact = NameField("联系人", LONGEST_NAME)
    telephone = TelephoneField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "telephone"
        ].help_text = f"手机、带区号的座机或内网短号。只有{terms.office}、本单位和该事项的{terms.leader}能看到。"

    def get_people(self) -> dict[str, str]:
        """Returns what is filled in, by field."""
        return {name: self.cleaned_data[name] for name in NAMED if self.cleaned_data.get(name)}


class ItemReceiptForm(PeopleForm):
    """One item of a unit. People are filled in only where they are others than those of the common form.

    Args:
        row: the item and what was said of it.
    """

    do = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    reason = PastedTextField(
        label="不属本单位职责的理由",
        rows=2,
        max_length=LONGEST_REASON,
        error_messages={"max_length": f"理由至多 {LONGEST_REASON} 字。"},
    )

    def __init__(self, *args, row: ItemReceipt, **kwargs):
        super().__init__(*args, prefix=f"item{row.task.pk}", **kwargs)
        self.row = row
        self.fields["telephone"].help_text = ""
        choices = list_choices(row)
        self.fields["do"] = forms.ChoiceField(
            label="签收",
            choices=choices,
            initial=choices[0][0] if choices else LEAVE,
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": "请选择签收或退回。"},
        )

    @property
    def done(self) -> str:
        return self.cleaned_data.get("do") or LEAVE

    @property
    def is_choice_offered(self) -> bool:
        """Whether what was sent as the choice can still be chosen."""
        return (self["do"].value() or LEAVE) in dict(list_choices(self.row))

    @property
    def is_open(self) -> bool:
        """Whether the fields of the item itself are shown at once: something stands in them."""
        return self.is_bound and any(self[name].value() or self[name].errors for name in NAMED)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("do") == RETURN and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "请写明不属本单位职责的理由。")
        if given.get("reason") and given.get("do") != RETURN and "do" not in self.errors:
            self.add_error("do", "写了退回的理由，请选“不属本单位职责”；不退回的，请清空理由。")
        return given

    def build_given(self, common: dict[str, str]) -> GivenReceipt:
        """Builds what the action takes; what is empty here comes from the common form."""
        if self.done == RETURN:
            return GivenReceipt(self.row.task.pk, is_own=False, reason=self.cleaned_data["reason"])
        return GivenReceipt(self.row.task.pk, is_own=True, **common | self.get_people())


def list_choices(row: ItemReceipt) -> list[tuple[str, str]]:
    """Lists what the unit can do with an item, the usual first; nothing with one that gets another lead unit."""
    if row.is_to_be_moved:
        return []
    if row.is_received:
        return [(LEAVE, "不变"), (SIGN, "更换人员")]
    if row.is_disputed:
        return [(LEAVE, f"等待{terms.office}办理"), (SIGN, "收回退回，签收")]
    if row.receipt:
        return [(SIGN, "签收"), (LEAVE, "暂不签收")]
    return [(SIGN, "签收"), (RETURN, "不属本单位职责"), (LEAVE, "暂不签收")]


class SigningForm:
    """The whole screen of a unit: the people of all items, and a form for each item.

    Args:
        data: as sent; None for a form not sent yet.
        seen: the fingerprint of the rows as shown; of a sent form its own.
    """

    def __init__(self, rows: Iterable[ItemReceipt], data: Any = None, *, initial: dict[str, str], seen: str):
        self.common = PeopleForm(data, prefix="all", initial=initial)
        self.items = [ItemReceiptForm(data, row=row) for row in rows]
        self.seen = data.get("seen", "") if data else seen
        self.refusal = ""

    def is_valid(self) -> bool:
        """Checks all forms, and that every item to be signed for has somebody in charge and somebody to call."""
        is_valid = all([self.common.is_valid(), *[item.is_valid() for item in self.items]])
        people = self.common.get_people()
        signing = [item for item in self.items if item.is_valid() and item.done == SIGN]
        for name, missing in MISSING.items():
            if self.common.errors.get(name) or name in people:
                continue
            lacking = [item for item in signing if name not in item.get_people()]
            if lacking and len(lacking) == len(signing):
                self.common.add_error(name, missing)
            for item in lacking if len(lacking) < len(signing) else ():
                item.add_error(name, missing)
            is_valid = is_valid and not lacking
        return is_valid

    def renew_outdated(self) -> None:
        """Shows items afresh whose choice is none any more, since they stand otherwise now."""
        self.items = [item if item.is_choice_offered else ItemReceiptForm(row=item.row) for item in self.items]

    def list_given(self) -> list[GivenReceipt]:
        common = self.common.get_people()
        return [item.build_given(common) for item in self.items if item.done != LEAVE]


MISSING = {"in_charge": "请填写责任人姓名。", "contact": "请填写联系人姓名。", "telephone": "请填写联系电话。"}


class ReceiptDayForm(forms.Form):
    """The last day of signing."""

    due_on = DayField(label="签收截止日期")


class ReceiptDecisionForm(forms.Form):
    """What becomes of an item that a unit returned."""

    decision = PastedTextField(
        label="办理意见",
        rows=2,
        max_length=LONGEST_REASON,
        error_messages={"max_length": f"办理意见至多 {LONGEST_REASON} 字。"},
    )
    keeps = forms.TypedChoiceField(
        label="办理",
        choices=[("yes", "维持原分工"), ("no", "同意调整")],
        coerce=lambda value: value == "yes",
        error_messages={"required": "请选择办理结果。", "invalid_choice": "没有这种办理结果。"},
    )


class ReceiptReminderForm(AddedLineForm):
    """The units to be reminded, and a line that the office adds."""

    pick = PickedField(parts=1, error_messages={"required": "请先勾选要催办的单位。"})

    @property
    def units(self) -> list[int]:
        return [pick[0] for pick in self.cleaned_data["pick"]]
