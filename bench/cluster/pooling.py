"""Two servers of the product behind nginx, which share files, and reach the database through PgBouncer in transaction mode."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.cluster.databases import find_free_port, make_folder, wait_for
from bench.cluster.product import Person, is_alive, serve, sign_in_clerks
from bench.cluster.saving import count_lost, save_often
from bench.cluster.site import Site
from tests.postgres import UNPRIVILEGED

SAVES = 400
#: connections of PgBouncer to the database
POOL = 4
POOLER = """
[databases]
postgres = host=127.0.0.1 port={database} user=duban
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {pool}
"""
PROXY = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream duban {{
        server {one};
        server {two};
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://duban;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
        }}
    }}
}}
"""
EVIDENCE = re.compile(r'href="(/evidence/[^"/]+/)"')
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea7"
    "9a9a5b0000000049454e44ae426082"
)


def rehearse_pooling(site: Site) -> Iterator[str]:
    """Raises:
    AssertionError: something was refused or lost, or one server does not know what was done at the other.
    """
    missing = [name for name in ("pgbouncer", "nginx") if not shutil.which(name)]
    if missing:
        yield f"left out: there is no {' and no '.join(missing)}"
        return
    with ExitStack() as running:
        pooler = running.enter_context(run_pooler(site))
        given = site.build_environment(
            DATABASE_URL=f"postgresql://duban@127.0.0.1:{pooler}/postgres", DUBAN_POOLER="1", DUBAN_PROXIES="127.0.0.1"
        )
        one = running.enter_context(serve(given))
        second = running.enter_context(ExitStack())
        two = second.enter_context(serve(given))
        front = running.enter_context(run_proxy(site.folder / "var", one, two))
        people = sign_in_clerks(front, site.office)
        tally, threads = save_often(people, SAVES)
        for thread in threads:
            thread.join()
        lost = count_lost(tally, site.primary)
        yield (
            f"{len(tally.acknowledged)} saves through nginx, two servers and {POOL} pooled connections, {lost} lost, "
            f"{tally.refused} answers were errors; a save takes {tally.median:.0f} ms (median)"
        )
        assert (len(tally.acknowledged), lost, tally.refused) == (SAVES, 0, 0)
        check_shared_state(people, site.office.password, one, two)
        yield "a file sent to one server is read from the other; sign-out and the lock after wrong passwords hold on both"
        second.close()
        tally, threads = save_often(people[1:], 70)
        for thread in threads:
            thread.join()
        yield f"one of the two servers ended: {len(tally.acknowledged)} more saves, {tally.refused} answers were errors"
        assert tally.refused == 0


def check_shared_state(people: list[Person], password: str, one: str, two: str) -> None:
    """Does something at one server, and asks the other."""
    person, other = people[:2]
    person.address = one
    person.open_entry()
    answer = person.send(f"/entries/{person.entry}/", text="附现场照片。", files={"files": ("现场.png", PICTURE)})
    (address, *_) = EVIDENCE.findall(answer.text)
    person.address = two
    assert person.read(address).content == PICTURE, "the other server has not the file"
    person.read("/mine/")
    person.send("/sign-out/")
    person.address = one
    assert "/sign-in/" in person.read("/mine/").url, "signed out at one server alone"

    stranger = Person(one, other.username)
    for attempt in range(6):
        stranger.address = (one, two)[attempt % 2]
        stranger.sign_in("not the password")
    assert "/sign-in/" in stranger.sign_in(password).url, "locked at one server alone"


@contextmanager
def run_pooler(site: Site) -> Iterator[int]:
    """Runs PgBouncer before the primary; gives its port."""
    port = find_free_port()
    folder = make_folder(site.folder / "pooler")
    config = folder / "pgbouncer.ini"
    config.write_text(POOLER.format(database=site.primary.port, port=port, pool=POOL))
    config.chmod(0o644)
    # PgBouncer refuses to run as root
    user, group = (UNPRIVILEGED, "nogroup") if os.geteuid() == 0 else (None, None)
    with (site.folder / "pooler.log").open("w") as log:
        server = subprocess.Popen(["pgbouncer", str(config)], stdout=log, stderr=log, user=user, group=group)
        try:
            yield port
        finally:
            server.terminate()
            server.wait()


@contextmanager
def run_proxy(folder: Path, *servers: str) -> Iterator[str]:
    """Runs nginx before the servers, which take turns; gives its address."""
    port = find_free_port()
    one, two = (each.removeprefix("http://") for each in servers)
    config = folder / "nginx.conf"
    config.write_text(PROXY.format(folder=folder, port=port, one=one, two=two))
    address = f"http://127.0.0.1:{port}"
    with (folder / "proxy.log").open("w") as log:
        server = subprocess.Popen(["nginx", "-c", str(config)], stdout=log, stderr=log)
        try:
            wait_for(lambda: is_alive(address), 120)
            yield address
        finally:
            server.terminate()
            server.wait()
