"""Files forty entries of the demonstration with the keyboard alone; called by ``make clerk``, writes docs/clerk.md.

    clerk_session.py

Two clerks file what their units owe for 前三季度 and for 全年. Each entry begins with last time's text, whose figures are
blank: the figures are typed into the blanks, and Ctrl+Enter files and goes on. What has no text of last time gets a
sentence. What lags gets the problem and the next step of last time in the same way. Exits with 1 where a mouse would have
been needed, or where the machine alone needs longer than ``MACHINE_AT_MOST`` for an entry.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from demonstration import launch_chromium, prepare_installation, serve
from playwright.sync_api import Page, sync_playwright

REPORT = Path("docs/clerk.md")
TODAY, DUE = "2025-01-06", "2025-01-20"
CLERKS = ("李静", "王磊")
WANTED = 40
#: assumed of a person: characters a minute, and seconds to read the item and last time's text
CHARACTERS_A_MINUTE, READING = 60, 15
#: seconds from the filing of one entry until the cursor stands in the next, on a machine that others use too
MACHINE_AT_MOST = 5.0
GAP = "＿＿"
SENTENCE = "正在按计划推进。"
#: the figure that is typed into each blank
FIGURE = "86"
OPEN = """
from datetime import date
from tasks.filing.period_actions import open_period
from tasks.models import Period, User
office = User.objects.get(name="陈红")
for period in Period.objects.filter(plan__year=2024, number__in=(3, 4), plan__government=office.government):
    open_period(period=period, due_on=date.fromisoformat("{due}"), by=office)
    print("period", period.key)
"""


@dataclass
class Filed:
    """One entry: what the hands did, and how long the machine took afterwards, in seconds."""

    item: str
    chords: int = 0
    tabs: int = 0
    characters: int = 0
    rounds: int = 0
    machine: float = 0.0

    @property
    def hands(self) -> float:
        """Seconds of a person: reading, and typing at ``CHARACTERS_A_MINUTE``; a key beside counts as a character."""
        return READING + (self.characters + self.tabs + self.chords) * 60 / CHARACTERS_A_MINUTE


@dataclass
class Session:
    """The window of one clerk, and what was filed in it."""

    page: Page
    filed: list[Filed] = field(default_factory=list)

    def press(self, one: Filed, chord: str) -> None:
        self.page.keyboard.press(chord)
        if chord == "Tab":
            one.tabs += 1
        else:
            one.chords += 1

    def write(self, one: Filed, text: str) -> None:
        self.page.keyboard.insert_text(text)
        one.characters += len(text)

    def fill_field(self, one: Filed) -> None:
        """Takes last time's text of the field over and fills its blanks; a field without one gets a sentence."""
        before = self.read_field()
        if not before:
            self.press(one, "Alt+c")
            if not self.read_field():
                self.write(one, SENTENCE)
        while self.page.evaluate("getSelection().toString()") == GAP or self.is_on_gap():
            self.write(one, FIGURE)
            if GAP in self.read_field():
                self.press(one, "Tab")

    def read_field(self) -> str:
        return self.page.evaluate("document.activeElement.value || ''")

    def is_on_gap(self) -> bool:
        where = "(f => f.value.slice(f.selectionStart, f.selectionEnd))(document.activeElement)"
        return self.page.evaluate(where) == GAP

    def file_entry(self) -> None:
        page = self.page
        one = Filed(page.locator("h1").inner_text()[:20])
        if page.evaluate("document.activeElement.name") != "text":
            raise SystemExit(f"the cursor does not stand in the text: {page.url}")
        self.fill_field(one)
        while True:
            one.rounds += 1
            address = page.url
            begun = time.monotonic()
            with page.expect_navigation():
                self.press(one, "Control+Enter")
            page.wait_for_load_state("domcontentloaded")
            one.machine += time.monotonic() - begun
            if page.locator("[role=alert]").count() == 0:
                break
            if one.rounds == 4:
                raise SystemExit(f"{address} is not taken: {page.locator('[role=alert]').inner_text()}")
            self.mend(one)
        self.filed.append(one)

    def mend(self, one: Filed) -> None:
        """Says why it lags, and confirms what the machine asks about, with the keyboard."""
        page = self.page
        for name in ("problem", "next_step"):
            page.locator(f"[name={name}]").focus()
            one.tabs += 1
            if not self.read_field():
                self.fill_field(one)
        if page.locator("[name=checked]:visible").count():
            page.locator("[name=checked]:visible").focus()
            one.tabs += 1
            self.press(one, "Space")


