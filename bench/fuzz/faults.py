"""What a case may not do: fail, take too long, speak English, leave something half done."""

import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

#: seconds of the processor that a case may take, and seconds that it may wait; other programs may keep it waiting
LIMIT, PATIENCE = 10, 60


class TooLong(BaseException):
    """The case took longer than it may. No ``except Exception`` of the product catches it."""


@dataclass(frozen=True)
class Fault:
    """A case that went wrong: its name, what was sent, and what was wrong, most telling line first."""

    case: str
    sent: str
    wrong: str

    def __str__(self) -> str:
        return f"✗ python -m bench.fuzz {self.case}\n    {self.sent}\n    {self.wrong}"


@dataclass
class Tally:
    """What a run has asked so far, and what went wrong."""

    cases: int = 0
    slowest: float = 0
    slowest_case: str = ""
    answers: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def run(self, case: str, sent: str, act: Callable[[], str]) -> None:
        """Runs a case in its time.

        Args:
            act: returns a word for the answer, by which the answers are counted; raises what is a fault.
        """
        begun = time.process_time()
        try:
            with alarm():
                answer = act()
        except (Exception, TooLong) as error:
            answer = "fault"
            self.faults.append(Fault(case, sent, describe_error(error)))
            sys.stdout.write(f"{self.faults[-1]}\n")
            sys.stdout.flush()
        spent = time.process_time() - begun
        self.cases += 1
        self.answers[answer] = self.answers.get(answer, 0) + 1
        if spent > self.slowest:
            self.slowest, self.slowest_case = spent, case
        if self.cases % 500 == 0:
            sys.stderr.write(f"{self.cases} cases, {len(self.faults)} faults\n")


class Wrong(Exception):
    """The answer is not what the product may answer."""


@contextmanager
def alarm() -> Iterator[None]:
    """Raises ``TooLong`` in what works or waits longer than it may."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise TooLong(f"works {LIMIT} s" if number == signal.SIGPROF else f"waits {PATIENCE} s")

    for number, timer, seconds in (
        (signal.SIGPROF, signal.ITIMER_PROF, LIMIT),
        (signal.SIGALRM, signal.ITIMER_REAL, PATIENCE),
    ):
        signal.signal(number, stop)
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def describe_error(error: BaseException) -> str:
    """Returns the error and the last places of the product that it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames if "site-packages" not in frame.filename]
    last = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {str(error)[:300]}\n      {last}\n      " + "\n      ".join(own[-4:])
