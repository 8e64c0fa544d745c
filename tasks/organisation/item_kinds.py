"""事项类别 of a government: its kinds in their order, and the words in which it judges."""

from django.db.models import Count

from tasks.enums import Outcome, OutcomeStage, TaskKind
from tasks.enums.outcome_words import TOKENS, OutcomeWord, merge_words
from tasks.models import Government, ItemKind
from tasks.models.changes import State


def list_kind_choices(government: Government) -> list[tuple[str, str]]:
    """Lists key and name of the kinds, as filters and forms offer them."""
    return [(kind.key, kind.name) for kind in government.kinds]


def find_item_kind(government: Government, key: str) -> ItemKind | None:
    """Returns the kind with that key; None where the government has no such kind."""
    return next((kind for kind in government.kinds if kind.key == key), None)


def find_kind_name(government: Government | None, code: str) -> str:
    """Returns the name of the kind with that code; "" where the government has no such kind."""
    kinds = government.kinds if government else ()
    return next((kind.name for kind in kinds if kind.code == code), "")


def build_kind_state(kind: ItemKind) -> State:
    """Returns label → value of what a person sets of a kind, as the audit log keeps it."""
    words = [f"{one.stage.label} {one.word}：{one.meaning.label}，{TOKENS[one.token]}" for one in kind.vocabulary.words]
    return {"名称": kind.name, "简称": kind.short_name, "性质": kind.nature.label, "结论用词": words}


def describe_kind_use(kind: ItemKind) -> str:
    """Describes what uses a kind: the items that have it, by year; "" for one that may be deleted."""
    years = kind.tasks.order_by("plan__year").values_list("plan__year").annotate(count=Count("pk"))
    return "、".join(f"{year} 年有 {count} 项" for year, count in years)


def index_first_kinds(kinds: list[ItemKind]) -> dict[TaskKind, ItemKind]:
    """Maps each nature to the first kind of it in printed order, to which goes what names no kind."""
    return {kind.nature: kind for kind in reversed(kinds)}


def index_government_words(
    government: Government | None, stage: OutcomeStage | None = None
) -> dict[Outcome, OutcomeWord]:
    """Maps each meaning that any kind of a government uses to its word, those of several kinds joined.

    Args:
        stage: None for the words of the whole year.
    """
    words = (one for kind in (government.kinds if government else ()) for one in kind.vocabulary.words)
    return merge_words(one for one in words if stage in (None, one.stage))
