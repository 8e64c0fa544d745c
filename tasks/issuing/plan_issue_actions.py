"""印发通知: freezes the notice of a plan with its files; a correction is issued as the next revision.

An issue of the notice locks nothing: the items of a plan live on, by editions from a period on. What is issued stays as
it was, and the page says what differs.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction

from tasks.enums import IssueScope
from tasks.issuing.publication_actions import (
    refuse_if_issued_meanwhile,
    require_approval,
    require_content,
    store_publication,
)
from tasks.issuing.publications import IssueContent
from tasks.issuing.sign_offs import require_sign_off
from tasks.models import Plan, Publication, User
from tasks.models.stored_files import files_fall_with_rows
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can


@files_fall_with_rows()
@transaction.atomic
def issue_plan_notice(
    *,
    plan: Plan,
    prepare: Callable[[Plan], IssueContent],
    title: str,
    approved_by_name: str,
    approved_on: date,
    seen: int,
    mark: str,
    by: User,
    approved_by_title: str = "",
    scope: IssueScope = IssueScope.USUAL,
    reason: str = "",
    left_open: Sequence[str] = (),
) -> Publication:
    """Stores the files with their SHA-256 and the data behind them, under the plan's document number.

    Args:
        prepare: builds the content of the plan as it is under the lock, with the date of the approval.
        approved_on: also the date that the notice prints, which becomes the plan's 印发日期.
        seen: the latest revision when the person opened the page; 0 if nothing was issued.
        mark: of the content that the page showed.
        scope: who knows of it; the files of one that is internal as a whole bear the mark.
        reason: why a revision is issued; ignored for the first issue.
        left_open: problems that the person knew when issuing, for the audit log.

    Raises:
        Refused: somebody issued or changed the plan meanwhile, the title or the approver is missing, the approval is in
            the future, the plan's document number is wrong, a revision has no reason, the plan has no items, an internal notice has a public version, a place is
            not filled, the government demands 印发审核 and none holds for this content, or the person may not.
    """
    plan = lock_plan_for_issue(plan, by)
    latest = plan.publications.first()
    refuse_if_issued_meanwhile(latest, seen)
    require_approval(title, approved_by_name, approved_on, plan.document_number)
    before, plan.issued_on = plan.issued_on, approved_on
    content = prepare(plan)
    if content.mark != mark:
        raise Refused("您打开本页之后，通知的内容有了变化，没有印发。请核对下面的变化后再印发。")
    require_content(content.files, latest, reason, content.unfilled, scope)
    require_sign_off(plan, content.data)
    plan.save(update_fields=["issued_on"])
    publication = Publication(
        plan=plan,
        revision=seen + 1,
        title=title.strip(),
        document_number=plan.document_number,
        approved_by_name=approved_by_name.strip(),
        approved_by_title=approved_by_title.strip(),
        approved_on=approved_on,
        scope=scope,
        reason=reason.strip() if latest else "",
        data=content.data,
    )
    days = [{"印发日期": f"{day or ''}"} for day in (before, approved_on)]
    store_publication(publication, content.files, left_open, by=by, before=days[0], after=days[1])
    return publication


def lock_plan_for_issue(plan: Plan, by: User) -> Plan:
    """Locks what a notice is made of until the transaction ends, and returns the plan as it is now.

    The government is locked by who changes the plan's facts or its items, the plan's row by who rewords a paragraph.

    Raises:
        Refused: the person may not issue it.
    """
    if not can(by, Permission.ISSUE_REPORT) or by.government_id != plan.government_id:
        raise Refused(f"您的角色“{by.role.label}”不能印发该通知。")
    lock_government(by.home)
    Plan.objects.select_for_update(of=("self",)).only("pk").get(pk=plan.pk)
    return Plan.objects.select_related("government").get(pk=plan.pk)
