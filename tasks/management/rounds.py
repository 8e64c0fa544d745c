"""What a timer's command does for each government: one that fails is told and does not stop the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from logging import getLogger
from typing import TypeVar

from django.core.management.base import CommandError

from tasks.models import Government
from tasks.organisation.timer_actions import record_timer_failure
from tasks.permissions import Refused
from tasks.reminding.rules import ReminderRulesError
from tasks.terms import speak

Row = TypeVar("Row")
Result = TypeVar("Result")

log = getLogger(__name__)
#: what says in Chinese why it fails
EXPECTED = (Refused, ReminderRulesError)


@dataclass
class TimerRound:
    """The round of a command over governments.

    Attributes:
        task: what the command does, as the audit log tells it.
        is_dry: whether nothing may be written.
        errors: a sentence for each government that failed.
    """

    task: str
    is_dry: bool = False
    errors: list[str] = field(default_factory=list)

    def do_for_each(
        self, rows: Iterable[Row], act: Callable[[Row], Result], *, get_government: Callable[[Row], Government]
    ) -> list[tuple[Row, Result]]:
        """Does ``act`` for each row; what fails is logged with its traceback and recorded for the row's government.

        Returns:
            The rows that succeeded, with what ``act`` returned.
        """
        done = []
        for row in rows:
            try:
                with speak(lambda: get_government(row).words):  # noqa: B023  asked within the turn
                    done.append((row, act(row)))
            except Exception as error:
                self._tell(row, error, get_government(row))
        return done

    def _tell(self, row: object, error: Exception, government: Government) -> None:
        whose = f"{row}" if row == government else f"{government}{row}"
        if isinstance(error, EXPECTED):
            log.error("%s：%s", whose, error)
            self.errors.append(f"{whose}：{error}")
        else:
            log.exception("%s：%s", self.task, whose)
            self.errors.append(f"{whose}：程序出错（{type(error).__name__}），详见服务日志。")
        if not self.is_dry:
            record_timer_failure(government=government, task=self.task, reason=self.errors[-1])

    def raise_errors(self) -> None:
        """
        Raises:
            CommandError: something failed; exit status 1.
        """
        if self.errors:
            raise CommandError("\n".join(self.errors), returncode=1)
