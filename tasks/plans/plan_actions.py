"""方案: saves what a plan's notice says of its number, its approval and its recipients."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Plan, User
from tasks.models.changes import build_field_state, diff_states, refuse_if_changed
from tasks.models.plan import LONGEST_RECIPIENTS
from tasks.organisation.organisation_actions import assign_values, lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal

PLAN_FACTS = ("document_number", "congress", "approving_meeting", "approved_on", "recipients")
#: marks with which a draft keeps a place open
BLANKS = ("×", "＿", "__", "XX")


@transaction.atomic
def save_plan_facts(*, plan: Plan, values: dict[str, Any], seen: str, by: User) -> Plan:
    """
    Args:
        values: of ``PLAN_FACTS``; "" or None is what is not known.
        seen: ``changes.compute_fingerprint`` of the plan's state when the user opened the form.

    Raises:
        Refused: the user lacks the permission, or the plan is another government's.
        ChangedMeanwhile: somebody else has saved the plan since.
        ValidationError: a value holds an open place, a day has no meeting, or the day is still to come.
    """
    if not can(by, Permission.IMPORT_DOCUMENTS) or by.government_id != plan.government_id:
        raise Refused(describe_role_refusal(by))
    # an import locks it too
    lock_government(by.home)
    plan = Plan.objects.select_related("government").get(pk=plan.pk)
    before = build_field_state(plan, PLAN_FACTS)
    refuse_if_changed(before, seen)
    values = {name: _tidy_fact(name, value) for name, value in values.items()}
    _refuse_unfit_facts(values)
    assign_values(plan, values, PLAN_FACTS)
    old, new = diff_states(before, build_field_state(plan, PLAN_FACTS))
    if new:
        record(EventKind.PLAN_FACTS_SAVED, plan, by=by, government_id=plan.government_id, before=old, after=new)
    return plan


def _tidy_fact(name: str, value: Any) -> Any:
    """Removes white space, and the colon of the recipients, which the notice prints itself."""
    if not isinstance(value, str):
        return value
    tidy = "".join(value.split())
    return tidy.rstrip("：:") if name == "recipients" else tidy


def _refuse_unfit_facts(values: dict[str, Any]) -> None:
    if (longest := len(values["recipients"])) > LONGEST_RECIPIENTS:
        raise ValidationError({"recipients": f"主送至多 {LONGEST_RECIPIENTS:,} 字，现有 {longest:,} 字。"})
    for name, value in values.items():
        if isinstance(value, str) and any(blank in value for blank in BLANKS):
            raise ValidationError({name: "还有没填的空位（如××）。暂时不知道的请留空，通知中就不写这一句。"})
    if values["approved_on"] and not values["approving_meeting"]:
        raise ValidationError({"approving_meeting": "填了审议日期，请写明是哪次会议。"})
    if values["approved_on"] and values["approved_on"] > clock.today():
        raise ValidationError({"approved_on": "审议日期不能晚于今天。"})
