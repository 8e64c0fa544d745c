"""Builds small reports of an invented district."""

from itertools import count

from tasks.assessing import quantities
from tasks.assessing.lagging import IndicatorFacts
from tasks.checking.checks import (
    Attachment,
    CheckedDocument,
    CheckedItem,
    CheckedUnit,
    Finding,
    check_document,
)
from tasks.enums import Outcome, ResponsibilityRole, TaskKind
from tasks.periods import Quarter

_numbers = count(1)
LEAD = CheckedUnit("县水利局", "县水利局", ResponsibilityRole.LEAD)


def named(label: str, *, role: ResponsibilityRole = ResponsibilityRole.LEAD, **more) -> CheckedUnit:
    name = more.pop("name", label.split("（")[0])
    return CheckedUnit(label, name, role, **more)


def item(text: str = "", progress: str = "已建成投用。", **more) -> CheckedItem:
    """Builds an item on track, led by 县水利局, with the indicators of its own texts."""
    number = more.pop("number", None) or next(_numbers)
    text = text or f"办好第{number}件事"
    given = {"kind": TaskKind.KEY, "units": (LEAD,), "outcome": Outcome.ON_TRACK} | more
    given.setdefault("indicators", indicators(text, given.get("published") or progress, given.get("previous")))
    return CheckedItem(number=number, text=text, progress=progress, **given)


def indicators(text: str, progress: str, previous: str | None) -> tuple[IndicatorFacts, ...]:
    promised = quantities.read_commitments(text)
    now = quantities.match_figures(promised, progress)
    was = quantities.match_figures(promised, previous) if previous else [None] * len(promised)
    return tuple(
        IndicatorFacts(
            measure=one.measure,
            kind=one.kind,
            comparison=one.comparison,
            target=one.value,
            unit=one.unit,
            value=found.value if found else None,
            state=found.state if found else None,
            quote=found.quote if found else "",
            confidence=found.confidence if found else 1.0,
            previous=former.value if former else None,
            span=tuple(one.span),
        )
        for one, found, former in zip(promised, now, was, strict=True)
    )


def attachment(*items: CheckedItem, name: str = "附件1", title: str = "") -> Attachment:
    return Attachment(name, title, items)


def document(*items: CheckedItem, narrative: tuple[str, ...] | None = None, number: int = 2, **more) -> CheckedDocument:
    """Builds a report of the first ``number`` quarters of 2023 with one table."""
    return CheckedDocument(Quarter(2023, number), (attachment(*items),), narrative, **more)


def codes(paper: CheckedDocument) -> list[str]:
    """Returns the codes of all findings, in the order of the page."""
    return [finding.code.value for finding in check_document(paper)]


def of_progress(progress: str, text: str = "", **more) -> list[str]:
    """Returns the codes found in a report with a single item."""
    return codes(document(item(text, progress, **more)))


def only(paper: CheckedDocument) -> Finding:
    """Returns the only finding of a report."""
    (finding,) = check_document(paper)
    return finding
