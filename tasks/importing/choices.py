"""What a person decides about a document of a year that has a plan: what it is, from when it holds, what is taken."""

from dataclasses import dataclass, field
from datetime import date

from tasks.enums import ImportTreatment
from tasks.plans.documents import ItemSource

#: what a person may say that a document is
CHOOSABLE = (ImportTreatment.LIST, ImportTreatment.CORRECTION)


@dataclass(frozen=True)
class CorrectionBasis:
    """依据 of a correction: the document number or meeting, its day, and why; the names are those of ``SourceDocument``."""

    basis: str = ""
    basis_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class ImportChoices:
    """The decisions of a person; what he leaves open is as the document says.

    Attributes:
        treatment: LIST or CORRECTION; None as the document was recognised.
        since: the number of the first period in which it holds; None for the first that is possible.
        facts: of another list; None as the file says.
        taken: keys of the differences to take; None for all that are ticked at first.
        linked: keys of the pairs of near-equal items to link; None for all that are ticked at first.
        seen: fingerprint of the preview that the person agreed to; "" where nobody saw one (a command).
    """

    treatment: ImportTreatment | None = None
    since: int | None = None
    facts: ItemSource | None = None
    basis: CorrectionBasis = field(default_factory=CorrectionBasis)
    taken: frozenset[str] | None = None
    linked: frozenset[str] | None = None
    seen: str = ""
