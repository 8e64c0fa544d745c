"""Drives a Chromium of 信创 desktops over a pipe: the drivers of today no longer speak to it."""

import base64
import json
import os
import select
import subprocess
from collections import deque
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR, ".venv/old-chromium")
#: the releases that such desktops run (UOS 浏览器, 360 极速; 360 企业版)
KERNELS = ("78", "86")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-dev-shm-usage")
#: seconds that a condition of a page may take to come true
PATIENCE = 20
#: seconds after which a browser that says nothing hangs
SILENCE = 90
#: comes true with a condition of the page, false when the time is over
UNTIL = """new Promise((done) => {
  const end = Date.now() + %d;
  const look = () => {
    let is;
    try { is = (%s); } catch (error) { is = false; }
    if (is || Date.now() > end) { done(Boolean(is)); } else { setTimeout(look, 50); }
  };
  look();
})"""


class OldChromium:
    """A running browser; ``open_page`` gives a page of its own."""

    def __init__(self, kernel: str, profile: Path):
        # the pipes that it reads from and writes to stand at 3 and 4, by its own rule
        to_read, self._out = os.pipe()
        self._in, to_write = os.pipe()
        begin = f'exec 3<&{to_read} 4>&{to_write}; exec "$0" "$@"'
        program = [FOLDER / kernel / "chromium", *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}"]
        with (profile / "stderr").open("wb") as said:
            self._process = subprocess.Popen(
                ["bash", "-c", begin, *program], pass_fds=(to_read, to_write), stderr=said
            )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._read = b""
        self._events: deque[dict[str, Any]] = deque()
        self._faults: dict[str, list[str]] = {}

    def call(self, method: str, session: str | None = None, **values: Any) -> dict[str, Any]:
        """Asks and waits for the answer; events that come in between are kept."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": values}
        os.write(self._out, json.dumps(asked | ({"sessionId": session} if session else {})).encode() + b"\0")
        while (said := self._hear()).get("id") != self._number:
            self._events.append(said)
        assert "error" not in said, (method, said["error"])
        return said["result"]

    def forget_events(self) -> None:
        self._events.clear()

    def wait_for(self, event: str, session: str) -> None:
        """Waits for an event of a page since its events were forgotten."""
        while True:
            while self._events:
                said = self._events.popleft()
                if said.get("method") == event and said.get("sessionId") == session:
                    return
            self._events.append(self._hear())

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            heard, _, _ = select.select([self._in], [], [], SILENCE)
            assert heard, f"the browser has said nothing for {SILENCE} seconds"
            piece = os.read(self._in, 1 << 16)
            assert piece, "the browser has ended"
            self._read += piece
        first, self._read = self._read.split(b"\0", 1)
        said = json.loads(first)
        if said.get("method") == "Runtime.exceptionThrown":
            told = said["params"]["exceptionDetails"]
            fault = told.get("exception", {}).get("description", told["text"])
            self._faults[said["sessionId"]].append(f"{told.get('url', '')}: {fault}")
        return said

    def open_page(self, width: int, height: int) -> "OldPage":
        target = self.call("Target.createTarget", url="about:blank", width=width, height=height)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return OldPage(self, session, self._faults.setdefault(session, []))

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)


class OldPage:
    """A page of an old browser; ``faults`` are the scripts that failed in it."""

    def __init__(self, browser: OldChromium, session: str, faults: list[str]):
        self._browser, self._session, self.faults = browser, session, faults
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **values)

    def set_cookie(self, name: str, value: str, url: str) -> None:
        self.call("Network.setCookie", name=name, value=value, url=url)

    def goto(self, url: str) -> None:
        self._browser.forget_events()
        self.call("Page.navigate", url=url)
        self._wait_for_load()

    def reload(self) -> None:
        self._browser.forget_events()
        self.call("Page.reload")
        self._wait_for_load()

    def leave_by(self, act: str) -> None:
        """Does what leads to another page, and waits for that page."""
        self._browser.forget_events()
        self.evaluate(act)
        self._wait_for_load()

    def _wait_for_load(self) -> None:
        self._browser.wait_for("Page.loadEventFired", self._session)
        # the scripts of a page have run before this answer comes
        self.evaluate("1")

    def evaluate(self, expression: str) -> Any:
        """Returns the value of an expression, a promise's when it comes."""
        told = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def becomes(self, condition: str) -> bool:
        """Tells whether a condition of the page comes true in time."""
        return self.evaluate(UNTIL % (PATIENCE * 1000, condition))

    def write(self, text: str) -> None:
        """Writes where the cursor stands."""
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        held = {"key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=key, **held)
        self.call("Input.dispatchKeyEvent", type="keyUp", **held)

    def print(self) -> bytes:
        """Returns the page as it is printed, a PDF."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])
