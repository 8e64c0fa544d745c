"""Measures how the pages of the demonstration sit on a desk and in a hand; called by ``make feel``.

    feel.py                      measures every page of ``felt_pages``, writes docs/feel.md
    feel.py --pictures FOLDER    also keeps a picture of every page at every width

Exits with 1 where a page falls behind what ``felt_pages`` asks of it, and says which.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from demonstration import launch_chromium, prepare_installation, serve
from felt_pages import (
    DESK,
    HEADER_ON_PHONE,
    OLD_DESK,
    PAGES,
    PHONE,
    PLACES_AT_MOST,
    PLACES_ON_PHONE,
    SHORT_WORDS,
    TARGET,
    WINDOWS,
    FeltPage,
)
from playwright.sync_api import Browser, Page, sync_playwright

REPORT = Path("docs/feel.md")
MEASURING = (Path(__file__).parent / "measuring.js").read_text()
TODAY = "2024-07-08"
PATIENCE = 120_000
HEAD = """# How the pages sit

Written by `make feel`, which opens the demonstration (business date {today}) as each role. Pixels are CSS pixels. “Top” is
what stands above the first row of the work, “rows” how many are seen whole, “fill” the share of its cell that the text of a
row fills, “small” the number of targets lower than {target} px, which counts on a phone alone; “solid” the number of dark
buttons, of which a page has one at most. What falls behind its aim is marked with ✗ and fails `make feel`.

| page | window | header | entries | top | rows | fill | small | solid | height |
|---|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Felt:
    """What was measured of one page in one window.

    Attributes:
        window: width and height in CSS pixels.
        found: the answer of ``measuring.js``.
    """

    page: FeltPage
    window: tuple[int, int]
    found: dict

    def list_faults(self) -> list[str]:
        """Lists what falls behind, a few words each."""
        return [fault for fault in (*self._ask_always(), *self._ask_desk(), *self._ask_phone()) if fault]

    def _ask_always(self) -> Iterator[str]:
        if self.found["overflow"] > 0:
            yield f"{self.found['overflow']} px stick out to the side"
        if len(self.found["solid"]) > 1:
            yield f"dark buttons: {'、'.join(self.found['solid'])}"
        if words := [word for word in self.found["english"] if word not in SHORT_WORDS]:
            yield f"English: {' '.join(words)}"
        if self.page.work and self.found["top"] is None:
            yield "no row of work"

    def _ask_desk(self) -> Iterator[str]:
        if self.window == PHONE:
            return
        if self.found["places"] > PLACES_AT_MOST:
            yield f"{self.found['places']} entries, aim {PLACES_AT_MOST}"
        if (self.found["top"] or 0) > self.page.top:
            yield f"top {self.found['top']}, aim {self.page.top}"
        if self.found["rows"] < (aim := self.page.rows[self.window == OLD_DESK]):
            yield f"{self.found['rows']} rows, aim {aim}"
        if self.window == DESK and (self.found["fill"] or 1) < self.page.fill:
            yield f"fill {self.found['fill']:.2f}, aim {self.page.fill}"

    def _ask_phone(self) -> Iterator[str]:
        if self.window != PHONE:
            return
        if self.found["header"] > HEADER_ON_PHONE:
            yield f"header {self.found['header']}, aim {HEADER_ON_PHONE}"
        if self.found["places"] > PLACES_ON_PHONE:
            yield f"{self.found['places']} entries, aim {PLACES_ON_PHONE}"
        if self.found["small"]:
            yield f"lower than {TARGET} px: {'，'.join(self.found['small'][:6])}"
        if self.page.top_on_phone and (self.found["top"] or 0) > self.page.top_on_phone:
            yield f"top {self.found['top']}, aim {self.page.top_on_phone}"
        if self.page.tallest and self.found["height"] > self.page.tallest:
            yield f"height {self.found['height']}, aim {self.page.tallest}"

    def write_row(self) -> str:
        found = self.found
        fill = "" if found["fill"] is None else f"{found['fill']:.2f}"
        cells = [
            f"{'✗ ' if self.list_faults() else ''}{self.page.name}",
            f"{self.window[0]} × {self.window[1]}",
            found["header"],
            found["places"],
            "" if found["top"] is None else found["top"],
            found["rows"] or "",
            fill,
            len(found["small"]) if self.window == PHONE else "",
            len(found["solid"]),
            found["height"],
        ]
        return f"| {' | '.join(map(str, cells))} |\n"


def open_signed_in(browser: Browser, address: str, person: str) -> Page:
    """Opens a window and enters as somebody whom the demonstration's sign-in page names."""
    context = browser.new_context(
        base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto("/sign-in/")
    page.locator(".entrances").get_by_role("button", name=person).click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def measure_page(window: Page, page: FeltPage, pictures: Path | None) -> Iterator[Felt]:
    for size in WINDOWS:
        window.set_viewport_size({"width": size[0], "height": size[1]})
        address, _, link = page.address.partition(" > ")
        window.goto(address)
        if link:
            window.locator(link).first.click()
        window.wait_for_load_state("networkidle")
        yield Felt(page, size, window.evaluate(MEASURING, page.find_work(size)))
        if pictures:
            window.screenshot(path=pictures / f"{page.name}-{size[0]}.png", full_page=True, animations="disabled")


def measure_pages(browser: Browser, address: str, pictures: Path | None) -> Iterator[Felt]:
    for person, pages in groupby(sorted(PAGES, key=lambda page: page.person), lambda page: page.person):
        window = open_signed_in(browser, address, person)
        for page in pages:
            yield from measure_page(window, page, pictures)
        window.context.close()


def write_report(felt: list[Felt]) -> None:
    order = {page.name: place for place, page in enumerate(PAGES)}
    rows = sorted(felt, key=lambda each: order[each.page.name])
    REPORT.write_text(HEAD.format(today=TODAY, target=TARGET) + "".join(each.write_row() for each in rows))


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures how the pages sit.")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of every page at every width")
    asked = parser.parse_args()
    if asked.pictures:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DUBAN_", "DATABASE_"))}
    with tempfile.TemporaryDirectory(prefix="duban-feel-") as folder:
        environment = own | {"DUBAN_VAR": f"{folder}/var", "DUBAN_TODAY": TODAY, "DUBAN_DEMO": "1"}
        prepare_installation(environment)
        with serve(environment) as address, sync_playwright() as playwright:
            felt = list(measure_pages(launch_chromium(playwright), address, asked.pictures))
    write_report(felt)
    faults = [f"{each.page.name} {each.window[0]}: {fault}" for each in felt for fault in each.list_faults()]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    sys.stdout.write(f"{len(felt)} measured, {len(faults)} behind their aim; {REPORT}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
