"""先报数再办理: the one page that says what an act would do, in numbers and by name, before it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.urls import reverse

from tasks.judging.batch_exceptions import BatchException
from tasks.models import ProgressEntry
from tasks.pages.frame.forms.pasted import PastedTextField

#: the field of a form that was asked back about and sent again
CONFIRMED = "is_confirmed"


@dataclass(frozen=True)
class NamedException:
    """One thing that the act does not simply take along.

    Attributes:
        why: what is special about it, in few words each.
        reason: the input in which a person says why it is done all the same; None where nothing is asked.
    """

    name: str
    why: Sequence[str] = ()
    url: str = ""
    about: str = ""
    units: str = ""
    reason: forms.BoundField | None = None


@dataclass(frozen=True)
class NamedItem:
    """One thing that the act takes along, with the words that are filed."""

    name: str
    about: str
    url: str
    words: str


@dataclass(frozen=True)
class ConfirmingAct:
    """A button that does it, with what it sends besides the rest."""

    label: str
    name: str = CONFIRMED
    value: str = "on"


@dataclass(frozen=True)
class NumbersFirstPage:
    """What an act would do.

    Attributes:
        lead: one sentence on what comes of it.
        counts: numbers, each with its words and the token of its colour.
        taken: what the act takes along, by name; empty where the page before named it.
        asks: what a person is asked about the exceptions; "" where they are only named.
        action: the address that does it.
        carried: what was sent, to be sent again.
        back: the address of the page before; "" where that page is the answer to the same form.
    """

    title: str
    lead: str
    action: str
    acts: Sequence[ConfirmingAct]
    counts: Sequence[tuple[int, str, str]] = ()
    exceptions: Sequence[NamedException] = ()
    taken: Sequence[NamedItem] = ()
    asks: str = ""
    carried: Sequence[tuple[str, str]] = ()
    errors: Sequence[str] = field(default_factory=list)
    back: str = ""


class ExceptionReasonsForm(forms.Form):
    """A reason for each exception of a batch; without one it is left out.

    Args:
        initial: entry → the reason that is offered.
    """

    def __init__(
        self,
        data: QueryDict | None,
        *,
        exceptions: Iterable[BatchException],
        initial: Mapping[int, str] | None = None,
    ):
        super().__init__(data)
        for one in exceptions:
            name = f"reason-{one.entry.pk}"
            self.fields[name] = PastedTextField(label="理由", rows=2, max_length=2000)
            self.fields[name].required = False
            self.fields[name].initial = (initial or {}).get(one.entry.pk, "")
            self.fields[name].widget.attrs["aria-label"] = f"{one.entry.task}的理由"

    def get_reason(self, entry: ProgressEntry) -> str:
        """Returns what was written for the entry; "" for one that is no exception."""
        return self.cleaned_data.get(f"reason-{entry.pk}", "")

    def name_exceptions(self, exceptions: Iterable[BatchException], url_name: str) -> list[NamedException]:
        """Names the exceptions with their inputs.

        Args:
            url_name: of the page on which one of them is decided alone.
        """
        return [
            NamedException(
                name=one.entry.edition.title,
                about=f"{one.entry.task}",
                units="、".join(each.label for each in one.entry.edition.leading),
                why=one.why,
                url=reverse(url_name, args=[one.entry.pk]),
                reason=self[f"reason-{one.entry.pk}"],
            )
            for one in exceptions
        ]
