"""What a command exports."""

from django.core.management.base import CommandError

from reports.reporting.attachments import Occasion, build_occasion
from tasks.models import Plan


def find_occasion(plan: Plan, code: str) -> Occasion:
    """Returns what is exported of a plan.

    Raises:
        CommandError: the plan has no such period; exit status 1.
    """
    if not plan.rhythm.has_code(code):
        raise CommandError(f"{plan}没有“{code}”这一期，可用 {'、'.join(plan.rhythm.codes)}。", returncode=1)
    return build_occasion(plan, code)
