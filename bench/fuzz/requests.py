"""Every address in the name of every role, with requests that are wrong in one way or another."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from bench.case import sign_in_client
from bench.fuzz import forms, values
from bench.fuzz.documents import list_uploads
from bench.fuzz.faults import Tally, Wrong
from tests.cast import make_cast
from tests.kept import Kept, keep
from tests.test_every_address import ANSWERS, PARTS, WHO

#: what the visit itself writes, and the traces that a refusal may leave
OF_THE_VISIT = re.compile(
    r"django_session|axes_\w+|tasks_event\w*|tasks_seal\w*|tasks_signedinsession|otp_\w+|\w*throttl\w*"
)
ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
DIGITS = re.compile(r"/\d+(?=/)")
#: pages that save each of their rows by itself, and say with 409 which they did not save
ROW_BY_ROW = ("/deadlines/",)
#: how many mutated forms of a page are sent in the name of one person
FORMS_OF_A_PAGE = 48
#: in the name of how many people
PEOPLE_OF_A_PAGE = 4


@dataclass
class Asked:
    """A request to be made."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        body = self.body[:200].decode("utf-8", "replace")
        return f"{self.method} {self.path[:200]}?{self.query[:200]} {self.content_type} {self.headers} {body!r}"


@dataclass
class Place:
    """An address with everybody who asks it."""

    name: str
    address: str
    clients: dict[str, Client]


def fuzz_requests(seed: int, tally: Tally, only: str = "") -> None:
    """Asks every address.

    Args:
        only: ``entry_page`` or ``entry_page:17``: that address or that case alone.
    """
    name, _, number = only.partition(":")
    kept = keep(make_cast)
    for each in [name] if name else ANSWERS:
        with transaction.atomic():
            ask_address(open_place(kept, each), seed, tally, number)
            transaction.set_rollback(True)


def open_place(kept: Kept, name: str) -> Place:
    """Lays down the cast with the papers that the address speaks of."""
    cast = kept.lay_down()
    address = reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})
    clients = {}
    for who in WHO:
        person = cast.person(who)
        clients[who] = sign_in_client(person) if person else Client(SERVER_NAME="localhost")
        clients[who].raise_request_exception = False
    return Place(name, address, clients)


def ask_address(place: Place, seed: int, tally: Tally, only: str) -> None:
    """Makes the cases of an address; the draws of each case are its own."""
    before = read_rows()
    for number, (who, build) in enumerate(iterate_cases(place)):
        if only and str(number) != only:
            continue
        case = f"{place.name}:{number}"
        asked = build(Random(f"{seed}:{case}"))
        act = partial(ask, place.clients[who], asked, before)
        tally.run(f"requests --seed {seed} --case {case} ({who})", str(asked), act)


def iterate_cases(place: Place) -> Iterator[tuple[str, Callable[[Random], Asked]]]:
    """Yields who asks, and what makes the request out of a case's own draws."""
    for who in WHO:
        yield who, lambda random: draw_request(place.address, "GET", random)
        yield who, lambda random: draw_request(place.address, "POST", random)
    seen: set[Any] = set()
    for who in WHO:
        with transaction.atomic():
            answer = place.clients[who].get(place.address)
            page = b"".join(answer)
            transaction.set_rollback(True)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        found = [form for form in forms.read_forms(page.decode(), place.address) if form.action.startswith("/")]
        shape = tuple((form.action, tuple(name for name, _ in form.fields)) for form in found)
        if found and shape not in seen and len(seen) < PEOPLE_OF_A_PAGE:
            seen.add(shape)
            for at in range(FORMS_OF_A_PAGE):
                yield who, lambda random, at=at, found=found: draw_form(found[at % len(found)], random)  # type: ignore[misc]


