"""Boards are read from the standby: what a person wrote he sees at once, and a standby too far behind is left aside."""

import re
import time
from collections.abc import Iterator

from bench.cluster.databases import demand_standby
from bench.cluster.product import Person, serve, sign_in_clerk
from bench.cluster.site import Site

#: DUBAN_READ_SECONDS
LIMIT = 15
#: some of PAGES, an export among them, which leaves its trace in the audit log
ADDRESSES = ["/year/", "/burden/", "/scorecard/", "/export/", "/export/list/", "/receipts/list/"]
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
#: what differs between two readings of one page
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def read_board(person: Person) -> str:
    answer = person.read("/board/")
    answer.raise_for_status()
    (found,) = MAIN.findall(answer.text)
    return TOKEN.sub("", found)


def rehearse_reading(site: Site) -> Iterator[str]:
    """Raises:
    AssertionError: a person did not see what he wrote, or a board was not read where it should be.
    """
    standby = f"postgresql://duban@{site.standby.server}/postgres"
    given = site.build_environment(DUBAN_READ_DATABASE_URL=standby, DUBAN_READ_SECONDS=str(LIMIT))
    with serve(given, workers=1) as address:
        writer = sign_in_clerk(address, site.office, 0)
        reader = Person(address, site.office.office)
        reader.sign_in(site.office.password)
        time.sleep(LIMIT + 1)
        own, before = read_board(writer), read_board(reader)
        for each in ADDRESSES:
            reader.read(each).raise_for_status()

        site.standby.ask("SELECT pg_wal_replay_pause()")
        paused = time.monotonic()
        writer.open_entry()
        # an item that lags is filed with its reasons
        writer.submit("本季度任务已完成。", problem="用地批复较晚。", next_step="加快施工。")
        assert read_board(writer) != own, "the writer does not see what he filed"
        assert read_board(reader) == before, "the board was not read from the standby"
        assert time.monotonic() - paused < LIMIT, "the machine is too slow to tell"
        yield "with replication paused the writer sees his own filing, the office's board is the standby's"

        time.sleep(LIMIT + 1)
        now = read_board(reader)
        assert now != before, "a standby too far behind was not left aside"
        yield f"{LIMIT} s later the standby is left aside, and the office sees the filing"

        site.standby.ask("SELECT pg_wal_replay_resume()")
        time.sleep(LIMIT + 1)
        read_board(reader)
        read = count_reads(site)
        assert read_board(reader) == now
        assert count_reads(site) > read, "the standby is not used again"
        yield "after it has caught up it is used again"

        demand_standby(site.primary, "")
        site.standby.kill()
        began = time.monotonic()
        assert read_board(reader) == now
        yield f"the standby killed, the next board comes from the primary in {time.monotonic() - began:.1f} s"


def count_reads(site: Site) -> int:
    """Returns how many rows the standby has looked up for queries, after it has counted."""
    time.sleep(2)
    ((count,),) = site.standby.ask("SELECT SUM(idx_scan + seq_scan)::bigint FROM pg_stat_user_tables")
    return count
