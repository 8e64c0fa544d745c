"""研判: which judgements of an entry hold, of those that were made."""

from tasks.enums import EventKind
from tasks.models import Event, Judgement, ProgressEntry


def list_standing_judgements(entry: ProgressEntry) -> list[Judgement]:
    """Lists the judgements of an entry that nobody took back, the newest last.

    A row of a judgement is never removed. The audit log tells when one was taken back: each time the newest of then.
    """
    made = [(one.judged_at, one) for one in entry.judgements.select_related("judged_by").order_by("pk")]
    taken_back = Event.objects.about(entry).filter(kind=EventKind.JUDGEMENT_TAKEN_BACK).values_list("at", flat=True)
    standing: list[Judgement] = []
    for _, judgement in sorted([*made, *((at, None) for at in taken_back if made)], key=lambda moment: moment[0]):
        if judgement is None:
            standing.pop()
        else:
            standing.append(judgement)
    return standing
