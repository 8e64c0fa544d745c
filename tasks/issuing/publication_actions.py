"""印发: freezes a period's report with its files; a correction is issued as the next revision."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import Audience, EventKind, IssueScope, PeriodState
from tasks.issuing.publications import IssuedFile
from tasks.issuing.sign_offs import require_sign_off
from tasks.models import Period, Publication, PublishedFile, User
from tasks.models.stored_files import files_fall_with_rows, store_content
from tasks.periods import format_month_day_time
from tasks.permissions import Permission, Refused, can
from tasks.reminding.event_notice_actions import tell_of_issue

#: 发文字号 after GB/T 9704-2012 7.2.5: 机关代字, year in 〔〕, order without leading zero
DOCUMENT_NUMBER = re.compile(r"[^\s〔〕]+〔(?:19|20)\d\d〕[1-9]\d{0,4}号")
INTERNAL_AND_PUBLIC = "整件为内部的，不能同时生成公开版。请取消公开版，或改选“不另加限制”。"
NUMBER_FORM = "发文字号应写作“示府办〔2024〕1号”：年份用六角括号，序号不编虚位，不加“第”字。"


@files_fall_with_rows()
@transaction.atomic
def issue(
    *,
    period: Period,
    files: Sequence[IssuedFile],
    data: dict,
    title: str,
    approved_by_name: str,
    approved_on: date,
    seen: int,
    by: User,
    approved_by_title: str = "",
    document_number: str = "",
    scope: IssueScope = IssueScope.USUAL,
    reason: str = "",
    left_open: Sequence[str] = (),
    unfilled: Sequence[str] = (),
) -> Publication:
    """Stores the files with their SHA-256 and the data behind them, and sets the period to ISSUED.

    Args:
        files: at least one; the issue has a public version if one of them is for the public.
        data: JSON-ready.
        approved_by_name, approved_on: 政府督查工作条例 第十一条.
        seen: the latest revision when the person opened the page; 0 if nothing was issued.
        scope: who knows of it; the files of one that is internal as a whole bear the mark.
        reason: why a revision is issued; ignored for the first issue.
        left_open: problems that the person knew when issuing, for the audit log.
        unfilled: places of the files that nothing fills, as Chinese sentences; nothing is issued with one.

    Raises:
        Refused: the period is not closed, somebody issued meanwhile, the title or the approver is missing,
            the approval is in the future, the document number is wrong, a revision has no reason, there is no
            file, an internal issue has a public version, a place of one is not filled, the government demands 印发审核 and none holds for ``data``, or the person
            may not.
    """
    period = lock_for_issue(period, by)
    latest = period.publications.first()
    refuse_if_issued_meanwhile(latest, seen)
    require_closed(period, latest)
    require_approval(title, approved_by_name, approved_on, document_number)
    require_content(files, latest, reason, unfilled, scope)
    require_sign_off(period, data)
    publication = Publication(
        period=period,
        revision=seen + 1,
        title=title.strip(),
        document_number=document_number.strip(),
        approved_by_name=approved_by_name.strip(),
        approved_by_title=approved_by_title.strip(),
        approved_on=approved_on,
        scope=scope,
        reason=reason.strip() if latest else "",
        data=data,
    )
    before = set_period_state(period, PeriodState.ISSUED)
    store_publication(
        publication, files, left_open, by=by, before={"状态": before.label}, after={"状态": period.state.label}
    )
    return publication


def store_publication(
    publication: Publication,
    files: Sequence[IssuedFile],
    left_open: Sequence[str],
    *,
    by: User,
    before: dict,
    after: dict,
) -> None:
    """Saves an issue with its files and records it, in an action within ``files_fall_with_rows``.

    Args:
        publication: not saved yet; what is true of every issue is filled in here.
        before, after: of the audit row, what the issue changes besides; label → value.
    """
    publication.issued_at, publication.issued_by = clock.now(), by
    publication.has_public_version = any(audience == Audience.PUBLIC for _, _, audience in files)
    publication.save()
    kept = [_store_published_file(publication, name, content, audience) for name, content, audience in files]
    _record_issue(publication, kept, left_open, by=by, before=before, after=after)
    tell_of_issue(publication=publication, by=by)


def lock_for_issue(period: Period, by: User) -> Period:
    """Locks the period until the transaction ends, and returns it as it is now.

    Raises:
        Refused: the person may not issue it.
    """
    # read after the lock, so that whoever waited for it sees the other's changes
    Period.objects.select_for_update().only("pk").get(pk=period.pk)
    period = Period.objects.select_related("plan__government").get(pk=period.pk)
    if not can(by, Permission.ISSUE_REPORT) or by.government_id != period.plan.government_id:
        raise Refused(f"您的角色“{by.role.label}”不能印发该报告。")
    return period


def refuse_if_issued_meanwhile(latest: Publication | None, seen: int) -> None:
    """
    Raises:
        Refused: somebody issued since the person opened the page.
    """
    revision = latest.revision if latest else 0
    if latest and revision > seen:
        when = latest.issued_at.astimezone(clock.now().tzinfo)
        raise Refused(
            f"{latest.issued_by}已于 {format_month_day_time(when)} 印发第 {revision} 版，您的这一次没有印发，请核对。"
        )
    if revision != seen:
        raise Refused("页面已过时，请刷新后再印发。")


def require_closed(period: Period, latest: Publication | None) -> None:
    """Accepts a closed period, and one that was imported as issued and has no issue here."""
    if period.state == PeriodState.CLOSED or (period.state == PeriodState.ISSUED and latest is None):
        return
    if period.state == PeriodState.ISSUED:
        raise Refused(f"{period}已印发。如有差错，请先写明理由开始更正，再印发更正版。")
    if period.state == PeriodState.OPEN:
        raise Refused(f"{period}填报尚未截止，请先在“填报期”中截止。")
    raise Refused(f"{period}尚未开启填报。")


def require_content(
    files: Sequence[IssuedFile],
    latest: Publication | None,
    reason: str,
    unfilled: Sequence[str],
    scope: IssueScope,
) -> None:
    """
    Raises:
        Refused: a revision has no reason, there is no file, one is for the public although the issue is internal, or a
            place of one is not filled.
    """
    if latest and not reason.strip():
        raise Refused("更正后再次印发，须写明更正理由。")
    if not files:
        raise Refused("没有可印发的文件。")
    if scope.is_internal and any(audience == Audience.PUBLIC for _, _, audience in files):
        raise Refused(INTERNAL_AND_PUBLIC)
    if unfilled:
        raise Refused(f"文件中还有没填的内容，不能印发：{'；'.join(unfilled)}")


def require_approval(title: str, approved_by_name: str, approved_on: date, document_number: str) -> None:
    """
    Raises:
        Refused: the title or the approver is missing, the approval is in the future, or the number is wrong.
    """
    if not title.strip():
        raise Refused("请填写报告标题。")
    if not approved_by_name.strip():
        raise Refused("请填写批准人。")
    if approved_on > clock.today():
        raise Refused("批准日期不能晚于今天。")
    if document_number.strip() and not DOCUMENT_NUMBER.fullmatch(document_number.strip()):
        raise Refused(NUMBER_FORM)


def _store_published_file(publication: Publication, name: str, content: bytes, audience: Audience) -> PublishedFile:
    """Writes the bytes to the disk and saves the row."""
    key = uuid4()
    kept = PublishedFile(
        publication=publication,
        key=key,
        name=name,
        kind=name.rpartition(".")[2],
        audience=audience,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    store_content(kept.file, str(key), ContentFile(content))
    kept.save()
    return kept


def set_period_state(period: Period, state: PeriodState) -> PeriodState:
    """Sets the state of the locked period, and returns the former state."""
    before, period.state = period.state, state
    period.save(update_fields=["state"])
    return before


def _record_issue(
    publication: Publication,
    files: Sequence[PublishedFile],
    left_open: Sequence[str],
    *,
    by: User,
    before: dict,
    after: dict,
) -> None:
    approved = f"{publication.approved_by_title}{publication.approved_by_name}"
    after = after | {
        "印发版次": publication.revision,
        "发文字号": publication.document_number,
        "批准人": approved,
        "批准日期": f"{publication.approved_on}",
        "文件": [f"{each.name}（SHA-256 {each.sha256}）" for each in files],
    }
    if publication.scope.is_internal:
        after["知悉范围"] = publication.scope.label
    if left_open:
        after["印发时尚未处理"] = list(left_open)
    record(
        EventKind.REPORT_ISSUED,
        publication,
        by=by,
        government_id=publication.issued_plan.government_id,
        period=publication.about,
        before=before,
        after=after,
        reason=publication.reason,
    )
