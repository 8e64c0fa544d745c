"""``python -m bench.cluster [failover reading pooling]``: more than one machine, on loopback: a standby that takes over during 1,000 saves, boards that
read from a standby, and two servers behind nginx and PgBouncer. Prints what it measured; fails where anything was lost.

`make cluster` calls it. PgBouncer and nginx are used where they are in PATH.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.cluster.failover import rehearse_failover
from bench.cluster.pooling import rehearse_pooling
from bench.cluster.reading import rehearse_reading
from bench.cluster.site import Site, open_site
from tests.postgres import programs

#: in this order: the second leaves a primary without a standby
PARTS: dict[str, Callable[[Site], Iterator[str]]] = {
    "failover": rehearse_failover,
    "reading": rehearse_reading,
    "pooling": rehearse_pooling,
}


def main(chosen: list[str]) -> None:
    say(f"{os.cpu_count()} processors, load of the machine at the start {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="duban-cluster-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        with open_site(folder, programs(folder)) as site:
            try:
                for name in chosen or PARTS:
                    for line in PARTS[name](site):
                        say(f"{name}: {line}")
            except Exception:
                tell_logs(folder)
                raise


def tell_logs(folder: Path) -> None:
    """Prints the end of what the servers logged."""
    for log in [*folder.glob("*.log"), *folder.glob("var/*.log"), *folder.glob("*/log")]:
        say(f"--- {log.relative_to(folder)}")
        say("\n".join(log.read_text().splitlines()[-15:]))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
