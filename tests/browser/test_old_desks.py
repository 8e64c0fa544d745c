"""Desks of 信创 run Chromium 78 and 86: nothing is lost there, no script fails, and paper shows no navigation."""

import subprocess
import unicodedata

import pytest
from django.conf import settings
from django.urls import reverse

from tasks.enums import EntryState
from tests.browser.conftest import WIDE
from tests.browser.old_chromium import FOLDER, KERNELS, OldChromium
from tests.browser.test_accessibility import PAGES, liven
from tests.browser.test_print import AROUND
from tests.cast import PASSWORD
from tests.test_every_address import PARTS

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "①新建道路3公里。"


@pytest.fixture(scope="module", params=KERNELS)
def old_chromium(request, tmp_path_factory):
    if not (FOLDER / request.param / "chromium").exists():
        pytest.skip("没有旧版 Chromium：scripts/fetch-old-chromium 需要 npm。")
    browser = OldChromium(request.param, tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture
def browse_old(old_chromium, live_server, sign_in):
    """``browse_old(user)`` opens a window of that person's own; a script that fails in it fails the test."""
    pages = []

    def window(user=None):
        page = old_chromium.open_page(WIDE, 900)
        page.call("Network.clearBrowserCookies")
        pages.append(page)
        if user is not None:
            session = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
            page.set_cookie(settings.SESSION_COOKIE_NAME, session, live_server.url)
        return page

    yield window
    assert [fault for page in pages for fault in page.faults] == []


@pytest.fixture
def at(live_server):
    """The address of a page on the running server."""
    return lambda path: live_server.url + path


def test_what_is_written_is_kept_without_a_click(browse_old, at, cast):
    page = browse_old()
    page.goto(at("/"))
    page.evaluate("document.querySelector('[name=username]').focus()")
    page.write(cast.clerk.username)
    page.evaluate("document.querySelector('[name=password]').focus()")
    page.write(PASSWORD)
    page.leave_by("document.querySelector('[name=password]').form.querySelector('button:not([type=button])').click()")
    assert page.evaluate("document.querySelector('header nav') !== null")
    page.goto(at(f"/entries/{cast.key_entry.pk}/"))
    page.evaluate("document.querySelector('[name=text]').focus()")
    page.write(TEXT)
    assert page.becomes("/已自动保存/.test(document.querySelector('[data-saved]').textContent)")
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.state) == (TEXT, EntryState.DRAFT)
    page.reload()
    assert page.evaluate("document.querySelector('[name=text]').value") == TEXT


def test_keys_walk_through_a_list(browse_old, at, cast):
    page = browse_old(cast.office)
    page.goto(at("/tasks/"))
    standing = "[...document.querySelectorAll('[data-row]')].findIndex((row) => row.classList.contains('current'))"
    found = []
    for key in "jjk":
        page.press(key)
        found.append(page.evaluate(standing))
    assert found == [0, 1, 0]


def test_words_of_the_navigation_stand_apart(browse_old, at, cast):
    page = browse_old(cast.office)
    page.goto(at("/tasks/"))
    gaps = page.evaluate("""(() => {
      const words = [...document.querySelectorAll("header nav a")].filter((link) => link.offsetParent).map((link) => {
        const range = document.createRange();
        range.selectNodeContents(link);
        return range.getBoundingClientRect();
      });
      return words.slice(1).map((box, place) => box.left - words[place].right);
    })()""")
    assert len(gaps) >= 4
    assert min(gaps) >= 8


@pytest.mark.parametrize("path", ["/tasks/", "/mine/"])
def test_paper_shows_no_navigation_filter_or_button(browse_old, at, cast, path):
    page = browse_old(cast.clerk if path == "/mine/" else cast.office)
    page.goto(at(path))
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=page.print(), capture_output=True, check=True)
    # such a kernel writes 工 as the radical ⼯
    sheet = unicodedata.normalize("NFKC", told.stdout.decode())
    assert "工作任务" in sheet
    assert [word for word in AROUND if word in sheet] == []


#: pages of one item or entry whose scripts are their own
OF_ONE = {"entry_page": "clerk", "review_entry": "office", "judge_entry": "office", "task_page": "office"}


def test_no_script_of_any_page_fails(browse_old, at, cast):
    """The window tells what failed."""
    liven(cast)
    asked = {name: who for name, who in PAGES.items() if name not in PARTS} | OF_ONE
    windows = {}
    for name, who in asked.items():
        if who not in windows:
            windows[who] = browse_old(cast.person(who) if who != "anonymous" else None)
        windows[who].goto(at(reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})))
