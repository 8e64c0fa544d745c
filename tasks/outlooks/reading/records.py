"""计划报告: what is read of a report on the plan of the year past and the draft of the next one, as frozen values."""

from dataclasses import dataclass, field
from decimal import Decimal

from tasks.assessing.quantities import Commitment
from tasks.decimals import format_decimal
from tasks.enums import BlockKind, Comparison, OutcomeState


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the report as printed; the blocks in order are its whole text.

    Attributes:
        text: as printed; of a heading that runs into its paragraph without the stop between them.
        level: of a heading, 1 (一、) or 2 （一）; else 0.
        notes: place in ``text`` → number of the note that belongs there.
    """

    kind: BlockKind
    text: str
    level: int = 0
    notes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of the report: its heading as printed, and its own text without boxes, up to the next heading."""

    level: int
    title: str
    paragraphs: tuple[str, ...]
    is_outlook: bool

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class ProjectGroup:
    """A group of a box: its label as printed, None where the box has none, its projects, and whether 等 ends them."""

    label: str | None
    projects: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Box:
    """专栏: a box with its title as printed."""

    title: str
    groups: tuple[ProjectGroup, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """名词解释: a term and what it means; ``term`` is "" where nothing tells which term it is."""

    number: int
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class StatedOutcome:
    """A headline figure of the year past.

    Attributes:
        measure: what is counted, such as 地区生产总值.
        value: in ``unit``, as printed; a drop is negative.
        is_growth: whether it is a rate of change.
        quote: the clause in which it stands.
        rank: the place outside the district as printed; "" for none.
    """

    measure: str
    value: Decimal
    unit: str
    is_growth: bool
    quote: str
    state: OutcomeState
    rank: str = ""

    @property
    def label(self) -> str:
        """5.3%."""
        return f"{format_decimal(self.value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class StatedAim:
    """A target of the next year: the heading of its section, what the text commits to, and the sentence of it."""

    section: str
    commitment: Commitment
    sentence: str
    clause: str

    @property
    def measure(self) -> str:
        return self.commitment.measure

    @property
    def comparison(self) -> Comparison:
        return self.commitment.comparison

    @property
    def value(self) -> Decimal:
        return self.commitment.value

    @property
    def unit(self) -> str:
        return self.commitment.unit

    @property
    def quote(self) -> str:
        return self.commitment.quote


@dataclass
class Outlook:
    """A plan report as it was read.

    Attributes:
        year: the year that is planned; the year past is the one before.
        remarks: what was not understood, in Chinese.
    """

    title: str
    year: int | None
    blocks: list[Block]
    sections: list[ReportSection] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    outcomes: list[StatedOutcome] = field(default_factory=list)
    aims: list[StatedAim] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
