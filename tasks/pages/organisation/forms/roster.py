"""The forms of a 名册: the workbook, pasted rows, and the agreement to the preview."""

from django import forms

from tasks.enums import Channel, FirstPasswordWay, RosterPart
from tasks.pages.frame.forms.office_file import OfficeFileField
from tasks.reminding.channels import is_on


class RosterFileForm(forms.Form):
    """A filled-in workbook."""

    file = OfficeFileField(
        label="填好的名册",
        help_text="单位、领导、账号三张表，可以只填其中一张；存为 .xlsx。先核对，确认后才写入。",
        accept=".xlsx",
    )


class PastedRosterForm(forms.Form):
    """Rows copied out of a spreadsheet; a leading empty cell is kept."""

    part = forms.ChoiceField(label="粘贴的是", choices=RosterPart.choices())
    text = forms.CharField(
        label="各行",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="在 Excel 中选中各行（可带表头）复制，粘贴到这里。没有表头的，各列次序同模板。",
        error_messages={"required": "请先粘贴要导入的各行。"},
    )


def list_first_password_ways() -> list[tuple[str, str]]:
    """Lists how new people can get their first password: by e-mail only where that channel is on."""
    return FirstPasswordWay.choices() if is_on(Channel.EMAIL) else FirstPasswordWay.choices()[:1]


class RosterConfirmForm(forms.Form):
    """The agreement to a preview."""

    token = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label="新账号的初始密码", widget=forms.RadioSelect, required=False, initial=FirstPasswordWay.PRINTED
    )

    def __init__(self, *args, newcomers: int, **kwargs):
        super().__init__(*args, **kwargs)
        ways = list_first_password_ways()
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        if not newcomers or len(ways) < 2:
            self.fields["way"].widget = forms.HiddenInput()

    @property
    def is_mailed(self) -> bool:
        """Whether new people with an e-mail address get a link."""
        return self.cleaned_data["way"] == FirstPasswordWay.MAILED
