"""历年归入: shows what the machine proposes, and takes a person's yes or no, of one proposal or of all sure ones."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks.measures.measure_actions import (
    OVERTAKEN,
    MeasureJoin,
    build_proposed_content,
    drop_link,
    join_measures,
    reject_proposal,
)
from tasks.measures.proposals import CountedRow, MeasureProposal
from tasks.models import MeasureLink
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING
from tasks.pages.measures.proposal_page import ProposalPage
from tasks.permissions import Permission, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_INDICATORS)
def measure_proposals(request: AuthenticatedRequest) -> HttpResponse:
    """Lists what is proposed, the first ``MOST_SHOWN``. A POST decides one proposal (``confirm``, ``reject``), joins all that
    are sure and were shown, or lets something that was left out be proposed again (``restore``)."""
    page = ProposalPage(request.user)
    if request.method != "POST":
        return render(request, "measures/proposals.html", {"page": page})
    try:
        messages.success(request, _decide(request, page))
    except Refused as refusal:
        page = ProposalPage(request.user, str(refusal))
        return render(request, "measures/proposals.html", {"page": page}, status=CONFLICTING)
    return redirect("measure_proposals")


def _decide(request: AuthenticatedRequest, page: ProposalPage) -> str:
    """Does what was sent and says it.

    Raises:
        BadRequest: it is none of the acts of the page.
        Refused: as the action, or what was shown is proposed no more.
    """
    sent = request.POST
    if sent.get("act") == "sure":
        chosen = [_find(page, key, sent.getlist("members")) for key in sent.getlist("sure")]
        if not chosen:
            raise Refused(OVERTAKEN)
        joins = [MeasureJoin(one.measure, [m.row for m in one.members], build_proposed_content(one)) for one in chosen]
        return f"已归入 {len(join_measures(joins=joins, by=request.user))} 个历年指标。"
    if key := sent.get("confirm"):
        proposal = _find(page, key, sent.getlist("members"))
        ticked = set(sent.getlist(f"ticked-{key}"))
        rows = [one.row for one in proposal.members if one.key in ticked]
        if not rows:
            raise Refused("请至少勾选一个要归入的指标；都不是的，请点“都不归入”。")
        left = [one.row for one in proposal.members if one.key not in ticked]
        content = build_proposed_content(proposal, sent.get(f"name-{key}"))
        (measure,) = join_measures(joins=[MeasureJoin(proposal.measure, rows, content, left)], by=request.user)
        return f"“{measure}”：已归入 {len(rows)} 个指标。"
    if key := sent.get("reject"):
        proposal = _find(page, key, sent.getlist("members"))
        left_rows: list[CountedRow] = [one.row for one in proposal.members]
        count = reject_proposal(measure=proposal.measure, rows=left_rows, by=request.user)
        return f"已排除 {count} 个指标，以后不再这样提示。"
    if key := sent.get("restore"):
        link = MeasureLink.objects.filter(pk=read_key(key) or 0, measure=None).first()
        if link is None or link.pk not in {one for one, _, _ in page.left_out}:
            raise Refused(OVERTAKEN)
        drop_link(link=link, by=request.user)
        return "已取消排除，会重新提示。"
    raise BadRequest("提交的内容无法识别，请从“历年归入”页重新打开。")


def _find(page: ProposalPage, key: str, shown: list[str]) -> MeasureProposal:
    """Finds a proposal as it was shown.

    Raises:
        Refused: it is gone, or has members that the person has not seen.
    """
    found = page.by_key.get(key)
    if found is None or not {f"{key}:{one.key}" for one in found.members} <= set(shown):
        raise Refused(OVERTAKEN)
    return found
