"""读数: recognizes figures in the progress text, for the inputs of the form and for its script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from tasks.assessing.earlier import find_last_filed_entry
from tasks.assessing.live_figures import RecognizedFigure, compare_with_course, recognize_figures
from tasks.checking.own_entry import list_wording_remarks
from tasks.decimals import format_decimal
from tasks.enums import SelfRating
from tasks.filing.entry_actions import list_confirmed_indicators
from tasks.filing.remarks import (
    FilingRemarks,
    Remark,
    describe_figure_doubt,
    map_indicators_to_values,
    put_certain_first,
)
from tasks.models import Indicator, ProgressEntry, QuotedNumbers, User
from tasks.models.changes import compute_fingerprint
from tasks.models.entry_fields import BY_NAME
from tasks.pages.filing.forms.entries import EntryForm
from tasks.pages.filing.forms.quoted import QuotedInputs, build_quoted_answer
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.pasted import HARD_LIMIT, FigureField, clean_pasted_text, parse_number_with_unit
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.permissions import Permission
from tasks.plans.deadlines import read_item_deadline


@dataclass(frozen=True)
class FigureRow:
    """An indicator in the form of an entry.

    Attributes:
        former: the value that was filed before.
        read: what is recognized in the text.
        is_read: whether the stored value was taken out of the text.
        quoted: the inputs of rank and second basis.
        doubt: why the stored value can hardly be meant; "" for none.
        course, token: the stored value compared with the time that has passed, in words and as a colour.
        has_text: whether anything is written that could be read.
    """

    indicator: Indicator
    input: BoundField
    former: Decimal | None
    read: RecognizedFigure
    is_read: bool
    course: str
    token: str
    quoted: QuotedInputs
    doubt: str
    has_text: bool

    @property
    def words(self) -> str:
        """What is read in the text, or that it gives another number than the input holds; "" while nothing is written."""
        if not self.has_text:
            return ""
        is_empty = self.input.value() in (None, "")
        return self.read.words if self.is_read else describe_read_words(self.read, is_empty=is_empty)


def build_figure_rows(
    user: User, entry: ProgressEntry, form: EntryForm, before: ProgressEntry | None
) -> list[FigureRow]:
    """Builds the rows of the form in printed order.

    Args:
        before: the entry of the item that was filed last before this one.
    """
    former = map_indicators_to_values(before)
    stored = {reading.indicator_id: reading for reading in entry.readings.all()}
    inputs = form.figures
    read = recognize_figures(
        entry, [one.field.indicator for one in inputs if isinstance(one.field, FigureField)], entry.text
    )
    rows, due = [], read_item_deadline(user, entry.edition).on
    for one, found in zip(inputs, read, strict=True):
        kept = stored.get(found.indicator.pk)
        course, token = compare_with_course(entry, found.indicator, kept.value if kept else None, due)
        is_read = bool(kept and kept.quote)
        is_as_said = (kept.quoted if kept else QuotedNumbers()) == found.beside.numbers
        before_value = former.get(found.indicator.pk)
        quoted = QuotedInputs(form, found.indicator.pk, is_read=is_as_said)
        rows.append(
            FigureRow(
                *(found.indicator, one, before_value, found, is_read, course, token, quoted),
                describe_figure_doubt(found.indicator, kept.value if kept else None, before_value),
                bool(entry.text),
            )
        )
    return rows


@dataclass(frozen=True)
class FiledFigure:
    """A figure of an entry that is not edited; attributes as in ``FigureRow``.

    Attributes:
        rank, second: 位次 and 另一口径 as printed; "" without one.
    """

    indicator: Indicator
    value: Decimal | None
    rank: str
    second: str
    former: Decimal | None
    course: str
    token: str

    @property
    def doubt(self) -> str:
        return describe_figure_doubt(self.indicator, self.value, self.former)


def describe_read_words(read: RecognizedFigure, *, is_empty: bool) -> str:
    """Says what the text gives beside an input that holds something else.

    Args:
        is_empty: whether the input holds nothing; then a figure that is no achieved one is quoted.
    """
    if read.match is None or (is_empty and not read.is_sure):
        return read.words
    return f"正文中为 {format_decimal(read.match.value)}{read.match.unit}，与此处不同"


def build_filed_figures(user: User, entry: ProgressEntry, before: ProgressEntry | None) -> list[FiledFigure]:
    """Builds the entry's figures in printed order; ``before`` as in ``build_figure_rows``."""
    former = map_indicators_to_values(before)
    filed = sorted(entry.readings.all(), key=lambda reading: reading.indicator.position)
    due = read_item_deadline(user, entry.edition).on
    return [
        FiledFigure(
            one.indicator,
            one.value,
            one.quoted.rank,
            one.second,
            former.get(one.indicator_id),
            *compare_with_course(entry, one.indicator, one.value, due),
        )
        for one in filed
    ]


