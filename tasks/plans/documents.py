"""来源文件: from which document an item comes, and which items come from one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tasks import clock
from tasks.enums import DocumentLevel
from tasks.models import ItemKind, Plan, PlanDocument, SourceDocument, Task
from tasks.periods import format_chinese_date

Row = TypeVar("Row", bound=Model)
#: the choice of the plan's own notice, where another list has its key
OWN = "own"
OWN_LABEL = "年度方案"
#: how many years before its plan a document may be dated
DATED_BEFORE = 2


@dataclass(frozen=True)
class ItemSource:
    """What is known of the document of an item, for the plan's own notice as for another list; the names are those of
    ``PlanDocument``."""

    title: str = ""
    document_number: str = ""
    issued_on: date | None = None
    level: DocumentLevel = DocumentLevel.DISTRICT
    decided_by: str = ""

    def __str__(self) -> str:
        """The title in marks with number and day: 《…通知》（示府办〔2024〕6号，2024年1月30日）."""
        named = self.title if self.title.startswith("《") else f"《{self.title}》"
        told = "，".join(
            filter(None, (self.document_number, format_chinese_date(self.issued_on) if self.issued_on else ""))
        )
        return f"{named}（{told}）" if told else named


@dataclass(frozen=True)
class ListedDocument:
    """A document of a year with the number of its items.

    Attributes:
        key: of the filters: ``OWN`` or the key of the ``PlanDocument``.
        document: None for the plan's own notice.
        files: the 来件 that brought or corrected it, the latest first.
    """

    key: str
    document: PlanDocument | None
    source: ItemSource
    counts: tuple[tuple[ItemKind, int], ...]
    files: tuple[SourceDocument, ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class SourceChoice:
    """What lists and exports are narrowed to.

    Attributes:
        document: ``OWN``, or the key of a ``PlanDocument`` as text; "" for every document.
        level: a ``DocumentLevel``; "" for every level.
    """

    document: str = ""
    level: str = ""

    def __bool__(self) -> bool:
        return bool(self.document or self.level)

    def narrow(self, rows: QuerySet[Row], path: str = "") -> QuerySet[Row]:
        """Narrows items, or rows that lead to items by ``path`` such as ``task__``."""
        if self.document:
            rows = rows.filter(build_document_condition(self.document, path))
        return rows.filter(build_level_condition(DocumentLevel(self.level), path)) if self.level else rows


#: no narrowing, and the items of the plan's own notice alone
EVERYTHING, OF_THE_NOTICE = SourceChoice(), SourceChoice(OWN)


def build_document_condition(key: str, path: str = "") -> Q:
    """Builds the condition for the items of a document: ``OWN`` or the key of a ``PlanDocument`` as text."""
    return Q(**{f"{path}document": None if key == OWN else int(key)})


def build_level_condition(level: DocumentLevel, path: str = "") -> Q:
    """Builds the condition for the items of a level. The plan's own notice is the district's."""
    condition = Q(**{f"{path}document__level": level})
    return condition | Q(**{f"{path}document": None}) if level == DocumentLevel.DISTRICT else condition


def read_item_source(task: Task) -> ItemSource:
    """Returns the document of an item; the item with its plan and document fetched."""
    return read_document_source(task.document) if task.document else read_plan_source(task.plan)


def read_document_source(document: PlanDocument) -> ItemSource:
    return ItemSource(
        document.title, document.document_number, document.issued_on, DocumentLevel(document.level), document.decided_by
    )


def read_plan_source(plan: Plan) -> ItemSource:
    """Returns the plan's own notice; a plan that came with a report only has no title."""
    title = plan.title or f"{plan}{OWN_LABEL}"
    return ItemSource(title, plan.document_number, plan.issued_on, DocumentLevel.DISTRICT, plan.approving_meeting)


def list_documents(plan: Plan) -> list[ListedDocument]:
    """Lists the documents of a year, the plan's own notice first, in four queries."""
    counted: Counter[tuple[int | None, str]] = Counter(plan.tasks.values_list("document", "item_kind__code"))
    kinds = plan.government.kinds
    files: dict[int | None, list[SourceDocument]] = {}
    for source in plan.sources.filter(period=None).select_related("imported_by").order_by("-imported_at"):
        files.setdefault(source.document_id, []).append(source)

    def build(key: str, document: PlanDocument | None, source: ItemSource) -> ListedDocument:
        pk = document.pk if document else None
        counts = tuple((kind, counted[pk, kind.code]) for kind in kinds if counted[pk, kind.code])
        return ListedDocument(key, document, source, counts, tuple(files.get(pk, ())))

    others = [build(str(one.pk), one, read_document_source(one)) for one in plan.documents.order_by("pk")]
    return [build(OWN, None, read_plan_source(plan)), *others]


def list_document_choices(plan: Plan) -> list[tuple[str, str]]:
    """Lists key and label of the documents of a year; none where there is only the plan's own notice."""
    others = list(plan.documents.order_by("pk"))
    return [(OWN, OWN_LABEL), *((str(one.pk), one.title) for one in others)] if others else []


def iterate_levels(plan: Plan) -> Iterator[DocumentLevel]:
    """Yields the levels of the documents of a year."""
    levels = {DocumentLevel.DISTRICT, *plan.documents.values_list("level", flat=True)}
    yield from (level for level in DocumentLevel if level in levels)


def describe_document_day_refusal(day: date | None, year: int, called: str = "印发日期") -> str:
    """Describes why a document for the plan of a year cannot be of the day; "" if it can."""
    if day is None:
        return ""
    if day > clock.today():
        return f"{called}不能晚于今天。"
    return f"{called}应在{year - DATED_BEFORE}年以后。" if day.year < year - DATED_BEFORE else ""
