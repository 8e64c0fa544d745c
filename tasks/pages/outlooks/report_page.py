"""计划报告: the page of a report as it came in."""

from dataclasses import dataclass
from functools import cached_property

from tasks.enums import BlockKind
from tasks.models import PlanReport
from tasks.outlooks.plan_divergences import PlanDivergences, find_plan_divergences
from tasks.outlooks.reading import Block, Note, Outlook
from tasks.outlooks.stored_reports import read_stored_report
from tasks.pages.outlooks.forms import OutcomesForm

_QUOTES = "“”\"'‘’"


@dataclass(frozen=True)
class ShownBlock:
    """A block of the report.

    Attributes:
        pieces: its text, cut where notes belong, each with the number of the note behind it; None behind the last.
        notes: those that belong to it, to be shown beside it.
    """

    block: Block
    pieces: list[tuple[str, int | None]]
    notes: list[Note]

    @property
    def kind(self) -> str:
        return self.block.kind.value


@dataclass(frozen=True)
class PlanReportPage:
    """A plan report: what the plan says otherwise, the figures of the year past, the text."""

    report: PlanReport
    form: OutcomesForm

    @cached_property
    def outlook(self) -> Outlook:
        return read_stored_report(self.report)

    @cached_property
    def divergences(self) -> PlanDivergences:
        return find_plan_divergences(self.report, self.outlook)

    @property
    def past_year(self) -> int:
        return self.report.year - 1

    @property
    def project_count(self) -> int:
        return sum(len(group.projects) for box in self.outlook.boxes for group in box.groups)

    @cached_property
    def blocks(self) -> list[ShownBlock]:
        """The text without the notes at its end, which stand beside the paragraphs that name their terms."""
        told = {note.number: note for note in self.outlook.notes}
        placed = {number for block in self.outlook.blocks for _, number in block.notes}
        shown = []
        for block in self.outlook.blocks:
            if block.kind in (BlockKind.NOTE, BlockKind.NOTES_HEADING):
                continue
            places = list(block.notes)
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.BOX_LINE):
                for number, note in told.items():
                    at = find_term(note, block.text) if number not in placed else -1
                    if at >= 0:
                        placed.add(number)
                        places.append((at, number))
            places = sorted((at, number) for at, number in places if number in told)
            shown.append(ShownBlock(block, cut_text(block.text, places), [told[number] for _, number in places]))
        return shown

    @property
    def other_notes(self) -> list[Note]:
        """The notes whose term stands nowhere in the text."""
        shown = {note.number for block in self.blocks for note in block.notes}
        return [note for note in self.outlook.notes if note.number not in shown]


def find_term(note: Note, text: str) -> int:
    """Returns the place behind the term of a note in a text; -1 where it does not stand there."""
    term = note.term.strip(_QUOTES)
    at = text.find(term) if term else -1
    return at + len(term) if at >= 0 else -1


def cut_text(text: str, places: list[tuple[int, int]]) -> list[tuple[str, int | None]]:
    """Cuts a text at places, each with its number."""
    pieces: list[tuple[str, int | None]] = []
    start = 0
    for at, number in places:
        pieces.append((text[start:at], number))
        start = max(at, start)
    return [*pieces, (text[start:], None)]
