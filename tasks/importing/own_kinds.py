"""The kinds and the words of a government in a paper: to which kind a row belongs, and what its state means there."""

import re
from collections.abc import Sequence

from tasks.enums import OutcomeStage
from tasks.enums.outcome_words import get_stage
from tasks.importing.document import ImportedDocument, ImportedRow
from tasks.models import ItemKind
from tasks.organisation.item_kinds import index_first_kinds


def assign_item_kinds(document: ImportedDocument, kinds: Sequence[ItemKind]) -> None:
    """Gives each row its kind: the one whose name its section or the title of its table bears, else the first kind of its
    nature; and reads its state in the words of that kind.

    Args:
        kinds: of the paper's government in printed order; none while it is not there yet.
    """
    first = index_first_kinds(list(kinds))
    # a longer name first: 重点工作任务（党建） is not 重点工作任务
    named = sorted(kinds, key=lambda kind: -len(kind.name))
    for table in document.tables:
        for row in table.rows:
            found = _find_named_kind(named, row.section or "") or _find_named_kind(named, table.title or "")
            # a government without a kind of that nature has other ones
            kind = found or first.get(row.kind) or next(iter(kinds), None)
            if kind is None:
                continue
            row.kind, row.item_kind = kind.nature, kind.code
            if kind.words and row.judgement:
                _read_own_word(row, kind, document)


def _find_named_kind(named: Sequence[ItemKind], words: str) -> ItemKind | None:
    plain = re.sub(r"\s", "", words)
    return next((kind for kind in named if kind.name in plain), None)


def _read_own_word(row: ImportedRow, kind: ItemKind, document: ImportedDocument) -> None:
    """Reads a state that the vocabulary of the kind has, in place of what it usually means."""
    plain = re.sub(r"[\s●■★○□◆◇]|[（(].*?[)）]", "", row.judgement or "").strip("。，,;；")
    is_last = document.period == document.rhythm.last
    stages = (get_stage(is_last=is_last), *OutcomeStage) if document.period else (*OutcomeStage,)
    words = [one for stage in stages for one in kind.vocabulary.list_words(stage)]
    # 红 in a narrow column is 红灯
    found = next((one for one in words if one.word == plain or (plain and f"{plain}灯" == one.word)), None)
    if found:
        row.outcome = found.meaning
        row.warnings = [warning for warning in row.warnings if f"“{row.judgement}”" not in warning]
