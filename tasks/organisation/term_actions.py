"""用语: changes the words of a government, and gives it those of a ready set."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Government, User
from tasks.models.changes import diff_states, refuse_if_changed
from tasks.organisation.item_kind_actions import apply_kinds
from tasks.organisation.organisation_actions import lock_government
from tasks.organisation.ready_sets import ReadySet
from tasks.organisation.rhythm_actions import set_coming_rhythm
from tasks.organisation.terms import describe_terms, find_unfit_terms
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.terms import BY_KEY


@transaction.atomic
def set_terms(*, government: Government, values: Mapping[str, str], seen: str, by: User) -> bool:
    """Saves what a government calls otherwise than a district; a word like ours, or none, is not stored.

    Args:
        values: key of a term → word; a key that is not given stays.
        seen: the fingerprint of ``describe_terms`` when the page was opened.

    Returns:
        Whether anything changed.

    Raises:
        Refused: the user may not, or it is not his government.
        ChangedMeanwhile: somebody else has saved the words since.
        ValidationError: a word is unfit; by the key of its term.
    """
    if not can(by, Permission.MANAGE_TERMS) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    government = lock_government(government)
    refuse_if_changed(describe_terms(government), seen)
    return _store_terms(government, government.terms | dict(values), by)


def apply_ready_set(*, government: Government, ready_set: ReadySet, words: Mapping[str, str], by: User | None) -> None:
    """Gives a government the words, the coming periods and the kinds of a set, inside the transaction of the action that
    makes it.

    Args:
        words: key of a term → word, which go before those of the set.

    Raises:
        ValidationError: a word is unfit; by the key of its term.
    """
    government.ready_set = ready_set.key
    government.save(update_fields=["ready_set"])
    _store_terms(government, {**ready_set.terms, **words}, by, reason=f"样板：{ready_set.name}")
    set_coming_rhythm(government=government, **ready_set.rhythm, by=by)
    if ready_set.kinds:
        apply_kinds(government=government, kinds=ready_set.kinds, by=by)


def _store_terms(government: Government, wanted: Mapping[str, str], by: User | None, *, reason: str = "") -> bool:
    tidy = {key: "".join(word.split()) for key, word in wanted.items()}
    if unfit := find_unfit_terms(tidy):
        raise ValidationError(unfit)
    before = describe_terms(government)
    own = {key: word for key, word in tidy.items() if word and word != BY_KEY[key].default}
    if own == government.terms:
        return False
    government.terms = own
    government.save(update_fields=["terms"])
    before, after = diff_states(before, describe_terms(government))
    record(
        EventKind.TERMS_SET, government, by=by, government_id=government.pk, before=before, after=after, reason=reason
    )
    return True
