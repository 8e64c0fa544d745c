"""事项: the columns of the list, and which of them a person has chosen in which order."""

from collections.abc import Iterable, Mapping, Sequence

from tasks.models import User
from tasks.permissions import Permission, can
from tasks.terms.later import say_later

#: key → heading, in the usual order; the first two always stand first
COLUMNS = {
    "number": "序号",
    "task": "工作任务",
    "lead": say_later("{terms.lead_unit}"),
    "cooperate": say_later("{terms.cooperating_unit}"),
    "leader": say_later("责任{terms.leader}"),
    "due": "时限和节点",
    "progress": "本期进展",
    "state": "填报状态",
    "filed": "报送日期",
    "standing": "系统预警",
    "outcome": say_later("{terms.judging}"),
    "strip": "各期",
}
FIXED = ("number", "task")
#: shown only once somebody asks for them
UNUSUAL = ("cooperate", "due", "filed")
USUAL = tuple(key for key in COLUMNS if key not in UNUSUAL)
#: the columns of what the machine suggests
OF_SUGGESTIONS = ("standing",)


def list_offered_columns(user: User) -> list[str]:
    """Lists the keys of the columns that the person may choose from."""
    suggests = can(user, Permission.SEE_SUGGESTIONS)
    return [key for key in COLUMNS if suggests or key not in OF_SUGGESTIONS]


def read_columns(text: str) -> tuple[str, ...]:
    """Reads stored keys, joined with commas; what is no column is left out, and without any the usual ones stand."""
    named = [key for key in dict.fromkeys(text.split(",")) if key in COLUMNS and key not in FIXED]
    return (*FIXED, *named) if named else USUAL


def format_columns(keys: Iterable[str]) -> str:
    """Joins keys as they are stored; "" for the usual ones."""
    chosen = read_columns(",".join(keys))
    return "" if chosen == USUAL else ",".join(chosen)


def order_columns(keys: Sequence[str], places: Mapping[str, str]) -> list[str]:
    """Orders ticked columns by the places that were typed beside them; one without a readable place keeps its own.

    Args:
        places: key → what was typed.
    """
    usual = {key: place for place, key in enumerate(COLUMNS, 1)}

    def find_place(key: str) -> int:
        typed = places.get(key, "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else usual.get(key, 0)

    return sorted(keys, key=find_place)
