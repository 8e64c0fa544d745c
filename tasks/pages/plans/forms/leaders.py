"""调整责任区领导: the form for the ticked items."""

from collections.abc import Iterable
from functools import partial

from django import forms

from tasks.models import Official, ProgressEntry
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.picked import PickedField
from tasks.plans.edition_actions import Change
from tasks.plans.edition_content import add_leader, put_only_leader, replace_leader
from tasks.plans.leader_actions import map_leader_to_name
from tasks.queries import select_government_officials

ALSO, ALONE = "also", "alone"
WAYS = {ALSO: add_leader, ALONE: put_only_leader}


class LeadersForm(forms.Form):
    """A leader in the place of another one, beside the present ones or instead of all, with the basis.

    ``pick`` carries each entry with the leaders that the page showed of it.
    """

    pick = PickedField(parts=None, error_messages={"required": "请先勾选要调整的事项。"})
    way = forms.ChoiceField(label="调整方式", error_messages={"required": "请选择调整方式。"})
    official = forms.ModelChoiceField(
        queryset=Official.objects.none(),
        label="新的责任区领导",
        empty_label="（请选择）",
        error_messages={"required": "请选择区领导。", "invalid_choice": "该领导已不在任，请重新选择。"},
    )
    basis = forms.CharField(
        label="依据",
        max_length=200,
        help_text="如：区政府领导分工调整的通知。记入留痕。",
        error_messages={"required": "请写明依据。", "max_length": "依据至多 200 字。"},
    )

    def __init__(self, *args, user, entries: Iterable[ProgressEntry], **kwargs):
        super().__init__(*args, **kwargs)
        named = [map_leader_to_name(entry) for entry in entries]
        present = {pk: name for leaders in named for pk, name in leaders.items()}
        replaced = [
            (str(pk), f"接替{name}（{sum(pk in leaders for leaders in named)} 项）") for pk, name in present.items()
        ]
        get_form_field(self, "way", forms.ChoiceField).choices = [
            ("", "（请选择）"),
            *replaced,
            (ALSO, "增加一位，现任不变"),
            (ALONE, "改由其一人负责"),
        ]
        get_form_field(self, "official", forms.ModelChoiceField).queryset = select_government_officials(user).filter(
            is_active=True
        )

    def build_change(self) -> Change:
        """Returns the change that is made to the leaders of each item."""
        way, leader = self.cleaned_data["way"], self.cleaned_data["official"].pk
        if way in WAYS:
            return partial(WAYS[way], leader=leader)
        return partial(replace_leader, former=int(way), successor=leader)
