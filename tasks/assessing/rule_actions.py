"""预警: changes the lagging rules of a government or of one of its plans, and whether units rate items themselves."""

from django.db import transaction

from tasks import clock
from tasks.assessing.lagging import NAMES, LaggingRules
from tasks.assessing.standing_actions import refresh_standings
from tasks.audit import record
from tasks.enums import EventKind, PeriodState
from tasks.models import Government, Plan, ProgressEntry, User
from tasks.models.changes import build_field_state
from tasks.permissions import Permission, Refused, can, describe_role_refusal


@transaction.atomic
def change_rules(*, owner: Government | Plan, settings: dict, by: User) -> bool:
    """Saves the settings and computes the standings of the open and closed periods anew.

    Args:
        owner: a government, or a plan, whose settings override those of its government.
        settings: name → value, as ``tasks.assessing.lagging.LaggingRules.from_dict`` reads them.

    Returns:
        Whether anything changed.

    Raises:
        tasks.assessing.lagging.LaggingRulesError: a setting is invalid.
    """
    owner = type(owner).objects.select_for_update().get(pk=owner.pk)
    base = LaggingRules.from_dict(owner.government.lagging_rules) if isinstance(owner, Plan) else LaggingRules()
    LaggingRules.from_dict(settings, base=base)
    before, owner.lagging_rules = owner.lagging_rules, settings
    if before == settings:
        return False
    owner.save(update_fields=["lagging_rules"])
    _record_change(owner, before, by)
    for plan in [owner] if isinstance(owner, Plan) else owner.plans.all():
        _refresh_plan_standings(plan)
    return True


@transaction.atomic
def ask_self_rating(*, government: Government, asks: bool, by: User) -> bool:
    """Sets whether units are asked for their own rating; what they gave before stays.

    Returns:
        Whether anything changed.

    Raises:
        Refused: the user may not.
    """
    if not can(by, Permission.MANAGE_RULES) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    government = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    if government.asks_self_rating == asks:
        return False
    before = build_field_state(government, ["asks_self_rating"])
    government.asks_self_rating = asks
    government.save(update_fields=["asks_self_rating"])
    after = build_field_state(government, ["asks_self_rating"])
    record(EventKind.SELF_RATING_SET, government, by=by, government_id=government.pk, before=before, after=after)
    return True


def _record_change(owner: Government | Plan, before: dict, by: User) -> None:
    record(
        EventKind.RULES_CHANGED,
        owner,
        by=by,
        government_id=owner.government_id if isinstance(owner, Plan) else owner.pk,
        before=_map_labels_to_values(before),
        after=_map_labels_to_values(owner.lagging_rules),
    )


def _refresh_plan_standings(plan: Plan) -> None:
    entries = ProgressEntry.objects.filter(period__plan=plan, period__state__in=(PeriodState.OPEN, PeriodState.CLOSED))
    read = entries.select_related("period__plan__government", "task__item_kind", "edition", "returned_revision")
    refresh_standings(read, on=clock.today())


def _map_labels_to_values(settings: dict) -> dict:
    return {NAMES[name]: value for name, value in settings.items()}
