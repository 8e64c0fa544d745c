"""读数: the figures read out of a text that is being written, for the script of the form."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from tasks.actions.entries import filed_indicators
from tasks.forms.pasted import HARD_LIMIT, number_in, readable
from tasks.models import Indicator
from tasks.permissions import Verb
from tasks.reading import ReadFigure, figures_read, held_against_course
from tasks.views.access import requires
from tasks.views.fetching import entry_for


@require_POST
@requires(Verb.EDIT_ENTRY)
def entry_read(request: HttpRequest, pk: int) -> JsonResponse:
    """For each confirmed indicator what the posted text says of it, and how the typed or read value stands."""
    entry = entry_for(request.user, pk, Verb.EDIT_ENTRY)
    text = readable(request.POST.get("text", "")[:HARD_LIMIT])
    read = figures_read(entry, filed_indicators(entry), text)
    return JsonResponse({"figures": [as_answer(request, entry, one) for one in read]})


def as_answer(request: HttpRequest, entry, read: ReadFigure) -> dict:
    """One figure as the script of the form shows it; the keys are the script's."""
    name = f"figure_{read.indicator.pk}"
    typed = typed_value(request.POST.get(name, ""), read.indicator)
    words, token = held_against_course(entry, read.indicator, read.value if typed is None else typed)
    return {
        "field": name,
        "value": f"{read.value.normalize():f}" if read.is_sure else None,
        "words": read.words,
        "quote": read.match.quote if read.match else "",
        "course": words,
        "token": token,
    }


def typed_value(text: str, indicator: Indicator):
    """The number typed so far; None while it is none."""
    try:
        return number_in(text, indicator.unit)
    except ValueError:
        return None
