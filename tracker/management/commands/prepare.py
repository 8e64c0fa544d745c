"""``manage.py prepare``: prepares an installation for its start, in one process."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tasks.organisation.governments import is_installation_empty
from tracker.checks import describe_date_refusal


class Command(BaseCommand):
    help = "建库、收集静态文件；DUBAN_DEMO=1 时载入演示数据，空的系统显示启用码。已有的数据不变。"

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DUBAN_DEMO:
            call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
        # the check at the start of the command has found no tables in a new database
        if refusal := describe_date_refusal():
            raise CommandError(refusal, returncode=1)
        if is_installation_empty():
            call_command("setup_key", stdout=self.stdout, stderr=self.stderr)
