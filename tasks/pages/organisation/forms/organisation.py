"""The forms of units, aliases and officials."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from tasks.models import Government, Official, Unit, UnitAlias
from tasks.models.organisation import LAST_RANK, UNRANKED
from tasks.organisation.government_names import NAME_FIELDS
from tasks.pages.frame.forms.chosen import ChosenRowsField
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.seen import StaleCheckForm
from tasks.terms.later import say_later


class UnitForm(StaleCheckForm):
    """A unit, or a group with its members, which are units of the same government and no groups."""

    class Meta:
        model = Unit
        fields = ["name", "is_group", "members", "needs_confirmation", "is_active"]
        field_classes = {"members": ChosenRowsField}
        widgets = {"members": forms.CheckboxSelectMultiple}
        help_texts = {
            "name": "写规范简称，如“区教委”。文件中的其他写法作为别名添加。",
            "is_group": "如“各镇街”：文件点名这个组，组内各单位都能看到该事项。",
            "members": "仅单位组需要选择。",
            "needs_confirmation": say_later("勾选后，填报员报送的内容先由本单位审核人审核，再到{terms.office}。"),
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


RANK_BOUNDS = f"排序应是 1 至 {LAST_RANK} 的整数；没有排定的留空。"


class OfficialForm(StaleCheckForm):
    """A district leader."""

    class Meta:
        model = Official
        fields = ["name", "title", "rank", "deputy", "deputy_from", "deputy_until", "is_active"]
        help_texts = {
            "title": "如：区长、常务副区长、副区长。",
            "rank": "名单中的先后，小的在前，相同的按姓名；没有排定的留空，列在最后。",
            "deputy": "本人外出期间由谁代理：代理期间，代理领导看到本人负责的事项，并可答复协调事项。",
            "is_active": "离任后不再出现在选择项中；历史内容不变。",
        }
        field_classes = {"deputy_from": DayField, "deputy_until": DayField}

    def __init__(self, *args, government: Government, **kwargs):
        super().__init__(*args, **kwargs)
        rank = self.fields["rank"]
        rank.required, rank.error_messages["invalid"] = False, RANK_BOUNDS
        rank.validators = [MinValueValidator(1, RANK_BOUNDS), MaxValueValidator(LAST_RANK, RANK_BOUNDS)]
        if self.instance.rank == UNRANKED:
            self.initial["rank"] = None
        deputy = get_form_field(self, "deputy", forms.ModelChoiceField)
        kept = Q(is_active=True) | Q(pk=self.instance.deputy_id)
        deputy.queryset = government.officials.filter(kept).exclude(pk=self.instance.pk)
        deputy.empty_label = "（不代理）"

    def clean_rank(self) -> int:
        rank = self.cleaned_data["rank"]
        return UNRANKED if rank is None else rank


#: how the names of a government are told, here and in the guide
NAME_HELP = {
    "name": "照公文上的写法写全称，如“某某市某某区人民政府”；部门、企业、学校写自己的全称。",
    "short_name": "公文中怎样自称，如“区政府”“区教委”“集团”。政府可以不填，按名称得出；其他单位不填的，用全称。",
    "office_name": say_later("以谁的名义督办：催办函和报告署“名称＋督办机构”，如“某某区人民政府{terms.office}”。"),
}


class GovernmentForm(StaleCheckForm):
    """What a government is called and may choose."""

    class Meta:
        model = Government
        fields = [*NAME_FIELDS, "viewer_scope", "requires_sign_off", "has_watermark", "requires_second_factor"]
        help_texts = NAME_HELP | {
            "viewer_scope": "“查阅”账号（人大、考核办等）能读到什么；任何一种都只读。",
            "requires_sign_off": say_later(
                "勾选后，{terms.office}先提请，负责人审核通过后才能印发；通过后内容有变的，须重新提请。"
            ),
            "has_watermark": "勾选后，每一页淡淡印着查看人的姓名、单位和时间，打印时和生成的 PDF 上也有；导出的 Word、Excel 和印发的文件不加。",
            "requires_second_factor": say_later(
                "勾选后，本{terms.place}所有账号下次登录时须先在手机上启用动态码。服务器停用两步验证的，不起作用。"
            ),
        }
