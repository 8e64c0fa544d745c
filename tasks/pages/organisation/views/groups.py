"""单位分组: shows all groups with their members, and sets the members of many at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks.models.changes import ChangedMeanwhile
from tasks.organisation.group_actions import set_group_members
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.organisation.group_page import GroupPage, parse_group_choices
from tasks.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_GROUPS)
def group_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows every group with a tick for each unit. A POST saves all groups together, or none."""
    government = request.user.home
    if request.method != "POST":
        return render(
            request, "organisation/groups.html", {"page": GroupPage(government, opened=request.GET.get("open", ""))}
        )
    choices = parse_group_choices(request.POST, GroupPage(government).groups)
    try:
        changed = set_group_members(government=government, choices=choices, by=request.user)
    except ValidationError as refusal:
        status = CONFLICTING if isinstance(refusal, ChangedMeanwhile) else UNFIT
        page = GroupPage(government, request.POST, "".join(refusal.messages))
        return render(request, "organisation/groups.html", {"page": page}, status=status)
    names = "、".join(group.name for group in changed)
    messages.success(request, f"已设置 {names} 的成员单位。" if changed else "成员单位没有变化。")
    return redirect("group_page")
