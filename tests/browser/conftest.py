"""A real Chromium against a running server: ``browse(user)`` gives that person's page.

Every page is watched: a request to another host, an error in the console, a missing file or an answer of 500
fails the test that met it.
"""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDE, NARROW = 1440, 390
#: a header of answers that a test puts in the place of the server's
MADE_BY_TEST = "x-made-by-test"
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> Browser:
    """The system's Chromium, one for all browser tests."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail("没有 Chromium：请先运行 make browser。")
    # Playwright keeps an event loop in this thread; Django would take our own queries for careless ones
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def watch(context: BrowserContext, own_host: str, faults: list[str]) -> None:
    """Notes in ``faults`` what no page may do, and lets nothing out to another host."""

    def answer(route):
        if urlsplit(route.request.url).netloc in (own_host, ""):
            route.continue_()
        else:
            faults.append(f"foreign host: {route.request.url}")
            route.abort()

    def note_status(response):
        # a page, and what a script asks, may be refused (403, 404, 409); what a page is made of may not be missing
        is_page = response.request.resource_type in ("document", "fetch", "xhr")
        is_wanted = MADE_BY_TEST in response.headers
        if response.status >= (500 if is_page else 400) and not is_wanted:
            faults.append(f"{response.status}: {response.url}")

    def note_console(said):
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            faults.append(f"console: {said.text}")

    context.route("**/*", answer)
    context.on("response", note_status)
    context.on("console", note_console)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))


@pytest.fixture
def browse(chromium, live_server, sign_in):
    """``browse(user, width=1440)`` opens a window of that person's own; ``browse(None)`` one of nobody.

    Addresses are relative to the running server: ``browse(cast.clerk).goto("/")``.
    """
    faults, contexts = [], []

    def window(user, width: int = WIDE) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            timezone_id=settings.TIME_ZONE,
        )
        contexts.append(context)
        watch(context, urlsplit(live_server.url).netloc, faults)
        if user is not None:
            session = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    yield window
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(params=(WIDE, NARROW))
def width(request) -> int:
    """Both widths that every page is made for, in CSS pixels."""
    return request.param


@pytest.fixture
def fits():
    """``fits(page)``: whether nothing sticks out to the side, once all of the page is there."""

    def whether(page: Page) -> bool:
        page.wait_for_load_state()
        return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    return whether
