"""考核: changes the formula, and excludes entries from the scorecard."""

from django.db import transaction

from tasks import clock
from tasks.audit import record, record_on_entry
from tasks.enums import EventKind
from tasks.filing.entry_guard import lock_entry
from tasks.models import Exclusion, Government, Period, ProgressEntry, Scorecard, User
from tasks.models.changes import refuse_if_changed
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.scoring.rules import NAMES, ScoringRules
from tasks.scoring.scorecard_actions import lock_plan
from tasks.terms import say

BASIS_LENGTH = 200


@transaction.atomic
def change_scoring_rules(*, government: Government, settings: dict, seen: str, by: User) -> bool:
    """Stores the settings that differ from the defaults; an approved scorecard keeps its formula.

    Args:
        settings: name → value, as ``tasks.scoring.rules.ScoringRules.from_dict`` reads them.
        seen: the fingerprint of ``describe_scoring_rules`` of the settings that the person saw.

    Returns:
        Whether anything changed.

    Raises:
        tasks.scoring.rules.ScoringRulesError: a setting cannot be used.
        ChangedMeanwhile: a colleague changed them meanwhile.
        Refused: the person may not.
    """
    government = Government.objects.select_for_update().get(pk=government.pk)
    if not can(by, Permission.MANAGE_SCORECARD) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    kept = ScoringRules.from_dict(settings).as_dict()
    before, government.scoring_rules = government.scoring_rules, kept
    if before == kept:
        return False
    refuse_if_changed(describe_scoring_rules(before), seen)
    government.save(update_fields=["scoring_rules"])
    record(
        EventKind.SCORING_RULES_CHANGED,
        government,
        by=by,
        government_id=government.pk,
        before=describe_scoring_rules(before),
        after=describe_scoring_rules(kept),
    )
    return True


def describe_scoring_rules(settings: dict) -> dict[str, str]:
    """Describes the settings by their labels, for the audit log and a conflict."""
    return {say(NAMES[name]): str(value) for name, value in settings.items()}


@transaction.atomic
def exclude_entry(*, entry: ProgressEntry, reason: str, basis: str, by: User) -> Exclusion:
    """Excludes the entry from the scorecard of every unit, for a cause that the units cannot influence.

    Practice: in 绵阳2022 nobody was listed for force majeure; the decision and its basis are kept.

    Raises:
        Refused: no reason or basis is given, the basis is too long, the entry is excluded already, the
            scorecard is approved, or the person may not.
    """
    entry = _lock_entry(entry, by)
    if not reason.strip():
        raise Refused("请写明不计入考核的理由。")
    if not basis.strip():
        raise Refused("请写明依据，如会议、文件或领导批示。")
    if len(basis.strip()) > BASIS_LENGTH:
        raise Refused(f"依据不超过 {BASIS_LENGTH} 个字。")
    former = Exclusion.objects.filter(entry=entry).select_related("decided_by").first()
    if former:
        raise Refused(f"该事项已由{former.decided_by}定为不计入考核（{former.basis}）。")
    exclusion = Exclusion.objects.create(
        entry=entry, reason=reason.strip(), basis=basis.strip(), decided_at=clock.now(), decided_by=by
    )
    after = {"理由": exclusion.reason, "依据": exclusion.basis}
    record_on_entry(EventKind.ENTRY_EXCLUDED, entry, by=by, after=after, reason=exclusion.reason)
    return exclusion


@transaction.atomic
def include_entry(*, entry: ProgressEntry, reason: str, by: User) -> None:
    """Includes the entry again.

    Raises:
        Refused: no reason is given, the entry is not excluded, the scorecard is approved, or the person may
            not.
    """
    entry = _lock_entry(entry, by)
    if not reason.strip():
        raise Refused("请写明恢复计入考核的理由。")
    exclusion = Exclusion.objects.filter(entry=entry).first()
    if exclusion is None:
        raise Refused("该事项没有定为不计入考核，可能刚刚已被恢复。")
    exclusion.delete()
    before = {"理由": exclusion.reason, "依据": exclusion.basis}
    record_on_entry(EventKind.ENTRY_INCLUDED, entry, by=by, before=before, reason=reason.strip())


def _lock_entry(entry: ProgressEntry, by: User) -> ProgressEntry:
    """Locks the plan, so that nobody approves the scorecard meanwhile, and returns the locked entry."""
    period = Period.objects.select_related("plan").get(entries=entry.pk)
    lock_plan(period.plan, by)
    entry = lock_entry(entry.pk)
    approved = Scorecard.objects.covering(entry.period).first()
    if approved:
        raise Refused(f"{approved}已经审定，请先撤销审定。")
    return entry
