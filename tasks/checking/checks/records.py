"""The document that the checks read, as plain frozen values."""

import re
from dataclasses import dataclass, field
from datetime import date

from tasks.assessing.lagging import IndicatorFacts, LaggingRules
from tasks.enums import Outcome, ResponsibilityRole, TaskKind
from tasks.periods import Quarter

FINE = (Outcome.ON_TRACK, Outcome.EXPECTED, Outcome.AHEAD, Outcome.REACHED)


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """A unit as printed in an item.

    Attributes:
        label: as printed, with brackets.
        name: the unit's registered name; the label without brackets when the unit is not known.
        has_members: False for a group (各镇街) without registered members.
    """

    label: str
    name: str
    role: ResponsibilityRole
    is_group: bool = False
    has_members: bool = True
    is_active: bool = True

    @property
    def short(self) -> str:
        """Returns the label without its brackets."""
        return re.sub(r"[（(][^（）()]*[）)]?", "", self.label).strip()


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """An item: a row of the report with its judgement, its indicators and its earlier progress.

    Attributes:
        attachment: the attachment that prints it, None when none does.
        progress: the text that the unit filed.
        published: the office's wording (报告用语); "" when the unit's text is printed.
        previous: the progress filed last before this period in the same year, None without any.
        outcome: None before the judgement; ``word`` is its word where it is the government's own, ``reason`` its reason.
        kind_name: of its kind in its government.
        is_filed: whether the unit has filed, even a blank text; ``is_filed_here`` whether it did so in the system, so that
            the item is judged in it, unlike the row of a document that came in.
        task, entry: primary keys for links, None for a document that is not in the database.
        same_as: the task of the first of several items that ask for the same; the item's own if there are no others.
        leaders: how many leaders answer for it; None where it is not known.
        due_on: its 完成时限, None without one.
        behind_before: for how many periods up to the last one it was judged behind.
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
    word: str = ""
    kind_name: str = ""
    reason: str = ""
    is_filed: bool = True
    is_filed_here: bool = False
    indicators: tuple[IndicatorFacts, ...] = ()
    task: int | None = None
    entry: int | None = None
    same_as: int | None = None
    leaders: int | None = None
    due_on: date | None = None
    behind_before: int = 0

    @property
    def words(self) -> str:
        """Returns the progress as the report prints it."""
        return self.published or self.progress

    @property
    def is_fine(self) -> bool:
        return self.outcome in FINE

    @property
    def judged(self) -> str:
        """Returns the word of the judgement, "" without one."""
        return (self.word or self.outcome.label) if self.outcome else ""

    @property
    def kind_label(self) -> str:
        """Returns the name of its kind; a document that is not in the database knows the nature alone."""
        return self.kind_name or self.kind.label

    @property
    def is_behind(self) -> bool:
        return self.outcome is not None and self.outcome.is_behind

    @property
    def title(self) -> str:
        return self.name or self.text


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: a table with its name (附件2), its title and its rows in order."""

    name: str
    title: str
    items: tuple[CheckedItem, ...]


@dataclass(frozen=True, slots=True)
class EarlierItem:
    """An item of the year before, with what was last filed of it."""

    year: int
    text: str
    progress: str


@dataclass(frozen=True, slots=True)
class ItemAskedAbove:
    """An item of a list of an upper level that was imported for the same year.

    Attributes:
        source: the title of the list.
        same_as: as of ``CheckedItem``.
    """

    source: str
    number: int
    text: str
    same_as: int


@dataclass(frozen=True, slots=True)
class UnfilledPlace:
    """A place of the text for which there is no data.

    Attributes:
        name: of the value, as templates call it: 人大会议, 单位.
        paragraph: the text around it; "" where the template leaves out the whole sentence.
    """

    name: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A report or the notice of a plan before it is issued.

    Attributes:
        quarter: the cumulative period it reports on.
        narrative: paragraphs of the text before the attachments, None when there is no text.
        planned: items of the plan that no attachment contains.
        gone: items that an earlier period contains and this one does not.
        document_number: 文号, "" when there is none.
        unfilled: places of the generated text for which there is no data.
        as_of: the day of a plan; None for a report, and where it is not known.
        earlier: the items of the year before, for a plan.
        asked_above: the items of lists of upper levels, for a plan.
        rules: those of 预警 for the plan.
    """

    quarter: Quarter
    attachments: tuple[Attachment, ...]
    narrative: tuple[str, ...] | None = None
    planned: tuple[CheckedItem, ...] = ()
    gone: tuple[CheckedItem, ...] = ()
    document_number: str = ""
    unfilled: tuple[UnfilledPlace, ...] = ()
    as_of: date | None = None
    earlier: tuple[EarlierItem, ...] = ()
    asked_above: tuple[ItemAskedAbove, ...] = ()
    rules: LaggingRules = field(default_factory=LaggingRules)

    @property
    def items(self) -> tuple[CheckedItem, ...]:
        return tuple(item for attachment in self.attachments for item in attachment.items)

    @property
    def figures_as_written(self) -> tuple[str, ...]:
        """The figures of all items, each with its zeros."""
        read = (one for item in (*self.items, *self.planned, *self.gone) for one in item.indicators)
        return tuple(
            str(figure)
            for one in read
            for figure in (one.target, one.value, one.previous, *(amount for _, amount in one.period_targets))
        )

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return self.narrative or ()
