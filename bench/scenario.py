"""What a clerk does in the last hour, for locust: signs in, looks at the list, opens an entry, drafts it twice, files it.

Run by ``bench/load.py``, in the environment of locust alone: nothing of the product is imported. Each clerk comes from an
address of his own and keeps a session. What the server acknowledged is written down, to be looked for afterwards.
"""

import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

import gevent
from locust import FastHttpUser, constant, events, task

PLAN = json.loads(Path(os.environ["DUBAN_LOAD_PLAN"]).read_text())
RESULT = Path(os.environ["DUBAN_LOAD_RESULT"])
CLERKS: Iterator[tuple[int, dict]] = iter(enumerate(PLAN["clerks"]))
#: seconds that a clerk reads and writes between two requests, from … to
PAUSE = (1.0, 6.0)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
REVISION = re.compile(r'name="base_revision" value="(\d+)"')
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
TEXT = "截至6月底，新建公共停车位{n}个；{k}标段主体结构完成60%，累计完成投资1.2亿元，其余路段正在施工。"

times: list[tuple[str, float, str]] = []
acknowledged: list[dict] = []
done: list[str] = []
given_up: list[str] = []


class GivenUp(Exception):
    """A clerk who was not answered as expected, which is noted as an error, goes no further."""


class Clerk(FastHttpUser):
    """One clerk with one entry."""

    wait_time = constant(0)
    network_timeout = connection_timeout = 120

    def on_start(self) -> None:
        number, self.own = next(CLERKS)
        self.headers = {"X-Forwarded-For": f"10.1.{number // 250}.{number % 250 + 1}"}
        self.number = number

    @task
    def meet_deadline(self) -> None:
        """Goes the whole way once."""
        try:
            self.sign_in()
            self.look("我的任务", "/mine/")
            self.file_entry(f"/entries/{self.own['entry']}/")
            done.append(self.own["username"])
        except GivenUp:
            given_up.append(self.own["username"])
        if len(done) + len(given_up) == len(PLAN["clerks"]):
            self.environment.runner.quit()
        # locust would let another one come for who goes
        gevent.sleep(3600)

    def sign_in(self) -> None:
        page = self.look("the sign-in page", PLAN["sign_in"])
        for name in STATIC.findall(page):
            self.look("a static file", name, pausing=False)
        form = {
            "csrfmiddlewaretoken": find(TOKEN, page),
            "username": self.own["username"],
            "password": PLAN["password"],
            "next": "",
        }
        self.send("signing in", PLAN["sign_in"], form)
        self.look("the first page", "/")

    def file_entry(self, address: str) -> None:
        page = self.look("the entry", address)
        draft = self.fill(page, 1)
        answer = self.send("a draft by the script", address, draft, {"Accept": "application/json"}, 200)
        self.acknowledge(draft, "draft")
        draft = self.fill(page, 2) | {"base_revision": str(answer["revision"])}
        self.send("a draft by the page", address, draft)
        self.acknowledge(draft, "draft")
        page = self.look("the entry", address)
        filed = self.fill(page, 3)
        self.send("filing", f"{address}submit/", filed)
        self.acknowledge(filed, "filed")
        self.look("我的任务", "/mine/")

    def fill(self, page: str, round_number: int) -> dict[str, str]:
        """Returns the form, with a text that occurs once in the whole run."""
        text = f"第{self.number}号第{round_number}稿：" + "".join(
            TEXT.format(n=self.number % 5 + 1, k=k) for k in range(1, 7)
        )
        return {
            "csrfmiddlewaretoken": find(TOKEN, page),
            "base_revision": find(REVISION, page),
            "text": text,
            # without these the server takes no filing that clearly lags
            "problem": "用地手续尚未办结。",
            "next_step": "下月办结用地手续。",
            f"figure_{self.own['figure']}": str(self.number % 5 + 1),
        }

    def acknowledge(self, form: dict[str, str], state: str) -> None:
        acknowledged.append({"entry": self.own["entry"], "text": form["text"], "state": state})

    def look(self, name: str, address: str, *, pausing: bool = True) -> str:
        """Fetches a page, and follows where it leads to."""
        with self.client.get(address, name=name, headers=self.headers, catch_response=True) as answer:
            is_sent_away = PLAN["sign_in"] in answer.url and PLAN["sign_in"] != address
            if answer.status_code != 200 or is_sent_away:
                answer.failure(f"{answer.status_code} {answer.url}")
                raise GivenUp
        if pausing:
            self.pause()
        return answer.text or ""

    def send(self, name: str, address: str, form: dict, headers: dict | None = None, expected: int = 302) -> dict:
        """Sends a form; whatever is not the answer of a success ends the clerk's way."""
        sent = self.headers | (headers or {})
        with self.client.post(
            address, form, name=name, headers=sent, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != expected:
                answer.failure(f"{answer.status_code} {(answer.text or '')[:2000]}")
                raise GivenUp
        self.pause()
        return answer.json() if expected == 200 else {}

    def pause(self) -> None:
        gevent.sleep(random.uniform(*PAUSE))


def find(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if not found:
        raise RuntimeError(f"{pattern.pattern} is not on the page")
    return found[1]


@events.request.add_listener
def note_time(name: str, response_time: float, exception: Exception | None, **rest: object) -> None:
    times.append((name, response_time, str(exception or "")))


@events.user_error.add_listener
def note_error(exception: Exception, **rest: object) -> None:
    times.append(("the scenario", 0, repr(exception)))


@events.quitting.add_listener
def write_result(**rest: object) -> None:
    RESULT.write_text(json.dumps({"times": times, "acknowledged": acknowledged, "done": done}, ensure_ascii=False))
