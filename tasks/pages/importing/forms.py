"""The forms of uploading a document and of agreeing to what it would change."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from tasks import periods
from tasks.enums import DocumentLevel, ImportTreatment
from tasks.importing.choices import CHOOSABLE, CorrectionBasis
from tasks.importing.document import Blocked
from tasks.importing.list_facts import MAX_BASIS, MAX_MEETING, MAX_NUMBER, MAX_REASON, MAX_TITLE
from tasks.importing.opening import IMPORTED_ENDINGS
from tasks.importing.plan_verdict import list_possible_periods
from tasks.models import Plan
from tasks.outlooks.outlook_files import OUTLOOK
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.office_file import OfficeFileField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.picked import PickedField
from tasks.periods import Rhythm
from tasks.plans.documents import ItemSource
from tasks.terms.later import say_later

#: the choice of the file's own text where two texts of an entry differ
MINE = "mine"
#: so many doubtful places are decided at once; the others follow when these are settled
MAX_DOUBTS = 200
UNDECIDED = ("", "请选择")
AS_WRITTEN = ("", "按文件所写")


class UploadForm(forms.Form):
    """A Word or Excel file; year, period and kind where the file does not state them."""

    file = OfficeFileField(
        label="文件",
        help_text=say_later(
            "年度目标任务分解表、{terms.report}或计划报告：Word、Excel 或 WPS 文件，旧格式也可以。先预览，确认后才写入。"
        ),
        accept=",".join(IMPORTED_ENDINGS),
    )
    year = forms.IntegerField(
        label="年度", required=False, min_value=periods.FIRST_PLAN_YEAR, max_value=periods.LAST_PLAN_YEAR
    )
    period = forms.ChoiceField(label="填报期", required=False)
    kind = forms.ChoiceField(
        label="文件类型",
        required=False,
        choices=[AS_WRITTEN, ("plan", "年度方案"), ("progress", say_later("{terms.report}")), (OUTLOOK, "计划报告")],
    )

    def __init__(self, *args, rhythms: Iterable[Rhythm], **kwargs):
        """
        Args:
            rhythms: those of the government and of its plans, whose periods the file may be of.
        """
        super().__init__(*args, **kwargs)
        named = {code: label for rhythm in rhythms for code, label in zip(rhythm.codes, rhythm.labels, strict=True)}
        named.pop(periods.PLAN_CODE, None)
        get_form_field(self, "period", forms.ChoiceField).choices = [AS_WRITTEN, *named.items()]

    def get_options(self) -> dict:
        """Returns the options of ``parse_document``; None leaves one to the document."""
        return {name: self.cleaned_data[name] or None for name in ("year", "period", "kind")}


class ConfirmForm(forms.Form):
    """The agreement to a preview. Units that are not registered are created only when that is ticked."""

    token = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    create_units = forms.BooleanField(label="新建这些单位", required=False)

    def __init__(self, *args, unknown: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.unknown = unknown
        if not unknown:
            del self.fields["create_units"]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of a list or a correction."""
        return [field for field in self.visible_fields() if field.name != "create_units"]

    def refuse(self, refusal: ValidationError) -> None:
        """Adds an action's refusal to its field; what has no field here stands above the form."""
        for name, messages in getattr(refusal, "message_dict", {NON_FIELD_ERRORS: refusal.messages}).items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)

    def clean_create_units(self) -> bool:
        if not self.cleaned_data["create_units"]:
            raise ValidationError(
                "文件点名的单位有的尚未登记。确认无误请勾选新建；如是已有单位的其他写法，请系统管理员先添加别名。"
            )
        return True


class DecisionsForm(forms.Form):
    """What a person says of each doubtful place of the file; a place that is left open stays doubtful.

    Attributes:
        count: of all doubtful places.
        blocked: those that are decided now.
    """

    token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, blocked: list[Blocked], **kwargs):
        super().__init__(*args, **kwargs)
        self.count, self.blocked = len(blocked), blocked[:MAX_DOUBTS]
        for one in self.blocked:
            self.fields[one.key] = forms.ChoiceField(
                label=f"{one.at}的读法", required=False, choices=[UNDECIDED, *one.remedies.items()]
            )

    @property
    def places(self) -> list[tuple[Blocked, forms.BoundField]]:
        """Each doubtful place with its field."""
        return [(one, self[one.key]) for one in self.blocked]

    def get_decisions(self) -> dict[str, str]:
        """Returns key → remedy of the places that were decided."""
        return {one.key: remedy for one in self.blocked if (remedy := self.cleaned_data[one.key])}


