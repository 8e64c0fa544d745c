"""Decides which facts of a plan a notice sets: never one that a person has entered."""

from dataclasses import asdict
from typing import Any

from tasks.importing.approval import PlanFacts, read_plan_facts
from tasks.importing.document import ImportedDocument
from tasks.models import Plan
from tasks.models.changes import build_field_state

#: the meeting and its day belong together: what is kept of one is kept of both
GROUPS = (("document_number",), ("congress",), ("approving_meeting", "approved_on"), ("recipients",))


def choose_plan_facts(document: ImportedDocument, plan: Plan | None) -> tuple[dict[str, Any], list[str]]:
    """Returns field → value of what the document says and nobody has entered otherwise, and a warning for each other.

    What stands is a person's where neither nothing nor the words of the notice imported before stand there.

    Args:
        plan: None while there is none.
    """
    said = _list_facts(document.document_number or "", document.facts)
    if plan is None or plan.pk is None:
        return {name: value for name, value in said.items() if value}, []
    former, chosen, warnings = _read_former_facts(plan), dict[str, Any](), []
    for names in GROUPS:
        given, stored = [said[name] for name in names], [getattr(plan, name) for name in names]
        if not given[0] or given == stored:
            continue
        if not stored[0] or stored == [former[name] for name in names]:
            chosen |= {name: said[name] for name in names if said[name] != getattr(plan, name)}
        elif given[0] != stored[0]:
            [(label, kept)] = build_field_state(plan, names[:1]).items()
            warnings.append(f"{label}保留已填的“{kept}”，文件中写的是“{given[0]}”。")
    return chosen, warnings


def _list_facts(document_number: str, facts: PlanFacts) -> dict[str, Any]:
    return {"document_number": document_number, **asdict(facts)}


def _read_former_facts(plan: Plan) -> dict[str, Any]:
    """Reads what the notice imported before says."""
    source = plan.sources.filter(period=None, document=None).order_by("imported_at").last()
    if source is None:
        return _list_facts("", PlanFacts())
    return _list_facts(source.document_number, read_plan_facts(source.narrative))
