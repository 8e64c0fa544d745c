"""事项: what can be done with ticked items of the list, and which items each act suits."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.enums import EntryState, Outcome
from tasks.judging.batch_exceptions import describe_judging_exception
from tasks.models import ProgressEntry, User
from tasks.organisation.item_kinds import index_government_words
from tasks.permissions import Permission, can


@dataclass(frozen=True)
class ListAct:
    """An act upon ticked items.

    Attributes:
        label: on the button while nobody has counted.
        counted: on the button with the number in the place of the braces; "" for one that suits every item.
        suits: whether an entry is taken along, with its period and its judgement.
    """

    permission: Permission
    label: str
    counted: str
    suits: Callable[[ProgressEntry], bool]

    def is_for(self, user: User, entry: ProgressEntry) -> bool:
        """
        Args:
            entry: with its period, plan and judgement.
        """
        return can(user, self.permission, entry) and self.suits(entry)


def is_to_accept(entry: ProgressEntry) -> bool:
    return entry.state == EntryState.SUBMITTED


def is_plainly_on_track(entry: ProgressEntry) -> bool:
    """Whether nothing speaks against judging the entry as on track along with others, and nobody has judged it."""
    return entry.judgement_id is None and not describe_judging_exception(entry, Outcome.ON_TRACK)


#: the word of on track stands at the place of {word}
ACTS = {
    "accept": ListAct(Permission.REVIEW_ENTRY, "通过待审核的", "通过 {} 项待审核", is_to_accept),
    "judge": ListAct(Permission.JUDGE_ENTRY, "判为{word}", "判 {} 项{word}", is_plainly_on_track),
    "remind": ListAct(Permission.SEND_REMINDERS, "催办未报的", "催办 {} 项", lambda entry: entry.is_owed),
    "adjust": ListAct(Permission.MANAGE_PLAN, "调整领导、单位、时限、板块", "", lambda entry: True),
    "end": ListAct(Permission.END_ITEMS, "销号或停办", "", lambda entry: True),
}


def list_acts(user: User) -> dict[str, ListAct]:
    """Returns the acts that the person may do, by key."""
    acts = {key: act for key, act in ACTS.items() if can(user, act.permission)}
    if "judge" in acts:
        word, act = get_plain_word(user), acts["judge"]
        acts["judge"] = replace(
            act, label=act.label.replace("{word}", word), counted=act.counted.replace("{word}", word)
        )
    return acts


def get_plain_word(user: User) -> str:
    """Returns the word in which the person's government says that an item is on track."""
    return index_government_words(user.government).get(Outcome.ON_TRACK, Outcome.ON_TRACK).label
