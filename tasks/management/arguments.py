"""The arguments that several commands share."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser

from tasks import periods
from tasks.models import Government, Period, Plan
from tasks.terms import speak_on, terms

#: the codes that a command takes; whether the plan has such a period is known once the plan is
PERIOD_CODES = periods.CODES[1:]
PERIOD_HELP = "填报期：按季度为 Q1、H1、Q3、FY，其他按截止月份为 M01 至 M12"


def parse_period_argument(text: str) -> str:
    """Returns the code of a period.

    Raises:
        ArgumentTypeError: no plan has one.
    """
    if text in PERIOD_CODES:
        return text
    raise ArgumentTypeError(f"没有“{text}”这一期，可用 {'、'.join(PERIOD_CODES)}。")


def add_plan_arguments(parser: CommandParser, *, year_required: bool = True) -> None:
    """Adds ``--year`` and ``--government``."""
    parser.add_argument("--year", type=parse_year_argument, required=year_required, help="年度")
    parser.add_argument("--government", help=f"{terms.government}名称；只有一个时可以不写")


def get_plan_by_options(options: dict) -> Plan:
    """Returns the plan of the given year and government.

    Raises:
        CommandError: there is none (exit status 1), or several governments have one (exit status 2).
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
            f"多个{terms.government}有{options['year']}年的年度方案，请用 --government 指明。", returncode=2
        )
    speak_on(found[0].government.words)
    return found[0]


def get_government_by_name(name: str) -> Government:
    """Returns the government of that name, or the only one where none is named.

    Raises:
        CommandError: there is none (exit status 1), or there are several and none is named (exit status 2).
    """
    found = list(Government.objects.filter(name=name) if name else Government.objects.all()[:2])
    if not found:
        raise CommandError(f"没有{terms.government}“{name}”。" if name else f"还没有{terms.government}。", returncode=1)
    if len(found) > 1:
        raise CommandError(f"有多个{terms.government}，请用 --government 指明。", returncode=2)
    return found[0]


def add_period_argument(parser: CommandParser) -> None:
    """Adds ``--period`` for a period in which units file."""
    parser.add_argument("--period", choices=PERIOD_CODES, help=PERIOD_HELP)


def get_period_by_code(plan: Plan, code: str) -> Period:
    """Returns the plan's period with a code.

    Raises:
        CommandError: there is none; exit status 1.
    """
    if not plan.rhythm.has_code(code):
        own = "、".join(plan.rhythm.codes[1:])
        raise CommandError(f"{plan}没有“{code}”这一期，可用 {own}。", returncode=1)
    number = plan.rhythm.parse_code(code)
    period = plan.periods.select_related("plan").filter(number=number).first()
    if period is None:
        raise CommandError(f"{plan}没有{plan.rhythm.get_label(number)}的填报期。", returncode=1)
    return period


def parse_day_argument(written: str) -> date:
    """Parses a day such as ``2024-04-02`` within the bounds of ``tasks.periods``.

    Raises:
        ArgumentTypeError: it has another form, or lies out of them; exit status 2.
    """
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"日期应写作 2024-04-02，现为“{written}”。") from None
    if refusal := periods.describe_day_refusal(day):
        raise ArgumentTypeError(refusal)
    return day


def parse_year_argument(written: str) -> int:
    """Parses the year of a plan.

    Raises:
        ArgumentTypeError: it is no year of four digits, or none of a plan; exit status 2.
    """
    first, last = periods.FIRST_PLAN_YEAR, periods.LAST_PLAN_YEAR
    if not (written.isascii() and written.isdigit() and len(written) == 4 and first <= int(written) <= last):
        raise ArgumentTypeError(f"年度应在 {first} 至 {last} 之间。")
    return int(written)


def add_rhythm_arguments(parser: CommandParser) -> None:
    """Adds ``--end-months``, ``--first-month`` and ``--labels``."""
    parser.add_argument(
        "--end-months", type=_parse_months, metavar="MONTHS", help="各期截止月份，如 3,6,9,12 或 12,3,6,8"
    )
    parser.add_argument("--first-month", type=int, default=1, metavar="MONTH", help="年度起始月份，不写为 1")
    parser.add_argument("--labels", default="", help="各期名称，用逗号隔开；空的用通行名称")


def get_rhythm_options(options: dict) -> dict[str, Any]:
    """Returns the arguments of the actions that set a rhythm; empty where none is asked for."""
    if options["end_months"] is None:
        return {}
    months = options["end_months"]
    labels = [label.strip() for label in options["labels"].replace("，", ",").split(",")] if options["labels"] else []
    return {"first_month": options["first_month"], "end_months": months, "labels": labels}


def _parse_months(written: str) -> list[int]:
    parts = written.replace("，", ",").split(",")
    if not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        raise ArgumentTypeError(f"截止月份应写作 3,6,9,12，现为“{written}”。")
    return [int(part) for part in parts]
