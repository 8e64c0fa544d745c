"""首页 before the first period: the next step of 启用清单."""

from django.urls import reverse

from reports.pages.boards.next_step import NextStep
from tasks.models import User
from tasks.permissions import can
from tasks.starting.start_list import StartList


def find_start_step(user: User, steps: StartList) -> NextStep | None:
    """Finds the first open step of 启用清单 that the person may do, or else the first of somebody else; None when all are
    done."""
    left = [step for step in steps.steps if not step.is_done]
    if not left:
        return None
    own = next((step for step in left if can(user, step.permission)), None)
    first = own or left[0]
    return NextStep(
        title=f"启用清单还差 {len(left)} 步",
        why=f"先办“{first.label}”（{first.doer}）：{first.missing[0]}",
        act=f"去办“{own.label}”" if own else "看启用清单",
        url=reverse(own.url_name if own else "start_list"),
        more=[("看启用清单", reverse("start_list"))] if own else [],
    )
