"""版式: a layout tried on the rows of a report."""

from reports.layouts.layout import Layout
from reports.pages.reporting.occasion_page import (
    get_chosen_occasion,
    get_plan_or_404,
    list_occasion_items,
    list_occasions,
)
from reports.printing.sheet import Sheet
from reports.reporting.attachments import Occasion, build_attachments
from reports.reporting.narrative import get_template_path
from tasks.pages.frame.context import AuthenticatedRequest


class LayoutPreview:
    """The tables that a layout makes of a report.

    Attributes:
        occasion: the report whose rows are shown; None while there is none.

    Raises:
        Http404: no such report.
    """

    def __init__(self, request: AuthenticatedRequest, layout: Layout):
        self.layout = layout
        self.occasions: list[Occasion] = list_occasions(request)
        self.occasion: Occasion | None = None
        self.sheets: tuple[Sheet, ...] = ()
        self.remarks: list[str] = []
        if self.occasions:
            self.occasion = get_chosen_occasion(request, self.occasions)
            plan = get_plan_or_404(request, self.occasion.year)
            items = list_occasion_items(request.user, plan, self.occasion)
            attachments = build_attachments(layout, items, self.occasion)
            self.sheets = attachments.sheets
            empty = [] if attachments.sheets else ["所选内容没有可列入该版式的事项。"]
            self.remarks = attachments.remarks or empty

    @property
    def has_template(self) -> bool:
        return get_template_path(self.layout).exists()
