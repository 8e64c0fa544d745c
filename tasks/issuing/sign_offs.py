"""印发审核: the sign-off that counts for a report or a notice, and whether it holds for what would be issued now."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from tasks.enums import Role, SignOffState
from tasks.models import Government, Period, Plan, Publication, SignOff, User
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused, can
from tasks.terms.later import say_later

#: what is issued: the report of a period, or the notice of a plan
Issuable = Period | Plan
OF_THE_SAME = Q(period=OuterRef("period")) | Q(plan=OuterRef("plan"))
#: state → why it cannot be issued yet, and what to do
REFUSALS = {
    SignOffState.NOT_ASKED: say_later("本{terms.place}印发前须经{terms.office}负责人审核，请先提请印发审核。"),
    SignOffState.WAITING: say_later("已提请印发审核，{terms.office}负责人审核通过后才能印发。"),
    SignOffState.RETURNED: say_later("{terms.office}负责人已退回，请按意见修改后重新提请。"),
    SignOffState.TAKEN_BACK: "提请已由提请人撤回，改好后请重新提请。",
    SignOffState.LAPSED: "提请之后内容已变，原来的审核不再有效，请重新提请。",
}


def get_issuing_government(issuable: Issuable) -> Government:
    return issuable.government if isinstance(issuable, Plan) else issuable.plan.government


def find_sign_off(issuable: Issuable) -> SignOff | None:
    """Finds the sign-off that counts: the last one asked for since the latest issue; None without any."""
    latest = issuable.publications.first()
    asked = issuable.sign_offs.select_related("period__plan", "plan", "asked_by", "decided_by")
    return (asked.filter(asked_at__gt=latest.issued_at) if latest else asked).first()


def select_open_sign_offs(user: User) -> QuerySet[SignOff]:
    """Selects the sign-offs of the user's government that wait for a decision, for who sees all items; for others
    none."""
    if not can(user, Permission.SEE_ALL_TASKS):
        return SignOff.objects.none()
    return _select_last(user).filter(decided_at=None)


def select_returned_sign_offs(user: User) -> QuerySet[SignOff]:
    """Selects the sign-offs of the user's government that the head returned and that were not asked for anew, for who may
    ask; without those that were taken back."""
    if not can(user, Permission.ISSUE_REPORT):
        return SignOff.objects.none()
    return _select_last(user).filter(approved=False).exclude(decided_by=F("asked_by"))


def select_deciding_heads(government: Government) -> QuerySet[User]:
    """Selects the people who decide on a sign-off."""
    return User.objects.filter(government=government, role=Role.OFFICE_HEAD, is_active=True).order_by("pk")


def _select_last(user: User) -> QuerySet[SignOff]:
    """Selects the sign-off of each report and notice of the user's government that counts: the last, and asked since the
    latest issue."""
    last = SignOff.objects.filter(OF_THE_SAME).order_by("-pk").values("pk")[:1]
    issued = Publication.objects.filter(OF_THE_SAME, issued_at__gte=OuterRef("asked_at"))
    own = Q(period__plan__government=user.government_id) | Q(plan__government=user.government_id)
    counting = SignOff.objects.filter(own, ~Exists(issued), pk=Subquery(last))
    return counting.select_related("period__plan", "plan", "asked_by", "decided_by")


def remove_report_date(data: dict[str, Any]) -> dict[str, Any]:
    """Returns the data of an issue without the date of its report, which is not known before the approval."""
    if "on" not in data:
        return data
    printed = format_chinese_date(date.fromisoformat(data["on"]))
    paragraphs = [line.replace(printed, "") for line in data["paragraphs"]]
    return {name: value for name, value in data.items() if name != "on"} | {"paragraphs": paragraphs}


def compute_issue_fingerprint(data: dict[str, Any]) -> str:
    """Returns the digest of everything that would be issued, but for the date of the report.

    Args:
        data: as ``Publication.data``.
    """
    content = json.dumps(remove_report_date(data), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def require_sign_off(issuable: Issuable, data: dict[str, Any]) -> None:
    """Demands an approval of just this content, where the government has set so.

    Raises:
        Refused: none holds.
    """
    if not get_issuing_government(issuable).requires_sign_off:
        return
    state = compute_sign_off_state(find_sign_off(issuable), data)
    if state != SignOffState.APPROVED:
        raise Refused(REFUSALS[state])


def compute_sign_off_state(sign_off: SignOff | None, data: dict[str, Any]) -> SignOffState:
    """Returns how a sign-off stands; one asked for or given for other content has lapsed.

    Args:
        data: what would be issued now, as ``Publication.data``.
    """
    if sign_off is None:
        return SignOffState.NOT_ASKED
    if sign_off.approved is False:
        return SignOffState.TAKEN_BACK if sign_off.is_taken_back else SignOffState.RETURNED
    if sign_off.fingerprint != compute_issue_fingerprint(data):
        return SignOffState.LAPSED
    return SignOffState.APPROVED if sign_off.approved else SignOffState.WAITING