class TreatmentForm(forms.Form):
    """What a plan document of a year that has a plan is, and the first period in which it holds; part of the address.

    Args:
        plan: the plan of the year; None where there is none, or the document is a report.
        recognised: what the document was recognised as.
    """

    treatment = forms.ChoiceField(label="作为", required=False, choices=[(one.value, one.label) for one in CHOOSABLE])
    since = forms.TypedChoiceField(label="自何期起", required=False, coerce=int, empty_value=None)

    def __init__(self, *args, plan: Plan, recognised: ImportTreatment, **kwargs):
        super().__init__(*args, **kwargs)
        get_form_field(self, "since", forms.TypedChoiceField).choices = [
            (number, plan.rhythm.get_label(number)) for number in list_possible_periods(plan, recognised)
        ]


class ListFactsForm(ConfirmForm):
    """The agreement to import another list, with what is known of it."""

    title = forms.CharField(
        label="清单标题", max_length=MAX_TITLE, error_messages={"required": "请写明清单所出文件的标题。"}
    )
    document_number = forms.CharField(label="文号", max_length=MAX_NUMBER, required=False)
    issued_on = DayField(label="印发日期", required=False)
    level = forms.ChoiceField(label="级别", choices=DocumentLevel.choices())
    decided_by = forms.CharField(label="审议会议", max_length=MAX_MEETING, required=False)

    def get_facts(self) -> ItemSource:
        given = self.cleaned_data
        return ItemSource(
            given["title"],
            given["document_number"],
            given["issued_on"],
            DocumentLevel(given["level"]),
            given["decided_by"],
        )


class CorrectionBasisForm(ConfirmForm):
    """The agreement to a correction, with its basis."""

    basis = forms.CharField(
        label="依据",
        max_length=MAX_BASIS,
        help_text="文号或会议，如“示府办〔2024〕15号”“区政府第60次常务会议”。",
        error_messages={"required": "请写明更正的依据：文号或会议。"},
    )
    basis_on = DayField(label="依据日期")
    reason = forms.CharField(
        label="理由",
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明更正的理由。"},
    )

    def get_basis(self) -> CorrectionBasis:
        given = self.cleaned_data
        return CorrectionBasis(given["basis"], given["basis_on"], given["reason"])


class WorkbookForm(forms.Form):
    """A filled-in 离线填报表."""

    file = OfficeFileField(
        label="填好的离线填报表，或者本单位自己填好的表",
        help_text="自己的表可以是 Word、Excel 或 WPS 文件，要有任务和进展情况两列；各行按文字对应到本单位牵头的事项。先核对，确认后才写入。",
        accept=",".join(IMPORTED_ENDINGS),
    )


class WritingForm(forms.Form):
    """The agreement to what a 离线填报表 would write.

    Attributes:
        seen: each entry with the revision that the page showed.
        pick: the entries to be filed.
        files: whether the button was the one that files; the other saves drafts alone.
    """

    seen = PickedField(parts=2, required=False)
    pick = PickedField(parts=1, required=False)
    # the class itself has no such attribute: a form takes its fields off
    files = forms.BooleanField(required=False, widget=forms.HiddenInput)  # type: ignore[assignment]

    def map_entries_to_revisions(self) -> dict[int, int]:
        """Returns entry id → the revision that the page showed."""
        return dict(self.cleaned_data["seen"])

    def list_ids_to_file(self) -> set[int]:
        """Returns the ids of the entries to be filed; none where only drafts are saved."""
        return {pk for (pk,) in self.cleaned_data["pick"]} if self.cleaned_data["files"] else set()

    def should_use_file_text(self, pk: int) -> bool:
        """Whether the text of the file replaces a colleague's newer one."""
        return self.data.get(f"choice-{pk}") == MINE
