"""事项类别: what the page of the kinds shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.enums import OutcomeStage
from tasks.enums.outcome_words import OutcomeWord
from tasks.models import Government, ItemKind
from tasks.organisation.item_kinds import describe_kind_use
from tasks.pages.organisation.forms.item_kinds import KindAdditionForm, KindForm, RecoveryForm


@dataclass(frozen=True)
class KindRow:
    """A kind in the list, with what uses it."""

    kind: ItemKind
    use: str
    is_first: bool
    is_last: bool

    @property
    def stages(self) -> list[tuple[OutcomeStage, Sequence[OutcomeWord]]]:
        return [(stage, self.kind.vocabulary.list_words(stage)) for stage in OutcomeStage]


@dataclass(frozen=True)
class KindListPage:
    """The kinds of a government, the form of a new one, and the rule of recovery."""

    government: Government
    form: KindAdditionForm

    @cached_property
    def rows(self) -> list[KindRow]:
        kinds = self.government.kinds
        last = len(kinds) - 1
        return [KindRow(kind, describe_kind_use(kind), place == 0, place == last) for place, kind in enumerate(kinds)]

    @property
    def recovery(self) -> RecoveryForm:
        return RecoveryForm(initial={"is_stepwise": self.government.recovers_stepwise})


@dataclass(frozen=True)
class KindPage:
    """A kind as it is stored, with its form."""

    kind: ItemKind
    form: KindForm

    @cached_property
    def use(self) -> str:
        return describe_kind_use(self.kind)
