"""``--within SECONDS``: a run that ends in time, and says which tests it did not come to."""

import time

import pytest


class Within:
    """Begins no test later than ``seconds`` after the run was configured; the rest is counted, file by file."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.end = time.monotonic() + seconds
        self.left: dict[str, int] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item):
        if time.monotonic() < self.end:
            return None
        file = item.nodeid.partition("::")[0]
        self.left[file] = self.left.get(file, 0) + 1
        # pytest takes the test for done
        return True

    def pytest_terminal_summary(self, terminalreporter):
        if self.left:
            files = [f"  {file}: {number}" for file, number in self.left.items()]
            number = sum(self.left.values())
            terminalreporter.write_line(
                "\n".join([*files, f"not reached within {self.seconds:.0f} s: {number} tests in the files above"])
            )
