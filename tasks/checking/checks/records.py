"""What the checks read: plain frozen values."""

import re
from dataclasses import dataclass

from tasks.assessing.lagging import IndicatorFacts
from tasks.enums import Outcome, ResponsibilityRole, TaskKind
from tasks.periods import Quarter

FINE = (Outcome.ON_TRACK, Outcome.EXPECTED, Outcome.AHEAD, Outcome.REACHED)


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """A unit as an item names it.

    Attributes:
        label: as printed, brackets included.
        name: the unit's own name; the label without brackets where nobody has said which unit it is.
        has_members: False for a group (各镇街) that stands for nobody.
    """

    label: str
    name: str
    role: ResponsibilityRole
    is_group: bool = False
    has_members: bool = True
    is_active: bool = True

    @property
    def short(self) -> str:
        """The label without what stands in brackets."""
        return re.sub(r"[（(][^（）()]*[）)]?", "", self.label).strip()


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One row of the report with everything that is known of it.

    Attributes:
        attachment: where it is printed, None when nowhere.
        progress: the unit's own words, as it filed them.
        published: the office's wording; "" when the unit's words are printed.
        previous: the progress of the period before, None when there was none.
        outcome: None while nobody has judged.
        is_filed: the unit has filed, whatever it wrote.
        task, entry: identifiers for links, None for a document that is not in the system.
    """

    kind: TaskKind
    number: int
    text: str
    attachment: str | None = None
    section: str = ""
    name: str = ""
    units: tuple[CheckedUnit, ...] = ()
    progress: str = ""
    published: str = ""
    previous: str | None = None
    outcome: Outcome | None = None
    is_filed: bool = True
    indicators: tuple[IndicatorFacts, ...] = ()
    task: int | None = None
    entry: int | None = None

    @property
    def words(self) -> str:
        """What the report prints of the progress."""
        return self.published or self.progress

    @property
    def is_fine(self) -> bool:
        return self.outcome in FINE

    @property
    def judged(self) -> str:
        """The judgement in the app's own word; empty without one."""
        return self.outcome.label if self.outcome else ""

    @property
    def is_behind(self) -> bool:
        return self.outcome is not None and self.outcome.is_behind

    @property
    def title(self) -> str:
        return self.name or self.text


@dataclass(frozen=True, slots=True)
class Attachment:
    """A printed table: 附件2, its title, its rows in order."""

    name: str
    title: str
    items: tuple[CheckedItem, ...]


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A report before it is issued.

    Attributes:
        quarter: the cumulative window it reports.
        narrative: paragraphs of the text before the attachments, None while there is no text.
        planned: items of the plan that no attachment holds.
        gone: items of the period before that this one no longer has.
        document_number: 文号, "" when none.
    """

    quarter: Quarter
    attachments: tuple[Attachment, ...]
    narrative: tuple[str, ...] | None = None
    planned: tuple[CheckedItem, ...] = ()
    gone: tuple[CheckedItem, ...] = ()
    document_number: str = ""

    @property
    def items(self) -> tuple[CheckedItem, ...]:
        return tuple(item for attachment in self.attachments for item in attachment.items)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return self.narrative or ()