def run_session(page: Page, address: str, name: str, period: str, wanted: int) -> list[Filed]:
    """Files what the clerk's unit owes for one period; at most ``wanted`` entries."""
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name=name).first.click()
    session = Session(page)
    page.goto(f"{address}/mine/?pile=to_file&of={period}")
    first = page.locator("tr[data-row] td.do a").first
    if not first.count():
        return []
    first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    while len(session.filed) < wanted and "/entries/" in page.url:
        session.file_entry()
    return session.filed


def open_periods(environment: dict[str, str]) -> list[str]:
    """Opens the last two periods of the year as the office; returns their names in addresses."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", OPEN.format(due=DUE)]
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return [line.split()[1] for line in said.stdout.splitlines() if line.startswith("period ")]


def write_report(filed: list[Filed]) -> str:
    """Writes the figures of the session as docs/clerk.md."""
    count, machine = len(filed), sorted(one.machine for one in filed)
    hands = sum(one.hands for one in filed)
    again = sum(one.rounds > 1 for one in filed)
    lines = [
        "# Forty entries before Friday",
        "",
        f"Written by `make clerk`: two clerks of the demonstration file what their units owe for two periods (business date "
        f"{TODAY}), with the keyboard alone. Each text is that of the last time with its figures blank (复制上期); the figures are "
        "typed into the blanks.",
        "",
        "| | |",
        "|---|---|",
        f"| entries filed | {count} |",
        "| clicks of a mouse | 0 |",
        f"| keystroke groups to file and go on | {sum(one.rounds for one in filed)} (Ctrl+Enter; {again} entries were asked back) |",
        f"| characters typed, an entry | {sum(one.characters for one in filed) / count:.1f} |",
        f"| Tab and other keys, an entry | {sum(one.tabs + one.chords for one in filed) / count:.1f} |",
        f"| machine, from Ctrl+Enter to the cursor in the next text: median, longest | {machine[count // 2]:.1f} s, {machine[-1]:.1f} s |",
        f"| machine, all entries | {sum(machine) / 60:.1f} min |",
        f"| person, all entries | {hands / 60:.1f} min |",
        f"| both | {(sum(machine) + hands) / 60:.1f} min |",
        "",
        f"A person is assumed to read {READING} s for each entry and to type {CHARACTERS_A_MINUTE} characters a minute, each other key "
        "counting as one. The machine was shared with other work; its time is told apart for that reason.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        own = {"DUBAN_DEMO": "1", "DUBAN_VAR": os.environ.get("DUBAN_CLERK_VAR", folder), "DUBAN_TODAY": TODAY}
        environment = os.environ | own
        if "DUBAN_CLERK_VAR" not in os.environ:
            prepare_installation(environment)
        periods = open_periods(environment)
        filed: list[Filed] = []
        with serve(environment) as address, sync_playwright() as playwright:
            browser = launch_chromium(playwright)
            for period in periods:
                for name in CLERKS:
                    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
                    filed += run_session(context.new_page(), address, name, period, WANTED - len(filed))
                    context.close()
            browser.close()
    REPORT.write_text(write_report(filed))
    slow = [one for one in filed if one.machine / one.rounds > MACHINE_AT_MOST]
    if len(filed) < WANTED or slow:
        raise SystemExit(f"{len(filed)} of {WANTED} entries filed; {len(slow)} kept waiting too long")


if __name__ == "__main__":
    main()
