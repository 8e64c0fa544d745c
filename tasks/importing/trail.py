"""留痕 of an import: what its one row says of another list and of a correction."""

from dataclasses import dataclass, field

from tasks.importing.changes import Changes
from tasks.models.changes import State, build_field_state


@dataclass(frozen=True)
class TreatmentTrail:
    """What an import changed, label → value, before and after."""

    before: State = field(default_factory=dict)
    after: State = field(default_factory=dict)


def build_audit_of_treatment(changes: Changes) -> TreatmentTrail:
    """Builds what the audit row says besides the counts; nothing for a plan before its year and for a report."""
    if not (changes.is_list or changes.is_correction):
        return TreatmentTrail()
    after: State = {"方式": changes.treatment.label, "自何期起": changes.settled_plan.rhythm.get_label(changes.since)}
    if changes.plan_document:
        fields = ("title", "document_number", "issued_on", "level", "decided_by")
        after |= {
            f"来源文件{label}": value
            for label, value in build_field_state(changes.plan_document, fields).items()
            if value
        }
    if changes.is_list:
        return TreatmentTrail({}, after)
    basis = changes.choices.basis
    after |= {"依据": basis.basis.strip(), "依据日期": str(basis.basis_on or "")}
    rows = [(change, one) for change in changes.rows if change.former for one in change.differences]
    return TreatmentTrail(
        {f"{change.settled_task} {one.label}": one.before for change, one in rows},
        after | {f"{change.settled_task} {one.label}": one.after for change, one in rows},
    )
