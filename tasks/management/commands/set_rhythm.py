"""``set_rhythm``: sets which periods a plan has, or the plans that are still to come."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from tasks.filing.rhythms import describe_rhythm
from tasks.management.arguments import (
    add_plan_arguments,
    add_rhythm_arguments,
    get_government_by_name,
    get_plan_by_options,
    get_rhythm_options,
)
from tasks.organisation.rhythm_actions import set_coming_rhythm
from tasks.permissions import Refused
from tasks.plans.rhythm_actions import set_rhythm


class Command(BaseCommand):
    help = "设置一个年度方案的填报期（--year），或以后年度方案的填报期。"

    def add_arguments(self, parser):
        add_plan_arguments(parser, year_required=False)
        add_rhythm_arguments(parser)

    def handle(self, **options):
        rhythm = get_rhythm_options(options)
        if not rhythm:
            raise CommandError("请用 --end-months 写明各期截止月份。", returncode=2)
        try:
            if options["year"] is None:
                government = set_coming_rhythm(
                    government=get_government_by_name(options["government"]), **rhythm, by=None
                )
                self.stdout.write(f"以后年度：{describe_rhythm(government.rhythm)}。")
            else:
                plan = set_rhythm(plan=get_plan_by_options(options), **rhythm, by=None)
                self.stdout.write(f"{plan}：{describe_rhythm(plan.rhythm)}。")
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages), returncode=1) from refusal
