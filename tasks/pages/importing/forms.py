"""The forms of uploading a document and of agreeing to what it would change."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from tasks import periods
from tasks.pages.frame.forms.picked import PickedField

#: the choice of the file's own text where two texts of an entry differ
MINE = "mine"
MEGABYTE = 1024 * 1024
AS_WRITTEN = ("", "按文件所写")


class OfficeFileField(forms.FileField):
    """A file that is read but not kept; the field checks its size, not its content.

    Args:
        accept: the file endings that a browser offers.
    """

    def __init__(self, *, accept: str, **kwargs):
        said = {"required": "请选择要导入的文件。", "empty": "文件是空的，请重新选择。"}
        widget = forms.FileInput({"accept": accept})
        super().__init__(error_messages=said, widget=widget, max_length=200, **kwargs)

    def validate(self, file) -> None:
        super().validate(file)
        if file.size > settings.DUBAN_UPLOAD_LIMIT:
            limit = settings.DUBAN_UPLOAD_LIMIT // MEGABYTE
            raise ValidationError(f"文件超过 {limit} 兆字节，未导入。附表一般不足 1 兆字节，请检查是否选错文件。")


class UploadForm(forms.Form):
    """A Word or Excel file; year, period and kind where the file does not state them."""

    file = OfficeFileField(
        label="文件",
        help_text="年度目标任务分解表或推进情况报告，.docx 或 .xlsx。先预览，确认后才写入。",
        accept=".docx,.xlsx",
    )
    year = forms.IntegerField(label="年度", required=False, min_value=1949, max_value=2199)
    period = forms.ChoiceField(
        label="填报期",
        required=False,
        choices=[
            AS_WRITTEN,
            *((code, periods.get_period_label(periods.parse_period_code(code))) for code in periods.CODES[1:]),
        ],
    )
    kind = forms.ChoiceField(
        label="文件类型",
        required=False,
        choices=[AS_WRITTEN, ("plan", "年度方案"), ("progress", "推进情况报告")],
    )

    def get_options(self) -> dict:
        """Returns the options of ``parse_document``; None leaves one to the document."""
        return {name: self.cleaned_data[name] or None for name in ("year", "period", "kind")}


class ConfirmForm(forms.Form):
    """The agreement to a preview. Units that are not registered are created only when that is ticked."""

    token = forms.CharField(widget=forms.HiddenInput)
    create_units = forms.BooleanField(label="新建这些单位", required=False)

    def __init__(self, *args, unknown: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.unknown = unknown
        if not unknown:
            del self.fields["create_units"]

    def clean_create_units(self) -> bool:
        if not self.cleaned_data["create_units"]:
            raise ValidationError(
                "文件点名的单位有的尚未登记。确认无误请勾选新建；如是已有单位的其他写法，请系统管理员先添加别名。"
            )
        return True


class WorkbookForm(forms.Form):
    """A filled-in 离线填报表."""

    file = OfficeFileField(
        label="填好的离线填报表",
        help_text="用 Excel 或其他电子表格软件填写，存为 .xlsx。先核对，确认后才写入。",
        accept=".xlsx",
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
