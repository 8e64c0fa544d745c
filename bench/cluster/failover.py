"""The primary is killed during 1,000 saves; the standby takes over, and nothing that was acknowledged is lost."""

import time
from collections.abc import Iterator

from bench.cluster.databases import wait_for
from bench.cluster.product import serve, sign_in_clerks
from bench.cluster.saving import count_lost, save_often
from bench.cluster.site import Site

SAVES = 1_000
#: after so many acknowledged saves the primary is killed
KILLED_AFTER = 300


def rehearse_failover(site: Site) -> Iterator[str]:
    """Raises:
    AssertionError: an acknowledged save was lost, or people could not go on.
    """
    with serve(site.build_environment()) as address:
        tally, threads = save_often(sign_in_clerks(address, site.office), SAVES)
        wait_for(lambda: len(tally.acknowledged) >= KILLED_AFTER, 300)
        site.primary.kill()
        killed = time.monotonic()
        site.standby.promote()
        promoted = time.monotonic()
        for thread in threads:
            thread.join()
    site.swap()
    after = min(moment for moment in tally.moments if moment > promoted)
    lost = count_lost(tally, site.primary)
    yield (
        f"{len(tally.acknowledged)} saves acknowledged, {lost} lost, {tally.refused} answers were errors; "
        f"a save takes {tally.median:.0f} ms (median) with a synchronous standby; promoted {promoted - killed:.1f} s "
        f"after the kill, first save {after - killed:.1f} s after it"
    )
    assert (len(tally.acknowledged), lost) == (SAVES, 0)
    began = time.monotonic()
    site.renew_standby()
    yield f"the former primary is a standby again after {time.monotonic() - began:.1f} s"
