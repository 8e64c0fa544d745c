"""Saves the kinds of items of a government, their order, their vocabularies and the rule of recovery."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from tasks.audit import record
from tasks.enums import EventKind, TaskKind
from tasks.enums.outcome_words import Vocabulary, build_given_vocabulary, describe_vocabulary_refusal, dump_vocabulary
from tasks.models import Government, ItemKind, User
from tasks.models.changes import State, diff_states, refuse_if_changed
from tasks.models.item_kind import KIND_NAME_LENGTH, SHORT_NAME_LENGTH, build_kind_code
from tasks.organisation.item_kinds import build_kind_state, describe_kind_use
from tasks.organisation.organisation_actions import lock_government, remove_padding
from tasks.permissions import Permission, Refused, can, describe_role_refusal

#: a government has at most so many kinds: lists, bars and reports show all of them
MOST_KINDS = 20
RECOVERY = "落后整改后先转关注"


@transaction.atomic
def add_item_kind(
    *, government: Government, name: str, short_name: str, nature: TaskKind, vocabulary: Vocabulary, by: User
) -> ItemKind:
    """Adds a kind behind the others.

    Raises:
        Refused: the user lacks the permission, it is not his government, or there are too many kinds already.
        ValidationError: the name is missing, too long or taken, or items cannot be judged in these words.
    """
    government = _lock_own_government(government, by)
    if government.item_kinds.count() >= MOST_KINDS:
        raise Refused(f"事项类别至多 {MOST_KINDS} 个，请先删除不用的。")
    kind = _store_new(government, nature, _clean_names(government, None, name, short_name), vocabulary)
    record(EventKind.ITEM_KIND_ADDED, kind, by=by, government_id=government.pk, after=build_kind_state(kind))
    return kind


@transaction.atomic
def edit_item_kind(
    *, kind: ItemKind, name: str, short_name: str, vocabulary: Vocabulary, seen: str, by: User
) -> ItemKind:
    """Renames a kind and sets its vocabulary; what was judged keeps the word of its time.

    Args:
        seen: ``changes.compute_fingerprint`` of ``build_kind_state`` when the user opened the form.

    Raises:
        Refused: the user lacks the permission, it is not his government's, or the kind was deleted meanwhile.
        ChangedMeanwhile: somebody else has saved the kind since.
        ValidationError: as in ``add_item_kind``.
    """
    government = _lock_own_government(kind.government, by)
    kind = _get_stored(kind)
    before = build_kind_state(kind)
    refuse_if_changed(before, seen)
    names = _clean_names(government, kind, name, short_name)
    _refuse_unfit_words(vocabulary)
    kind.name, kind.short_name = names
    kind.words = dump_vocabulary(vocabulary)
    kind.save(update_fields=["name", "short_name", "words"])
    _record_change(kind, before, by)
    return kind


@transaction.atomic
def remove_item_kind(*, kind: ItemKind, by: User) -> None:
    """Deletes a kind that no item has; one kind stays.

    Raises:
        Refused: the user lacks the permission, it is not his government's, items have it, or it is the last one.
    """
    government = _lock_own_government(kind.government, by)
    kind = _get_stored(kind)
    if use := describe_kind_use(kind):
        raise Refused(f"“{kind}”{use}，不能删除；可以改名。")
    if government.item_kinds.count() == 1:
        raise Refused("至少要留一个事项类别。")
    _remove(kind, by)


@transaction.atomic
def move_item_kind(*, kind: ItemKind, is_up: bool, by: User) -> None:
    """Moves a kind by one place in printed order; the first one does not move up, the last one not down.

    Raises:
        Refused: the user lacks the permission, it is not his government's, or the kind was deleted meanwhile.
    """
    government = _lock_own_government(kind.government, by)
    kind = _get_stored(kind)
    kinds = government.kinds
    before, place = [one.name for one in kinds], kinds.index(kind)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(kinds):
        return
    kinds[place], kinds[other] = kinds[other], kinds[place]
    _number(kinds)
    after = [one.name for one in kinds]
    record(
        EventKind.ITEM_KINDS_ORDERED,
        government,
        by=by,
        government_id=government.pk,
        before={"次序": before},
        after={"次序": after},
    )


@transaction.atomic
def set_recovery(*, government: Government, is_stepwise: bool, by: User) -> Government:
    """Sets whether an item that was behind is judged with the word between before it counts as going well.

    Raises:
        Refused: the user lacks the permission, or it is not his government.
    """
    government = _lock_own_government(government, by)
    if government.recovers_stepwise != is_stepwise:
        _store_recovery(government, is_stepwise, by)
    return government


@transaction.atomic
def apply_kinds(*, government: Government, kinds: Sequence[Mapping[str, Any]], by: User | None) -> list[ItemKind]:
    """Makes these the kinds of a government, in this order. A kind of the same name, or an unused one of the same nature,
    is changed; others that no item has are deleted, and those that items have stay behind.

    Args:
        kinds: each with ``name``, ``nature`` (a ``TaskKind``), ``outcomes``: rows of ``word``, ``meaning`` (an
            ``Outcome``), and where they are not the usual ones ``colour`` and ``stage``; none for the standard
            vocabulary. ``short_name`` may be left out.
        by: None for a command.

    Raises:
        Refused: the user lacks the permission, or a kind is not whole; nothing is changed then.
    """
    government = _lock_own_government(government, by)
    wanted = _read_given_kinds(kinds)
    left = {kind.name: kind for kind in government.kinds}
    made = []
    for given in wanted:
        kind = _take_fitting(left, given, {other[1][0] for other in wanted}, by)
        made.append(_change(kind, given[1], given[2], by) if kind else _add(government, given, by))
    unused = [kind for kind in left.values() if not describe_kind_use(kind)]
    for kind in unused:
        _remove(left.pop(kind.name), by)
    _number([*made, *left.values()])
    return made


#: nature, name and short name, and vocabulary of a kind that is asked for
Given = tuple[TaskKind, tuple[str, str], Vocabulary]


def _read_given_kinds(kinds: Sequence[Mapping[str, Any]]) -> list[Given]:
    """
    Raises:
        Refused: there are none or too many, a name is missing, too long or stands twice, or a vocabulary is unfit.
    """
    if not 1 <= len(kinds) <= MOST_KINDS:
        raise Refused(f"事项类别应有 1 至 {MOST_KINDS} 个。")
    found: list[Given] = []
    for place, one in enumerate(kinds, start=1):
        name, short = (remove_padding(str(one.get(key) or "")) for key in ("name", "short_name"))
        if refusal := _describe_name_refusal(name, short):
            raise Refused(f"第 {place} 个事项类别：{refusal}")
        if one.get("nature") not in {*TaskKind}:
            raise Refused(f"事项类别“{name}”的性质不明。")
        rows = one.get("outcomes") or ()
        vocabulary, refusal = build_given_vocabulary(rows) if rows else (Vocabulary(()), "")
        if refusal:
            raise Refused(f"事项类别“{name}”：{refusal}")
        found.append((TaskKind(one["nature"]), (name, short), vocabulary))
    names = [names[0] for _, names, _ in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise Refused(f"事项类别“{twice}”重复。")
    return found


def _take_fitting(left: dict[str, ItemKind], given: Given, names: set[str], actor: User | None) -> ItemKind | None:
    """Takes the kind that a given one changes out of those that are left: of its name and nature, or an unused one of its
    nature; an unused one of its name alone makes room.

    Raises:
        Refused: items have the kind of that name, which is of another nature.
    """
    nature, (name, _), _ = given
    same = left.get(name)
    if same and same.nature == nature:
        return left.pop(name)
    if same and (use := describe_kind_use(same)):
        raise Refused(f"已有性质不同的事项类别“{name}”（{use}），请先改名。")
    if same:
        _remove(left.pop(name), actor)
    for other in left.values():
        if other.nature == nature and other.name not in names and not describe_kind_use(other):
            return left.pop(other.name)
    return None


def _change(kind: ItemKind, names: tuple[str, str], vocabulary: Vocabulary, actor: User | None) -> ItemKind:
    before = build_kind_state(kind)
    kind.name, kind.short_name = names
    kind.words = dump_vocabulary(vocabulary)
    kind.save(update_fields=["name", "short_name", "words"])
    _record_change(kind, before, actor)
    return kind


def _add(government: Government, given: Given, actor: User | None) -> ItemKind:
    nature, names, vocabulary = given
    kind = _store_new(government, nature, names, vocabulary)
    record(EventKind.ITEM_KIND_ADDED, kind, by=actor, government_id=government.pk, after=build_kind_state(kind))
    return kind


def _remove(kind: ItemKind, by: User | None) -> None:
    record(EventKind.ITEM_KIND_REMOVED, kind, by=by, government_id=kind.government_id, before=build_kind_state(kind))
    kind.delete()


def _lock_own_government(government: Government, by: User | None) -> Government:
    """
    Raises:
        Refused: the user lacks the permission, or it is not his government.
    """
    if by and (not can(by, Permission.MANAGE_KINDS) or by.government_id != government.pk):
        raise Refused(describe_role_refusal(by))
    return lock_government(government)


def _get_stored(kind: ItemKind) -> ItemKind:
    stored = ItemKind.objects.filter(pk=kind.pk).first()
    if stored is None:
        raise Refused(f"“{kind}”刚刚已被删除。")
    return stored


def _clean_names(government: Government, kind: ItemKind | None, name: str, short_name: str) -> tuple[str, str]:
    """
    Raises:
        ValidationError: the name is missing, too long, or another kind has it.
    """
    name, short_name = remove_padding(name), remove_padding(short_name)
    if refusal := _describe_name_refusal(name, short_name):
        raise ValidationError({"short_name" if "简称" in refusal else "name": refusal})
    if government.item_kinds.filter(name=name).exclude(pk=kind.pk if kind else 0).exists():
        raise ValidationError({"name": f"已有事项类别“{name}”，不能重名。"})
    return name, short_name


def _describe_name_refusal(name: str, short_name: str) -> str:
    if not name:
        return "请填写名称。"
    if len(name) > KIND_NAME_LENGTH:
        return f"名称至多 {KIND_NAME_LENGTH} 字。"
    if len(short_name) > SHORT_NAME_LENGTH:
        return f"简称至多 {SHORT_NAME_LENGTH} 字。"
    return "" if (name + short_name).isprintable() else "名称中有看不见的字符，请重新输入。"


def _refuse_unfit_words(vocabulary: Vocabulary) -> None:
    if refusal := describe_vocabulary_refusal(vocabulary):
        raise ValidationError({"words": refusal})


def _store_new(government: Government, nature: TaskKind, names: tuple[str, str], vocabulary: Vocabulary) -> ItemKind:
    if vocabulary.words:
        _refuse_unfit_words(vocabulary)
    known = set(government.item_kinds.values_list("code", flat=True))
    codes = (build_kind_code(nature, government.pk, number) for number in range(1, MOST_KINDS + 2))
    last = government.item_kinds.aggregate(last=Max("place"))["last"] or 0
    return ItemKind.objects.create(
        government=government,
        code=next(code for code in codes if code not in known),
        name=names[0],
        short_name=names[1],
        words=dump_vocabulary(vocabulary),
        place=last + 1,
    )


def _number(kinds: Iterable[ItemKind]) -> None:
    for place, kind in enumerate(kinds, start=1):
        if kind.place != place:
            kind.place = place
            kind.save(update_fields=["place"])


def _record_change(kind: ItemKind, before: State, by: User | None) -> None:
    before, after = diff_states(before, build_kind_state(kind))
    if after:
        record(EventKind.ITEM_KIND_SAVED, kind, by=by, government_id=kind.government_id, before=before, after=after)


def _store_recovery(government: Government, is_stepwise: bool, by: User) -> None:
    government.recovers_stepwise = is_stepwise
    government.save(update_fields=["recovers_stepwise"])
    said = {True: "是", False: "否"}
    record(
        EventKind.GOVERNMENT_SET,
        government,
        by=by,
        government_id=government.pk,
        before={RECOVERY: said[not is_stepwise]},
        after={RECOVERY: said[is_stepwise]},
    )
