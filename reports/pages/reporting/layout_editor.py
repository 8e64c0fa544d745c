"""本级版式: the form of a layout with what it makes of a report beside it, and the history of its versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.layouts.differences import list_differences
from reports.layouts.layout import FIELD_NAMES, Layout, LayoutError, load_layouts
from reports.layouts.own_layouts import read_version
from reports.layouts.reader import PLACEHOLDERS
from reports.layouts.uses import get_occasion_label
from reports.pages.reporting.layout_draft import MOST_ATTACHMENTS, LayoutDraft
from reports.pages.reporting.layout_preview import LayoutPreview
from reports.pages.reporting.occasion_page import get_chosen_occasion, list_occasions
from reports.reporting.attachments import Occasion
from reports.reporting.narrative import get_template_path
from reports.sampling.stored import describe_samples
from tasks import periods
from tasks.enums import Outcome, TaskKind
from tasks.models import LayoutVersion, OfficeLayout
from tasks.models.entry_fields import BESIDE_TEXT
from tasks.models.office_layout import LAYOUT_NAME_LENGTH
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.terms import terms

#: so many years are offered besides those that are chosen
YEARS = 4


class LayoutEditorPage:
    """A layout in its form.

    Args:
        layout: what the form describes; None while it has mistakes.
        seen: the version that the person had before him.
        is_stored: whether the form shows what is stored, unchanged.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        row: OfficeLayout,
        draft: LayoutDraft,
        layout: Layout | None,
        *,
        seen: int,
        errors: Sequence[str] = (),
        is_overtaken: bool = False,
        is_stored: bool = False,
    ):
        self.request = request
        self.row = row
        self.draft = draft
        self.layout = layout
        self.seen = seen
        self.errors = errors
        self.is_overtaken = is_overtaken
        self.occasions: list[Occasion] = list_occasions(request)
        self.occasion = get_chosen_occasion(request, self.occasions) if self.occasions else None
        self.preview = LayoutPreview(request, layout) if layout else None
        self.fields = group_fields()
        names = describe_samples(part.sample for part in draft.attachments)
        for order, part in enumerate(draft.attachments, start=1):
            part.sample_name = names.get(part.sample, "")
            # the page of a sample speaks of the stored version
            part.order = order if is_stored else 0
        self.kinds: list[TaskKind] = list(TaskKind)
        self.outcomes: list[Outcome] = list(Outcome)
        self.placeholders: list[tuple[str, str]] = list(PLACEHOLDERS.items())
        self.longest_name = LAYOUT_NAME_LENGTH
        self.may_add: bool = len(draft.attachments) < MOST_ATTACHMENTS

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The occasions of the government's plans, and what the layout is already used for."""
        used = {code for _, code in (key.split("-", 1) for key in self.draft.default_for if "-" in key)}
        of_plans = {code for plan in list_visible_plans(self.request) for code in plan.rhythm.codes}
        usual = of_plans or {periods.PLAN_CODE, *periods.QUARTER_CODES}
        return [(code, get_occasion_label(code)) for code in periods.CODES if code in usual | used]

    @cached_property
    def years(self) -> list[tuple[int, list[tuple[str, str, bool]]]]:
        """Each year with its occasions: value, label, whether the layout is used by it."""
        plans = sorted((plan.year for plan in list_visible_plans(self.request)), reverse=True)[:YEARS]
        chosen = {int(key[:4]) for key in self.draft.default_for if key[:4].isascii() and key[:4].isdecimal()}
        return [
            (
                year,
                [(f"{year}-{code}", label, f"{year}-{code}" in self.draft.default_for) for code, label in self.codes],
            )
            for year in sorted({*plans, *chosen}, reverse=True)
        ]

    @property
    def narratives(self) -> list[tuple[str, str]]:
        """The layouts whose report template it may share."""
        there = load_layouts().items()
        return [(key, layout.name) for key, layout in there if get_template_path(layout).name == f"{key}.txt"
                and get_template_path(layout).exists()]  # fmt: skip

    @cached_property
    def latest(self) -> LayoutVersion:
        return self.row.versions.select_related("saved_by").get(number=self.row.version)


def group_fields() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups what a column may show by where it comes from."""
    filed = {"progress", "state", *(field.name for field in BESIDE_TEXT)}
    decided = {"judgement", "reason", "note", "ending"}
    groups: dict[str, list[tuple[str, str]]] = {"方案": [], "填报": [], f"{terms.judging}与变更": []}
    for key, label in FIELD_NAMES.items():
        groups["填报" if key in filed else f"{terms.judging}与变更" if key in decided else "方案"].append((key, label))
    return list(groups.items())


@dataclass(frozen=True)
class ShownVersion:
    """A version with what it changed of the one before; ``first`` ones and unreadable ones tell so."""

    row: LayoutVersion
    changes: Sequence[str]
    is_current: bool


class LayoutHistoryPage:
    """The versions of a layout, the newest first."""

    def __init__(self, row: OfficeLayout):
        self.row = row

    @cached_property
    def versions(self) -> list[ShownVersion]:
        rows = list(self.row.versions.select_related("saved_by", "layout").order_by("-number"))
        return [
            ShownVersion(each, list(iterate_changes(before, each)), each.number == self.row.version)
            for each, before in zip(rows, [*rows[1:], None], strict=True)
        ]


def iterate_changes(before: LayoutVersion | None, after: LayoutVersion) -> Iterable[str]:
    if before is None:
        return
    try:
        yield from list_differences(read_version(before), read_version(after))
    except LayoutError as error:
        yield str(error)
