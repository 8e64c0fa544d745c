"""Takes the pictures of docs/使用手册.md from the running product; called by ``make manual``.

A new installation in a temporary folder is loaded with the demonstration and served on this machine only. The
scenes of ``acts`` are then played in a browser, so that every picture shows a real state.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from acts import ACTS
from demonstration import launch_chromium, prepare_installation, serve
from palette import reduce_colours
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path("docs/pictures")
TODAY = "2024-07-08"
WIDE, NARROW = 1440, 390
LARGEST = 150_000
PATIENCE = 120_000


class ManualStage:
    """The running product: windows of signed-in people, and the pictures taken."""

    def __init__(self, browser: Browser, address: str, passwords: dict[str, str], folder: Path):
        self.browser, self.address, self.passwords, self.folder = browser, address, passwords, folder
        self.taken: list[Path] = []

    def open_window(self, width: int = WIDE) -> Page:
        """Opens a window without a signed-in person; ``width`` in CSS pixels."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def open_signed_in(self, username: str, width: int = WIDE) -> Page:
        """Opens a window and signs in with a demonstration account."""
        page = self.open_window(width)
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(self.passwords[username])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    def take_picture(self, page: Page, name: str, *, height: int) -> None:
        """Takes a picture of a window ``height`` CSS pixels high; raises as ``keep_picture``."""
        width = page.evaluate("innerWidth")
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        self.keep_picture(page.screenshot(animations="disabled", caret="hide"), name)

    def take_first_sheet(self, document: bytes, name: str) -> None:
        """Takes a picture of the first sheet of a Word file, at 80 dots an inch; raises as ``keep_picture``."""
        sheet = str(self.folder / name)
        Path(f"{sheet}.docx").write_bytes(document)
        for command in (
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(self.folder), f"{sheet}.docx"],
            ["pdftoppm", "-png", "-r", "80", "-singlefile", f"{sheet}.pdf", sheet],
        ):
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        self.keep_picture((self.folder / f"{name}.png").read_bytes(), name)

    def keep_picture(self, png: bytes, name: str) -> None:
        """
        Raises:
            SystemExit: the picture is too large for the manual.
        """
        path = PICTURES / f"{name}.png"
        path.write_bytes(reduce_colours(png))
        if path.stat().st_size > LARGEST:
            raise SystemExit(f"{path}: {path.stat().st_size} bytes, more than {LARGEST}")
        self.taken.append(path)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DUBAN_", "DATABASE_"))}
    with tempfile.TemporaryDirectory(prefix="duban-manual-") as name:
        folder = Path(name)
        environment = own | {"DUBAN_VAR": str(folder / "var"), "DUBAN_TODAY": TODAY, "DUBAN_DEMO": "1"}
        passwords = prepare_installation(environment)
        with serve(environment) as address, sync_playwright() as playwright:
            browser = launch_chromium(playwright)
            stage = ManualStage(browser, address, passwords, folder)
            for act in ACTS:
                act(stage)
            browser.close()
    for old in set(PICTURES.glob("*.png")) - set(stage.taken):
        old.unlink()
    print(f"{PICTURES}: {len(stage.taken)} pictures")


if __name__ == "__main__":
    main()
