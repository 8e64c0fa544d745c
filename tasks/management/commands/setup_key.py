"""``setup_key``: makes the one-time key that opens the guide of an empty installation."""

from django.core.management.base import BaseCommand, CommandError

from tasks.permissions import Refused
from tasks.starting.setup_actions import TRIES, renew_setup_key


class Command(BaseCommand):
    help = "空的系统：换一个启用码并显示，原来的随即作废。"

    def handle(self, **options):
        try:
            key = renew_setup_key(by=None)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        self.stdout.write(f"系统里还没有数据。请用浏览器打开 /setup/，输入启用码：{key}")
        self.stdout.write(f"启用码只显示这一次，用后作废，输错 {TRIES} 次也作废；再运行 manage.py setup_key 另取。")
