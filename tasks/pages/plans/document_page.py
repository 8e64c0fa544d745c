"""来源文件: the page of a list besides the plan's own notice."""

from dataclasses import dataclass
from functools import cached_property

from tasks.models import PlanDocument, SourceDocument
from tasks.pages.plans.forms.documents import PlanDocumentForm


@dataclass(frozen=True)
class PlanDocumentPage:
    """A list with the form of its facts and the files that brought and corrected it, the latest first."""

    document: PlanDocument
    form: PlanDocumentForm

    @cached_property
    def files(self) -> list[SourceDocument]:
        return list(self.document.sources.select_related("imported_by").order_by("-imported_at"))