def draw_request(address: str, method: str, random: Random) -> Asked:
    """Draws a request with a wrong part, parameter, header, method or body."""
    if random.random() < 0.3:
        number = random.choice(["0", "1", str(random.randrange(60)), "9" * 18, "9" * 30, values.LONG_DIGITS])
        address = DIGITS.sub(f"/{number}", address, count=1)
    if random.random() < 0.15:
        method = random.choice(values.METHODS)
    names = random.sample(values.PARAMETERS, k=random.randrange(4))
    query = forms.encode_fields([(name, values.choose_value(random)) for name in names])[:60_000]
    asked = Asked(method, address, query, headers=dict(random.choice(values.HEADERS)))
    if method != "GET":
        names = random.sample(values.PARAMETERS, k=random.randrange(4))
        asked.body = forms.encode_fields([(name, values.choose_value(random)) for name in names]).encode()
        asked.content_type = random.choice(values.CONTENT_TYPES)
    return asked


def draw_form(form: forms.PageForm, random: Random) -> Asked:
    """Draws a form of a page with one thing wrong."""
    fields = forms.mutate_fields(form.fields, random, list_uploads())
    path, _, query = form.action.partition("?")
    headers = dict(random.choice(values.HEADERS)) if random.random() < 0.3 else {}
    if form.method == "GET":
        return Asked("GET", path, forms.encode_fields(fields)[:60_000], headers=headers)
    if form.is_multipart:
        body, kind = forms.encode_multipart(fields), f"multipart/form-data; boundary={forms.BOUNDARY}"
    else:
        body, kind = forms.encode_fields(fields).encode(), "application/x-www-form-urlencoded"
    return Asked("POST", path, query, body, kind, headers)


def ask(client: Client, asked: Asked, before: dict[str, list]) -> str:
    """Makes the request, judges the answer, and takes everything back.

    Raises:
        Wrong: the answer is one that the product may not give.
    """
    cookies, files, written = SimpleCookie(client.cookies.output(header="")), list_files(), set[str]()

    def note(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            answer = client.generic(
                asked.method,
                asked.path,
                asked.body,
                asked.content_type,
                QUERY_STRING=asked.query,
                **asked.headers,  # type: ignore[arg-type]
            )
            content = b"".join(answer)
        judge_answer(answer, content)
        if answer.status_code >= 400 and not (answer.status_code == 409 and asked.path in ROW_BY_ROW):
            require_untouched(before, written, files)
        transaction.set_rollback(True)
    client.cookies = cookies
    return str(answer.status_code)


def judge_answer(answer, content: bytes) -> None:
    """
    Raises:
        Wrong: an error of the server, or an error page in English.
    """
    if error := getattr(answer, "exc_info", None):
        raise error[1]
    if answer.status_code >= 500:
        raise Wrong(f"status {answer.status_code}")
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code >= 400 and kind.startswith("text/html") and content:
        page = content.decode()
        if "zh-Hans" not in page[:200]:
            raise Wrong(f"status {answer.status_code}, not in Chinese: {page[:200]!r}")
        said = html.fromstring(page).xpath("//p[contains(@class,'error')]|//ul[@class='messages']/li|//h1")
        if found := [text for node in said if ENGLISH.search(text := node.text_content())]:
            raise Wrong(f"English: {found[0][:200]!r}")


def require_untouched(before: dict[str, list], written: set[str], files: set[Path]) -> None:
    """
    Raises:
        Wrong: a refused request has changed rows or left a file.
    """
    if any(not OF_THE_VISIT.fullmatch(table) for table in written):
        after = read_rows()
        if changed := [table for table in after if after[table] != before[table]]:
            raise Wrong(f"refused, but changed {changed}")
    if left := list_files() - files:
        raise Wrong(f"refused, but left {left}")


def read_rows() -> dict[str, list]:
    """Returns every row of the product's tables."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            if not OF_THE_VISIT.fullmatch(table):
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
                rows[table] = [row[:-1] if table == "tasks_user" else row for row in cursor.fetchall()]
    return rows


def list_files() -> set[Path]:
    """Returns the stored files."""
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and "imports" not in path.parts}
