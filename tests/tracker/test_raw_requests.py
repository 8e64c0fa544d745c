"""What no browser sends, sent byte by byte to the real server: each is answered, none with an error of the server."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tasks.models import Government
from tests.tracker.test_working import PATIENCE, build_environment

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=xx"
#: longer than any name, and than any head that the server reads
LONG = "a" * 1_000_000


def post(body: bytes, *heads: str, kind: str = FORM, size: int | str | None = None) -> bytes:
    length = [] if size == "" else [f"Content-Length: {len(body) if size is None else size}"]
    lines = [
        "POST /sign-in/ HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"Content-Type: {kind}",
        *length,
        *heads,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def part(head: str, content: str = "x") -> bytes:
    return f"--xx\r\n{head}\r\n\r\n{content}\r\n".encode()


def chunked(*heads: str, body: bytes) -> bytes:
    return post(body, "Transfer-Encoding: chunked", *heads, size="")


NAMED = 'Content-Disposition: form-data; name="username"'
END = b"--xx--\r\n"
#: what is wrong → the request, and the statuses that may answer it; 0: the connection is closed without a word
CASES = {
    "more announced than sent": (post(b"username=a", size=5000), {403}),
    "less announced than sent": (post(b"username=aaaaaaaa&password=b", size=5), {403}),
    "a negative length": (post(b"", size=-5), {400}),
    "a length that is no number": (post(b"", size="many"), {400}),
    "two lengths": (post(b"username=a", "Content-Length: 3"), {400}),
    "no boundary": (post(part(NAMED) + END, kind="multipart/form-data"), {400}),
    "another boundary": (post(part(NAMED) + END, kind="multipart/form-data; boundary=yy"), {400, 403}),
    "a boundary of rubbish": (post(part(NAMED) + END, kind="multipart/form-data; boundary=" + "é" * 200), {400}),
    "no end": (post(part(NAMED), kind=PARTS), {400, 403}),
    "a part without a name": (post(part("Content-Disposition: form-data") + END, kind=PARTS), {403}),
    "a part without a head": (post(b"--xx\r\n\r\nx\r\n" + END, kind=PARTS), {403}),
    "a part with a long head": (post(part(f"{NAMED}; filename*={LONG[:200_000]}") + END, kind=PARTS), {400, 403}),
    "NUL in a name": (post(part('Content-Disposition: form-data; name="user\0name"') + END, kind=PARTS), {400, 403}),
    "NUL in a file's name": (post(part(f'{NAMED}; filename="a\0.docx"') + END, kind=PARTS), {400, 403}),
    "a file's name of rubbish": (post(part(f"{NAMED}; filename*=utf-7'x'%ff%fe") + END, kind=PARTS), {400, 403}),
    "base64 that is none": (
        post(part(f"{NAMED}\r\nContent-Transfer-Encoding: base64", "=é=") + END, kind=PARTS),
        {400, 403},
    ),
    "100,000 fields": (post(b"&".join(b"f%d=1" % each for each in range(100_000))), {400}),
    "2,000 parts": (post(part(NAMED) * 2_000 + END, kind=PARTS), {403}),
    "5,000 files": (post(part(f'{NAMED}; filename="a.txt"') * 5_000 + END, kind=PARTS), {400}),
    "a head of 1 MB": (post(b"", f"X-Long: {LONG}"), {400, 431}),
    "an address of 1 MB": (f"GET /{LONG} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), {400, 414}),
    "2,000 heads": (post(b"", *(f"X-{each}: 1" for each in range(2_000))), {400, 431}),
    "a charset that nobody knows": (post(b"username=a", kind=f"{FORM}; charset=klingon"), {403}),
    "chunks": (chunked(body=b"5\r\nuser=\r\n0\r\n\r\n"), {403}),
    "chunks of a size that is no number": (chunked(body=b"zz\r\nuser=\r\n0\r\n\r\n"), {400, 403}),
    "chunks that end early": (chunked(body=b"ffff\r\nuser="), {400, 403}),
    "chunks and a length": (chunked("Content-Length: 3", body=b"5\r\nuser=\r\n0\r\n\r\n"), {0, 400, 403}),
    "no host": (b"POST /sign-in/ HTTP/1.1\r\n\r\n", {400}),
    "no method": (b"\x16\x03\x01\x02\x00\x01\x00", {0, 400}),
}


def is_answering(address: Path) -> bool:
    """Whether the server takes connections; its file stands there a moment before it listens."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(address))
        except OSError:
            return False
    return True


@pytest.fixture
def server(cast, tmp_path):
    """The real server upon the test's database; ends with the test."""
    address = tmp_path / "server.sock"
    # the business date of the tests is for demonstrations alone
    Government.objects.update(is_demonstration=True)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tracker.serving", "--workers", "1", "--bind"]
    program = subprocess.Popen(
        [*command, f"unix:{address}"],
        cwd=settings.BASE_DIR,
        env=build_environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    until = time.monotonic() + PATIENCE
    while not is_answering(address) and program.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    yield address
    program.terminate()
    program.wait(PATIENCE)


def ask(server: Path, sent: bytes) -> int:
    """Sends the bytes, says that no more come, and returns the status of the answer; 0 for a connection closed in silence."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(str(server))
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
        except OSError:
            # the server had read enough to refuse it
            pass
        got = b""
        try:
            while more := line.recv(65536):
                got += more
        except ConnectionError:
            pass
    return int(got.split(b" ")[1]) if got.startswith(b"HTTP/") else 0


@pytest.mark.django_db(transaction=True)
def test_whatever_is_sent_is_answered_without_an_error_of_the_server(server):
    answers = {what: ask(server, sent) for what, (sent, _) in CASES.items()}
    assert {what: status for what, status in answers.items() if status not in CASES[what][1]} == {}
    # and it goes on
    assert ask(server, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") == 200
