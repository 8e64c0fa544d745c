"""印发审核: the sign-off that counts for a period, and whether it holds for what would be issued now."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tasks.enums import Role, SignOffState
from tasks.models import Government, Period, Publication, SignOff, User
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, can

#: state → why the report cannot be issued yet, and what to do
REFUSALS = {
    SignOffState.NOT_ASKED: "本辖区印发前须经督查办负责人审核，请先提请印发审核。",
    SignOffState.WAITING: "已提请印发审核，督查办负责人审核通过后才能印发。",
    SignOffState.RETURNED: "督查办负责人已退回，请按意见修改后重新提请。",
    SignOffState.LAPSED: "提请之后内容已变，原来的审核不再有效，请重新提请。",
}


def find_sign_off(period: Period) -> SignOff | None:
    """Finds the sign-off that counts: the last one asked for since the latest issue; None without any."""
    latest = period.publications.first()
    asked = period.sign_offs.select_related("asked_by", "decided_by")
    return (asked.filter(asked_at__gt=latest.issued_at) if latest else asked).first()


def select_open_sign_offs(user: User) -> QuerySet[SignOff]:
    """Selects the sign-offs of the user's government that wait for a decision, for who sees all items; for others
    none."""
    if not can(user, Permission.SEE_ALL_TASKS):
        return SignOff.objects.none()
    return _select_last(user).filter(decided_at=None)


def select_returned_sign_offs(user: User) -> QuerySet[SignOff]:
    """Selects the sign-offs of the user's government that were returned and not asked for anew, for who may ask."""
    if not can(user, Permission.ISSUE_REPORT):
        return SignOff.objects.none()
    return _select_last(user).filter(approved=False)


def select_deciding_heads(government: Government) -> QuerySet[User]:
    """Selects the people who decide on a sign-off."""
    return User.objects.filter(government=government, role=Role.OFFICE_HEAD, is_active=True).order_by("pk")


def _select_last(user: User) -> QuerySet[SignOff]:
    """Selects the sign-off of each period of the user's government that counts: the last, and asked since the latest issue."""
    last = SignOff.objects.filter(period=OuterRef("period")).order_by("-pk").values("pk")[:1]
    issued = Publication.objects.filter(period=OuterRef("period"), issued_at__gte=OuterRef("asked_at"))
    of_government = SignOff.objects.filter(period__plan__government=user.government_id)
    counting = of_government.filter(~Exists(issued), pk=Subquery(last))
    return counting.select_related("period__plan", "asked_by", "decided_by")


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


def compute_sign_off_state(sign_off: SignOff | None, data: dict[str, Any]) -> SignOffState:
    """Returns how a sign-off stands; one asked for or given for other content has lapsed.

    Args:
        data: what would be issued now, as ``Publication.data``.
    """
    if sign_off is None:
        return SignOffState.NOT_ASKED
    if sign_off.approved is False:
        return SignOffState.RETURNED
    if sign_off.fingerprint != compute_issue_fingerprint(data):
        return SignOffState.LAPSED
    return SignOffState.APPROVED if sign_off.approved else SignOffState.WAITING
