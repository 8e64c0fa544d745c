"""``seal_events``: seals the events that wait; started by a timer."""

from django.core.management.base import BaseCommand

from tasks.enums import TimedJob
from tasks.sealing.seal_actions import seal_events
from tasks.sealing.seals import find_head
from tasks.timing.timed_run_actions import note_run


class Command(BaseCommand):
    help = "为新的留痕加封签，使以后的改动、删除和补入都能查出；供每分钟定时执行。"

    def handle(self, **options):
        with note_run(job=TimedJob.SEAL_EVENTS):
            count, head = seal_events(), find_head()
        self.stdout.write(f"新封 {count} 条；链头：第 {head.position} 号 {head.digest}")
