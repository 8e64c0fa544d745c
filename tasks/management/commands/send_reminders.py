"""``send_reminders``: sends the reminders (催办) that are due and the deliveries that wait; started by a timer."""

import json
from collections import Counter
from contextlib import nullcontext
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from tasks import clock
from tasks.enums import DeliveryState, TimedJob
from tasks.management.arguments import parse_day_argument
from tasks.management.rounds import TimerRound
from tasks.models import Government
from tasks.reminding.automatic import compose_due_mailing
from tasks.reminding.automatic_actions import send_due
from tasks.reminding.delivery_actions import deliver_waiting
from tasks.reminding.messages import Message
from tasks.terms import terms
from tasks.timing.timed_run_actions import note_run


class Command(BaseCommand):
    help = "按催办规则通知到人，并发送等待投送的消息；供定时任务反复执行，同一件事对同一人只通知一次。"

    def add_arguments(self, parser):
        parser.add_argument("--government", help=f"{terms.government}名称；不写则逐个办理")
        parser.add_argument("--dry-run", action="store_true", help="只列出将通知的内容，不写入、不发送")
        parser.add_argument("--on", type=parse_day_argument, help="假定的日期，只用于 --dry-run")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, **options):
        if options["on"] and not options["dry_run"]:
            raise CommandError("--on 只能与 --dry-run 一起使用。", returncode=2)
        is_whole = not options["dry_run"] and not options["government"]
        with note_run(job=TimedJob.SEND_REMINDERS) if is_whole else nullcontext():
            self.send(options)

    def send(self, options: dict) -> None:
        on, is_dry = options["on"] or clock.today(), options["dry_run"]
        timer, governments = TimerRound("催办", is_dry), list_governments(options["government"])

        def tell(government: Government) -> list[Message]:
            return compose_due_mailing(government, on).messages if is_dry else send_due(government=government, on=on)

        rounds = timer.do_for_each(governments, tell, get_government=lambda government: government)
        sent = Counter() if is_dry else deliver_waiting()
        self.answer(rounds, sent, timer.errors, on, options)
        timer.raise_errors()

    def answer(self, rounds, sent: Counter, errors: list[str], on: date, options: dict) -> None:
        if not options["json"]:
            return self.print_rounds(rounds, sent)
        whole = {
            "on": f"{on}",
            "dry_run": options["dry_run"],
            "governments": [
                {"government": government.name, "notices": [build_message_row(message) for message in told]}
                for government, told in rounds
            ],
            "delivered": {state.value: sent[state] for state in DeliveryState},
            "errors": errors,
        }
        return self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1))

    def print_rounds(self, rounds, sent: Counter) -> None:
        for government, told in rounds:
            self.stdout.write(f"{government}：通知 {len(told)} 人")
            for message in told:
                self.stdout.write(f"    {message.recipient.place} {message.recipient}　{message.subject}")
        if sent:
            self.stdout.write("，".join(f"{state.label} {sent[state]} 条" for state in DeliveryState))


def list_governments(name: str | None) -> list[Government]:
    """Returns all governments, or the one with a name.

    Raises:
        CommandError: there is none; exit status 1.
    """
    found = Government.objects.filter(name=name) if name else Government.objects.all()
    if name and not found:
        raise CommandError(f"没有名为“{name}”的{terms.government}。", returncode=1)
    return list(found)


def build_message_row(message: Message) -> dict:
    """Returns the message to a person as ``docs/commands.md`` describes it."""
    return {
        "recipient": message.recipient.username,
        "name": message.recipient.name,
        "unit": message.recipient.unit.name if message.recipient.unit else None,
        "subject": message.subject,
        "reminders": [
            {"kind": one.kind.value, "key": one.key, "period": one.period, "text": one.text} for one in message.lines
        ],
    }
