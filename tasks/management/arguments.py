"""Arguments that several commands share, and what they mean."""

from django.core.management.base import CommandError, CommandParser

from tasks.models import Plan


def add_plan_arguments(parser: CommandParser, *, year_required: bool = True) -> None:
    """``--year`` and ``--government``."""
    parser.add_argument("--year", type=int, required=year_required, help="年度")
    parser.add_argument("--government", help="辖区政府名称；只有一个时可以不写")


def plan_of(options: dict) -> Plan:
    """The one plan that year and government name.

    Raises:
        CommandError: none, or several governments have one; exit status 1.
    """
    plans = Plan.objects.filter(year=options["year"]).select_related("government")
    if options["government"]:
        plans = plans.filter(government__name=options["government"])
    found = list(plans[:2])
    if not found:
        whose = options["government"] or ""
        raise CommandError(f"没有{whose}{options['year']}年的年度方案。", returncode=1)
    if len(found) > 1:
        raise CommandError(
            f"多个辖区政府有{options['year']}年的年度方案，请用 --government 指明。", returncode=2
        )
    return found[0]
