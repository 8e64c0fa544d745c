"""事项类别: the forms of a new kind, of a kind with its vocabulary, and of the rule of recovery."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from tasks.enums import Outcome, OutcomeStage, TaskKind
from tasks.enums.outcome_words import LONGEST_WORD, READY, TOKENS, Vocabulary, build_given_vocabulary
from tasks.models import ItemKind
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.models.item_kind import KIND_NAME_LENGTH, SHORT_NAME_LENGTH
from tasks.organisation.item_kinds import build_kind_state
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.terms.later import say_later

#: empty rows under the words of a vocabulary, and the words that a vocabulary may have
EMPTY_ROWS, MOST_WORDS = 3, 20
#: what the machine does with the items of a nature
NATURES = {
    TaskKind.TARGET: "预期目标：以指标为主，报告中按指标归类叙述",
    TaskKind.LIVELIHOOD: "民生实事：逐项叙述进展",
    TaskKind.KEY: "工作任务：按正常和落后分表，落后的写明原因",
}


class KindNamesForm(forms.Form):
    """What a kind is called."""

    name = forms.CharField(
        label="名称",
        max_length=KIND_NAME_LENGTH,
        help_text="列表、报告和导出的附表上这样称呼，如“党建重点”。",
        error_messages={"required": "请填写名称。", "max_length": f"名称至多 {KIND_NAME_LENGTH} 字。"},
    )
    short_name = forms.CharField(
        label="简称",
        required=False,
        max_length=SHORT_NAME_LENGTH,
        help_text="列表行首用，如“党建第3项”；不填的用名称。",
        error_messages={"max_length": f"简称至多 {SHORT_NAME_LENGTH} 字。"},
    )

    def refuse(self, refusal: ValidationError) -> None:
        """Adds the refusal of an action; what belongs to no field of the form stands above it."""
        known = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        for field, messages in known.items():
            self.add_error(field if field in self.fields else None, messages)


class KindAdditionForm(KindNamesForm):
    """A new kind, with a vocabulary to begin with."""

    nature = forms.TypedChoiceField(
        label="性质",
        coerce=TaskKind,
        choices=[(nature.value, says) for nature, says in NATURES.items()],
        initial=TaskKind.KEY,
        help_text="系统按哪一类处理：预警、报告和导入都按性质。新增以后不能改。",
    )
    ready = forms.ChoiceField(
        label="结论用词",
        choices=[(key, label) for key, (label, _) in READY.items()],
        help_text="新增以后可以逐词修改。",
    )

    @property
    def vocabulary(self) -> Vocabulary:
        return READY[self.cleaned_data["ready"]][1]


class WordForm(forms.Form):
    """A word of a vocabulary; an empty one is left out."""

    word = forms.CharField(
        label="用词",
        required=False,
        max_length=LONGEST_WORD,
        error_messages={"max_length": f"用词至多 {LONGEST_WORD} 字。"},
    )
    meaning = forms.ChoiceField(
        label="含义", required=False, choices=[("", "请选择"), *((one.value, one.label) for one in Outcome)]
    )
    colour = forms.ChoiceField(label="颜色", required=False, choices=[("", "按含义"), *TOKENS.items()])
    stage = forms.ChoiceField(label="何时使用", required=False, choices=[("", "全年"), *OutcomeStage.choices()])


class BaseWordFormSet(forms.BaseFormSet):
    """The rows of a vocabulary."""

    default_error_messages = {"missing_management_form": "送来的表不完整，请重新打开本页。"}


WordFormSet = forms.formset_factory(
    WordForm,
    formset=BaseWordFormSet,
    extra=EMPTY_ROWS,
    max_num=MOST_WORDS + EMPTY_ROWS,
    absolute_max=MOST_WORDS + EMPTY_ROWS,
)


class KindForm(KindNamesForm):
    """A kind with the rows of its vocabulary."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, kind: ItemKind):
        self.kind = kind
        initial = {
            "name": kind.name,
            "short_name": kind.short_name,
            "seen": compute_fingerprint(build_kind_state(kind)),
        }
        super().__init__(data, initial=initial)
        rows = [
            {"word": one.word, "meaning": one.meaning.value, "colour": one.token, "stage": one.stage.value}
            for one in kind.vocabulary.words
        ]
        self.rows = WordFormSet(data, initial=rows, prefix="words")
        self.vocabulary = kind.vocabulary

    def clean(self):
        super().clean()
        if not self.rows.is_valid():
            raise ValidationError("结论用词有填写不符的地方，请核对表中标出的各行。")
        given = [row.cleaned_data for row in self.rows if (row.cleaned_data.get("word") or "").strip()]
        self.vocabulary, refusal = build_given_vocabulary(given)
        if refusal:
            raise ValidationError(refusal)
        return self.cleaned_data

    def refuse(self, refusal: ValidationError) -> None:
        """Adds the refusal of an action; after one about a newer state, the next save is based on that."""
        super().refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile):
            stored = ItemKind.objects.get(pk=self.kind.pk)
            change_sent_data(self, seen=compute_fingerprint(build_kind_state(stored)))


class RecoveryForm(forms.Form):
    """Whether what was behind goes by the step between."""

    is_stepwise = forms.BooleanField(
        label="落后整改后先转关注（红灯整改后先转黄灯）",
        required=False,
        help_text=say_later(
            "勾选后，上期{terms.judging}为落后的，本期不能直接{terms.judging}为正常，应先用表示关注的词；没有这种词的类别不受影响。"
        ),
    )
