"""计划报告: how blocks and notes are stored, and a stored report as it is read."""

from collections.abc import Sequence

from tasks.enums import BlockKind
from tasks.models import Government, PlanReport
from tasks.outlooks.reading import Block, Note, Outlook, rebuild_outlook


def build_block_data(blocks: Sequence[Block]) -> list[list]:
    """Returns the blocks as JSON can hold them."""
    return [[block.kind.value, block.text, block.level, [list(one) for one in block.notes]] for block in blocks]


def build_note_data(notes: Sequence[Note]) -> list[list]:
    return [[note.number, note.term, note.text] for note in notes]


def read_stored_report(report: PlanReport) -> Outlook:
    """Reads a stored report out of its blocks."""
    return rebuild_outlook(
        report.title,
        report.year,
        [
            Block(BlockKind(kind), text, level, tuple((at, number) for at, number in notes))
            for kind, text, level, notes in report.blocks
        ],
        [Note(number, term, text) for number, term, text in report.notes],
    )


def list_plan_reports(government: Government) -> list[PlanReport]:
    """Lists the plan reports of a government, of all years, the latest first."""
    return list(PlanReport.objects.filter(government=government).select_related("imported_by"))
