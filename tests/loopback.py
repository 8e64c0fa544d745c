"""Servers of the tests' own on this machine: one that a robot's address may name, and one that takes e-mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, TCPServer, ThreadingTCPServer
from threading import Thread


@dataclass
class Robot:
    """What was posted to it; and what it answers, which a test may set.

    Attributes:
        posts: path and body of each.
        moved_to: where it sends whoever asks; "" for nowhere.
    """

    address: str = ""
    posts: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"errcode": 0, "errmsg": "ok"}'
    moved_to: str = ""


@dataclass
class MailBox:
    """The letters it was handed: sender, recipient, content.

    Attributes:
        refused: a sender or recipient that it does not take.
    """

    port: int = 0
    letters: list[tuple[str, str, bytes]] = field(default_factory=list)
    refused: str = ""


@contextmanager
def serving(server: TCPServer) -> Iterator[TCPServer]:
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def robot() -> Iterator[Robot]:
    """A web server that takes what is posted."""
    told = Robot()

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self):
            told.posts.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(302 if told.moved_to else told.status)
            if told.moved_to:
                self.send_header("Location", told.moved_to)
            self.end_headers()
            self.wfile.write(told.answer)

        def log_message(self, *args):
            """Silent."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Listening)) as server:
        told.address = f"http://127.0.0.1:{server.server_port}/send"
        yield told


@contextmanager
def mail_server() -> Iterator[MailBox]:
    """The least of SMTP that a client needs (RFC 5321)."""
    box = MailBox()

    class Taking(StreamRequestHandler):
        def handle(self):
            self.say("220 here")
            sender = recipient = ""
            for line in self.rfile:
                verb, _, rest = line.decode().strip().partition(" ")
                verb = verb.upper()
                if box.refused and box.refused in rest:
                    self.say("550 no such person")
                    continue
                if verb == "MAIL":
                    sender = rest
                elif verb == "RCPT":
                    recipient = rest
                elif verb == "DATA":
                    self.say("354 go on")
                    box.letters.append((sender, recipient, self.letter()))
                self.say("221 bye" if verb == "QUIT" else "250 ok")

        def letter(self) -> bytes:
            return b"".join(iter(self.rfile.readline, b".\r\n"))

        def say(self, line: str):
            self.wfile.write(f"{line}\r\n".encode())

    with serving(ThreadingTCPServer(("127.0.0.1", 0), Taking)) as server:
        box.port = server.server_address[1]
        yield box
