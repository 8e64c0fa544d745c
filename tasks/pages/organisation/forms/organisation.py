"""The forms of units, aliases and officials."""

from django import forms

from tasks.models import Government, Official, Unit, UnitAlias
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.seen import StaleCheckForm


class UnitForm(StaleCheckForm):
    """A unit, or a group with its members, which are units of the same government and no groups."""

    class Meta:
        model = Unit
        fields = ["name", "is_group", "members", "needs_confirmation", "is_active"]
        widgets = {"members": forms.CheckboxSelectMultiple}
        help_texts = {
            "name": "写规范简称，如“区教委”。文件中的其他写法作为别名添加。",
            "is_group": "如“各镇街”：文件点名这个组，组内各单位都能看到该事项。",
            "members": "仅单位组需要选择。",
            "needs_confirmation": "勾选后，填报员报送的内容先由本单位审核人审核，再到督查办。",
            "is_active": "停用后不能再被新的文件点名；历史内容不变。",
        }

    def __init__(self, *args, government: Government, **kwargs):
        super().__init__(*args, **kwargs)
        others = government.units.filter(is_group=False).exclude(pk=self.instance.pk)
        get_form_field(self, "members", forms.ModelChoiceField).queryset = others


class AliasForm(forms.ModelForm):
    """Another name of a unit in documents."""

    class Meta:
        model = UnitAlias
        fields = ["name"]
        labels = {"name": "添加别名"}
        help_texts = {"name": "文件中对本单位的另一种写法。"}


class OfficialForm(StaleCheckForm):
    """A district leader."""

    class Meta:
        model = Official
        fields = ["name", "title", "is_active"]
        help_texts = {"is_active": "离任后不再出现在选择项中；历史内容不变。"}
