"""留言: whom a text names with @, out of those who have to do with the item."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.enums import OF_THE_OFFICE
from tasks.models import Comment, Government, ProgressEntry, Unit, User
from tasks.permissions import Refused
from tasks.reminding.recipients import RecipientDirectory

#: @ and the word behind it; behind a Latin letter or digit it belongs to an e-mail address
NAMED = re.compile(r"(?<![A-Za-z0-9._-])[@＠]([^\s@＠，。、；：！？,;:!?（）()“”]+)")
#: how many names a refusal lists
LISTED = 12


@dataclass(frozen=True)
class Nameable:
    """What can stand behind an @: a unit, the office, or one person.

    Attributes:
        word: 区教委, 督查办 or 王磊; of two people of one name each with his unit: 区教委王磊.
        unit: whose word it is; None for the office and for leaders.
        people: the accounts that are told.
    """

    word: str
    unit: Unit | None
    people: tuple[User, ...]


class ItemPeople:
    """The accounts of those who have to do with an entry's item; read once for an act.

    Attributes:
        office, leading, cooperating, leaders: each with an active account.
        units: unit that the item names → its accounts.
    """

    def __init__(self, entry: ProgressEntry):
        government = entry.period.plan.government
        directory, edition = RecipientDirectory(government), entry.edition
        named = [each.unit for each in (*edition.leading, *edition.cooperating)]
        self.units = {unit: tuple(directory.get_unit_users([unit])) for unit in named}
        self.leading = _join(directory.get_unit_users([each.unit]) for each in edition.leading)
        self.cooperating = _join(directory.get_unit_users([each.unit]) for each in edition.cooperating)
        officials = [each.official_id for each in edition.leaderships.all()]
        self.leaders = [directory.by_key[pk] for pk in directory.get_official_accounts(officials)]
        self.office = _list_office(government)
        self.office_name = government.office_name

    def list_nameable(self) -> list[Nameable]:
        """Lists the office, the units and then the people, each word once."""
        groups = [Nameable(self.office_name, None, tuple(self.office))]
        groups += [Nameable(unit.name, unit, people) for unit, people in self.units.items()]
        people = _join([self.office, self.leading, self.cooperating, self.leaders])
        twice = Counter(person.name for person in people)
        named = [_name_person(person, with_place=twice[person.name] > 1) for person in people]
        return list({each.word: each for each in [*named, *groups]}.values())


def _join(lists: Iterable[Sequence[User]]) -> list[User]:
    return list({person.pk: person for people in lists for person in people}.values())


def _list_office(government: Government) -> list[User]:
    return list(government.users.filter(role__in=OF_THE_OFFICE, is_active=True).order_by("pk"))


def _name_person(person: User, *, with_place: bool) -> Nameable:
    return Nameable(f"{person.place}{person.name}" if with_place else person.name, person.unit, (person,))


def find_named(text: str, nameable: Sequence[Nameable]) -> list[Nameable]:
    """Returns what a text names with @, in its order; of two words the longer one that fits.

    Raises:
        Refused: nobody of the item is called so, so that nobody would be told.
    """
    longest_first = sorted(nameable, key=lambda each: -len(each.word))
    found: dict[str, Nameable] = {}
    for match in NAMED.finditer(text):
        named = next((each for each in longest_first if match[1].startswith(each.word)), None)
        if named is None:
            words = "、".join(each.word for each in nameable[:LISTED])
            raise Refused(f"没有找到“@{match[1][:10]}”，留言没有发出。该事项可以 @ 的有：{words}。")
        found[named.word] = named
    return list(found.values())


def list_named_words(comment: Comment) -> list[str]:
    """Lists the words that can stand behind an @ of a stored text, the longest first.

    Args:
        comment: with ``named_units`` and ``named_people`` fetched.
    """
    people = [*comment.named_people.all()]
    units = [unit.name for unit in comment.named_units.all()]
    words = {
        *units,
        *(word for person in people for word in (person.name, person.place, f"{person.place}{person.name}")),
    }
    return sorted(words, key=len, reverse=True)
