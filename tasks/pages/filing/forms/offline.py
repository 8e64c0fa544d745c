"""离线填报表: checks the entries of a returned workbook with the form of the entry page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django import forms

from tasks.enums import OfflineState
from tasks.filing.offline_changes import WANTS, CellDifference, FilledEntry
from tasks.filing.remarks import FilingRemarks, Remark
from tasks.models import ProgressEntry
from tasks.models.entry_fields import BY_NAME
from tasks.pages.filing.forms.entries import EntryForm, SubmissionForm
from tasks.pages.frame.views.wording import DiffPiece, compute_diff, split_tokens
from tasks.terms import terms


class PastedRowsForm(forms.Form):
    """Rows copied out of a spreadsheet."""

    rows = forms.CharField(
        label="从 Excel 粘贴几行",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请先从 Excel 复制各行，粘贴到这里。"},
        help_text="两列以上：序号或工作任务、进展情况，可再加存在问题、下一步措施。有表头的连表头一起复制。",
    )


#: a comparison letter by letter of longer texts would take seconds
LONGEST_COMPARED = 1_000_000


#: of what a cell says
LONGEST_QUOTED = 40


@dataclass(frozen=True)
class CellChoice:
    """A cell that names none of the choices of its field: ``written`` in the file, ``now`` stored."""

    name: str
    label: str
    written: str
    now: str
    options: list[str]


class CheckedEntry:
    """An entry of the file with its form, as the preview shows it."""

    def __init__(self, filled: FilledEntry, remarks: FilingRemarks):
        self.filled = filled
        self._remarks = remarks

    @property
    def entry(self) -> ProgressEntry:
        return self.filled.entry

    @property
    def place(self) -> str:
        return self.filled.place

    @property
    def choices(self) -> list[CellChoice]:
        """What the person chooses on the page, since the cells name none of it."""
        return [
            CellChoice(
                name=f"cell-{self.entry.pk}-{name}",
                label=BY_NAME[name].label,
                written=self.filled.changed[name][:LONGEST_QUOTED],
                now=self.filled.now[name],
                options=[each.label for each in BY_NAME[name].choices or ()],
            )
            for name in self.filled.unread_choices
        ]

    def pick(self, given: Mapping[str, str]) -> None:
        """Takes over what the person has chosen, before the row is written; anything else leaves what is stored."""
        for name, choice in zip(self.filled.unread_choices, self.choices, strict=True):
            if (chosen := given.get(choice.name)) in choice.options:
                self.filled.picked[name] = str(chosen)

    @cached_property
    def form(self) -> EntryForm:
        """The form with what the file changes, everything else as it is stored now."""
        return self.bind_form(EntryForm)

    def bind_form(self, form_class: type[EntryForm]) -> EntryForm:
        filled = self.filled
        data = filled.merged | {
            WANTS: "on" if filled.wants_coordination else "",
            "base_revision": str(self.entry.revision),
        }
        return form_class(data, entry=self.entry, indicators=filled.indicators.values())

    @cached_property
    def errors(self) -> list[str]:
        """Why the form refuses the cells, each error with its cell."""
        errors = [
            f"{self.filled.describe_cell(name)}：{error}"
            for name, of_field in self.form.errors.items()
            for error in of_field
        ]
        return [*errors, *self.filled.unclear_wish]

    @cached_property
    def state(self) -> OfflineState:
        """As of the filled entry; FAULTY where the form refuses what would be written."""
        state = self.filled.state
        is_refused = state in (OfflineState.WRITES, OfflineState.CONFLICT) and self.errors
        return OfflineState.FAULTY if is_refused else state

    @property
    def is_writable(self) -> bool:
        return self.state in (OfflineState.WRITES, OfflineState.CONFLICT)

    @property
    def why(self) -> list[str]:
        """Why nothing of it can be written; empty where it can, and where nothing is changed."""
        if self.state == OfflineState.LOCKED:
            return [self.filled.lock_reason]
        return (self.filled.faults or self.errors) if self.state == OfflineState.FAULTY else []

    @cached_property
    def why_not_filed(self) -> str:
        """Why it can be saved but not submitted; "" where it can be submitted."""
        if not self.filled.may_submit:
            return f"由第一{terms.lead_unit}统一报送"
        return "；".join(
            str(error).rstrip("。") for errors in self.bind_form(SubmissionForm).errors.values() for error in errors
        )

    @cached_property
    def remarks(self) -> list[Remark]:
        """What to look at before it is filed, as on the page of the entry."""
        content = self.form.get_content()
        indicators = list(self.filled.indicators.values())
        return self._remarks.list_remarks(self.entry, indicators, content["fields"], content["readings"])

    @property
    def compared_cells(self) -> list[tuple[CellDifference, tuple[DiffPiece, ...]]]:
        """Each changed cell with the diff from what is stored now to what the file says."""
        return [(difference, compute_cell_diff(difference)) for difference in self.filled.differences]


def compute_cell_diff(difference: CellDifference) -> tuple[DiffPiece, ...]:
    """Returns the diff from the stored text to that of the file; empty where the file does not change the cell."""
    now, mine = difference.now, difference.mine
    if mine is None:
        return ()
    if len(now) * len(mine) > LONGEST_COMPARED:
        return tuple(DiffPiece(how, text) for how, text in (("gone", now), ("new", mine)) if text)
    return compute_diff(split_tokens(now), split_tokens(mine))
