"""完整: checks that no item is left out and none is listed twice.

Finds items without an entry, a judgement or a lead unit, items judged on track whose progress is blank, items of the
plan in no attachment or in two, and items of an earlier period that are missing now. Supervision offices expect
that every item of the plan is answered for (《政府督查工作条例》第十六条：督查结论应当事实清楚).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tasks.assessing.lagging.vocabulary import NO_PROGRESS
from tasks.assessing.likeness import remove_marks
from tasks.checking.checks.codes import Code, Field, FindingSeverity
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import split_sentences
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import ResponsibilityRole, TaskKind
from tasks.terms import terms

FEW = 20
"""Up to this many missing items get a finding each."""
_NOTHING_SAID = re.compile(rf"^(?:无|暂无|没有)[。.]?$|{'|'.join(NO_PROGRESS)}")


def check_completeness(document: CheckedDocument) -> Iterator[Finding]:
    yield from _check_filing(document)
    yield from _check_judgements(document)
    for item in document.items:
        yield from _check_item(item)
    yield from _check_left_out(document, document.planned, Code.IN_NO_ATTACHMENT, "年度方案有", "不在任何附件中")
    yield from _check_left_out(document, document.gone, Code.GONE, "上期报告有", "本期没有")


def check_duties(document: CheckedDocument) -> Iterator[Finding]:
    """Reports each item that nobody leads, and each that is listed twice."""
    for item in document.items:
        if not any(unit.role == ResponsibilityRole.LEAD for unit in item.units):
            yield Finding(Code.NO_LEAD, "没有牵头（责任）单位。", item, Field.UNITS)
    yield from _check_duplicates(document)


def _check_filing(document: CheckedDocument) -> Iterator[Finding]:
    missing = [(item, why) for item in document.items if (why := _describe_unfiled(item))]
    if _is_majority(missing, document.items):
        message = f"{len(document.items)}项中有 {len(missing)} 项没有报送进展。"
        yield Finding(Code.NO_ENTRY, message, None, Field.DOCUMENT, size=len(missing))
        return
    for item, why in missing:
        yield Finding(Code.NO_ENTRY, why, item)


def _describe_unfiled(item: CheckedItem) -> str:
    """Describes what is missing; an item that is judged though its unit never filed is still one that has to be filed."""
    if item.words.strip():
        return ""
    if not item.is_filed:
        missing = f"{terms.responsible_unit}还没有报送"
        return f"{missing}，{terms.judging}已为“{item.judged}”。" if item.is_fine else f"{missing}。"
    return "" if item.is_fine else "进展情况空白。"


def _is_majority(missing: Sequence[object], items: tuple[CheckedItem, ...] | list[CheckedItem]) -> bool:
    """Returns whether most items are missing, as in the middle of a period; the check then gives one finding for all."""
    return len(missing) > FEW and len(missing) * 2 > len(items)


def _check_judgements(document: CheckedDocument) -> Iterator[Finding]:
    """Reports the items without a judgement that ``_check_filing`` does not report, so that each item counts once.

    A kind without any judgement gets one finding: a note where it came in with a document, since some tables print none.
    """
    by_kind = defaultdict(list)
    for item in document.items:
        by_kind[item.kind, item.kind_label].append(item)
    for (kind, label), items in by_kind.items():
        unjudged = [item for item in items if item.outcome is None]
        missing = [item for item in unjudged if not _describe_unfiled(item)]
        if missing and len(unjudged) == len(items) and kind is not TaskKind.KEY:
            message = f"{len(items)}项{label}都没有{terms.judging}结论，请确认本期是否需要。"
            weight = None if any(item.is_filed_here for item in missing) else FindingSeverity.NOTE
            yield Finding(
                Code.NO_JUDGEMENT, message, None, Field.JUDGEMENT, weight=weight, place=label, size=len(missing)
            )
        elif missing and _is_majority(unjudged, items):
            message = f"{len(items)}项{label}中有 {len(unjudged)} 项没有{terms.judging}，其中 {len(missing)} 项已报送。"
            yield Finding(Code.NO_JUDGEMENT, message, None, Field.JUDGEMENT, place=label, size=len(missing))
        else:
            for item in missing:
                yield Finding(Code.NO_JUDGEMENT, f"还没有{terms.judging}结论。", item, Field.JUDGEMENT)


def _check_left_out(
    document: CheckedDocument, items: tuple[CheckedItem, ...], code: Code, had: str, now: str
) -> Iterator[Finding]:
    """Reports each item left out; a whole kind that this period does not report gets one finding."""
    present = {item.kind_label for item in document.items}
    for label in {item.kind_label: None for item in items}:
        missing = [item for item in items if item.kind_label == label]
        if label in present:
            for item in missing:
                yield Finding(code, f"{had}这一事项，{now}。", item, Field.TASK)
        else:
            message = f"{had}{len(missing)}项{label}，{now}，请确认本期是否不报。"
            weight = FindingSeverity.LOOK
            yield Finding(code, message, None, Field.DOCUMENT, weight=weight, place=label)


def _check_item(item: CheckedItem) -> Iterator[Finding]:
    said = item.words.strip()
    if not said and item.is_fine and item.is_filed:
        yield Finding(Code.FINE_BUT_EMPTY, f"进展情况空白，{terms.judging}却为“{item.judged}”。", item)
    elif item.is_fine and _has_no_progress(said):
        message = f"自述没有进展，{terms.judging}却为“{item.judged}”。"
        yield Finding(
            Code.FINE_BUT_NO_PROGRESS, message, item, quotes=_list_no_progress_quotes(said), source=item.words
        )


def _has_no_progress(said: str) -> bool:
    """Returns whether half of the sentences or more say that nothing happened."""
    quotes = _list_no_progress_quotes(said)
    return bool(quotes) and len(quotes) * 2 >= len(split_sentences(said))


def _list_no_progress_quotes(said: str) -> tuple[str, ...]:
    return tuple(sentence.strip() for sentence in split_sentences(said) if _NOTHING_SAID.search(sentence))


def _check_duplicates(document: CheckedDocument) -> Iterator[Finding]:
    places = defaultdict(list)
    for item in document.items:
        places[item.task or (item.kind, remove_marks(item.name), remove_marks(item.text))].append(item)
    for items in places.values():
        if len(items) > 1:
            where = "、".join(f"{one.attachment or '附件'}第{one.number}项" for one in items)
            yield Finding(Code.IN_TWO_ATTACHMENTS, f"同一事项列了 {len(items)} 次：{where}。", items[-1], Field.TASK)
