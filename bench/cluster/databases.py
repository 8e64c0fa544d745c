"""PostgreSQL servers of our own on loopback: a primary, and standbys that follow it."""

import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import UNPRIVILEGED, run

#: as an office's server keeps its data: nothing is acknowledged before it is on the disk
SETTINGS = {"wal_level": "replica", "max_wal_senders": "5", "hot_standby": "on", "timezone": "Asia/Shanghai"}


@dataclass(frozen=True)
class Database:
    """A server with its data; ``programs`` is the folder of initdb and pg_ctl."""

    folder: Path
    programs: Path
    port: int

    @property
    def server(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self, **settings: str) -> None:
        given = SETTINGS | settings | {"port": str(self.port), "listen_addresses": "127.0.0.1"}
        options = " ".join(f"-c {name}={value}" for name, value in given.items())
        log = str(self.folder / "log")
        run(
            self.programs / "pg_ctl",
            "start",
            "-D",
            str(self.folder),
            "-w",
            "-l",
            log,
            "-o",
            f"{options} -k {self.folder}",
        )

    def stop(self) -> None:
        """Ends the server if it runs."""
        if (self.folder / "postmaster.pid").exists():
            run(self.programs / "pg_ctl", "stop", "-D", str(self.folder), "-w", "-m", "immediate")

    def promote(self) -> None:
        """Makes a standby the primary; returns when it takes writes."""
        run(self.programs / "pg_ctl", "promote", "-D", str(self.folder), "-w")

    def kill(self) -> None:
        """Kills every process of the server with signal 9, as the loss of the machine would."""
        (postmaster, *_) = (self.folder / "postmaster.pid").read_text().split()
        for pid in [int(postmaster), *list_children(int(postmaster))]:
            os.kill(pid, signal.SIGKILL)
        (self.folder / "postmaster.pid").unlink()

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Runs a statement by itself, and returns its rows."""
        address = f"host=127.0.0.1 port={self.port} user=duban dbname=postgres connect_timeout=5"
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def list_children(parent: int) -> list[int]:
    """Returns the ids of the processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def find_free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def make_folder(path: Path) -> Path:
    """Makes an empty folder that the account of PostgreSQL may write."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(path, UNPRIVILEGED)
    return path


def make_primary(folder: Path, programs: Path) -> Database:
    data = make_folder(folder / "one")
    given = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "duban", "-D", str(data)]
    run(programs / "initdb", *given)
    primary = Database(data, programs, find_free_port())
    primary.start()
    return primary


def make_standby(folder: Path, primary: Database) -> Database:
    """Copies the primary and lets the copy follow it; from then on the primary acknowledges nothing that the standby has
    not on its disk."""
    data = make_folder(folder)
    source = f"host=127.0.0.1 port={primary.port} user=duban application_name=standby"
    given = ["-D", str(data), "-R", "-X", "stream", "-c", "fast", "-d", source]
    run(primary.programs / "pg_basebackup", *given)
    standby = Database(data, primary.programs, find_free_port())
    standby.start(hot_standby_feedback="on")
    demand_standby(primary, "standby")
    wait_for(lambda: primary.ask("SELECT sync_state FROM pg_stat_replication") == [("sync",)], 60)
    return standby


def demand_standby(primary: Database, names: str) -> None:
    """Sets which standbys have to hold a commit before it is acknowledged; "" for none."""
    primary.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
    primary.ask("SELECT pg_reload_conf()")


def wait_for(is_so, seconds: float) -> float:
    """Returns after how many seconds it was so.

    Raises:
        TimeoutError: it was not so in ``seconds``.
    """
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"not so after {seconds} s: {is_so}")
        time.sleep(0.1)
    return time.monotonic() - began


@contextmanager
def ended(*databases: Database) -> Iterator[None]:
    """Ends the servers with the block."""
    try:
        yield
    finally:
        for each in databases:
            each.stop()