@require_POST
@restrict_to(Permission.EDIT_ENTRY)
def entry_read(request: AuthenticatedRequest, pk: int) -> JsonResponse:
    """Answers the script of the form with what is recognized of each confirmed indicator in the posted text."""
    entry = get_entry_for_page(request.user, pk, Permission.EDIT_ENTRY)
    text = clean_pasted_text(request.POST.get("text", "")[:HARD_LIMIT], keeps_tables=True)
    read = recognize_figures(entry, list_confirmed_indicators(entry), text)
    remarks = list_sent_remarks(request, entry, text, read)
    certain = [f"{remark}" for remark in remarks if remark.is_certain]
    return JsonResponse(
        {
            "figures": [build_figure_answer(request, entry, one) for one in read],
            "remarks": [f"{remark}" for remark in remarks],
            "certain": len(certain),
            "mark": compute_doubts_mark(certain),
        }
    )


def compute_doubts_mark(doubts: Sequence[str]) -> str:
    """Returns a hash of what is doubtful, so that only this is confirmed."""
    return compute_fingerprint({"doubts": list(doubts)})


def list_sent_remarks(
    request: AuthenticatedRequest, entry: ProgressEntry, text: str, read: Sequence[RecognizedFigure]
) -> list[Remark]:
    """Lists the remarks on what stands in the form now; what it does not hold or cannot be read is as stored.

    Args:
        read: of the text; the script fills it into the inputs that nobody has edited, which it does not send.
    """
    indicators = list_confirmed_indicators(entry)
    stored = {reading.indicator_id: reading.value for reading in entry.readings.all()}
    filled = stored | {one.indicator.pk: one.value for one in read if one.is_sure}
    fields = read_stored_fields(entry) | {"text": text}
    for name in {"problem", "next_step"} & request.POST.keys():
        fields[name] = clean_pasted_text(request.POST[name][:HARD_LIMIT], keeps_tables=True)
    if (rated := request.POST.get("self_rating")) is not None:
        fields["self_rating"] = next((each for each in SelfRating if each.value == rated), "")
    values = {
        each.pk: parse_typed_value(request.POST[name], each)
        if (name := f"figure_{each.pk}") in request.POST
        else filled.get(each.pk)
        for each in indicators
    }
    remarks = FilingRemarks(request.user, [entry]).list_remarks(entry, indicators, fields, values)
    return put_certain_first([*remarks, *list_wording_remarks(entry, text, find_last_filed_entry(entry))])


def list_stored_remarks(
    user: User, entry: ProgressEntry, visible: Iterable[ProgressEntry], last_filed: ProgressEntry | None
) -> list[Remark]:
    """Lists the remarks on the entry as it is stored; none on a blank one.

    Args:
        visible: as in ``FilingRemarks``.
        last_filed: what ``find_last_filed_entry`` finds.
    """
    fields = read_stored_fields(entry)
    if not fields["text"].strip():
        return []
    values = {reading.indicator_id: reading.value for reading in entry.readings.all()}
    remarks = FilingRemarks(user, [entry], visible, {entry.task_id: last_filed} if last_filed else {})
    found = remarks.list_remarks(entry, list_confirmed_indicators(entry), fields, values)
    return put_certain_first([*found, *list_wording_remarks(entry, fields["text"], last_filed)])


def list_form_doubts(user: User, entry: ProgressEntry, form: EntryForm) -> list[str]:
    """Lists what has to be confirmed of what a form would file; nothing while a number or a day in it cannot be read."""
    if not form.is_bound or form.errors.keys() - BY_NAME.keys():
        return []
    content, remarks = form.get_content(), FilingRemarks(user, [entry])
    fields, indicators = content["fields"], list_confirmed_indicators(entry)
    found = remarks.list_remarks(entry, indicators, fields, content["readings"], content["milestones"])
    found += list_wording_remarks(entry, fields["text"], find_last_filed_entry(entry))
    return [f"{one}" for one in found if one.is_certain]


def read_stored_fields(entry: ProgressEntry) -> dict[str, Any]:
    """Returns name → value of every field of an entry, for people of a lead unit."""
    return {name: getattr(entry, name) for name in BY_NAME}


def build_figure_answer(request: AuthenticatedRequest, entry, read: RecognizedFigure) -> dict:
    """Returns a figure with the keys that the script of the form reads."""
    name = f"figure_{read.indicator.pk}"
    typed = parse_typed_value(request.POST.get(name, ""), read.indicator)
    due = read_item_deadline(request.user, entry.edition).on
    is_typed = name in request.POST
    value = typed if is_typed else read.value
    words, token = compare_with_course(entry, read.indicator, value, due)
    previous = map_indicators_to_values(find_last_filed_entry(entry))
    return {
        "field": name,
        "value": format_decimal(read.value) if read.is_sure and read.value is not None else None,
        "words": read.words if value == read.value else describe_read_words(read, is_empty=value is None),
        "doubt": describe_figure_doubt(read.indicator, value, previous.get(read.indicator.pk)),
        "quote": read.match.quote if read.match else "",
        "course": words,
        "token": token,
        "beside": build_quoted_answer(read.indicator.pk, read.beside.numbers),
    }


def parse_typed_value(text: str, indicator: Indicator):
    """Returns the number that was typed; None where the text is not a number."""
    try:
        return parse_number_with_unit(text, indicator.unit)
    except ValueError:
        return None
