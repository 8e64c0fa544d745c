"""The machines of one site: two database servers, and the folder that its application servers share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.cluster.databases import Database, ended, make_primary, make_standby
from bench.cluster.product import Office, build_environment, fill_office


@dataclass
class Site:
    """Attributes:
    folder: of everything; ``folder / "var"`` is shared by the application servers.
    primary: takes the writes.
    standby: follows the primary.
    """

    folder: Path
    office: Office
    primary: Database
    standby: Database

    @property
    def address(self) -> str:
        """Leads to whichever of the two takes writes."""
        return f"postgresql://duban@{self.primary.server},{self.standby.server}/postgres"

    def build_environment(self, **given: str) -> dict[str, str]:
        return build_environment(self.folder / "var", **{"DATABASE_URL": self.address} | given)

    def swap(self) -> None:
        """The standby has become the primary; the former primary is gone."""
        self.primary, self.standby = self.standby, self.primary

    def renew_standby(self) -> None:
        """Makes a standby anew in the folder of the one that is gone."""
        self.standby.stop()
        self.standby = make_standby(self.standby.folder, self.primary)


@contextmanager
def open_site(folder: Path, programs: Path) -> Iterator[Site]:
    """Starts both servers, fills the primary, and ends everything with the block."""
    var = folder / "var"
    var.mkdir()
    primary = make_primary(folder, programs)
    with ended(primary):
        office = fill_office(build_environment(var, DATABASE_URL=f"postgresql://duban@{primary.server}/postgres"))
        site = Site(folder, office, primary, make_standby(folder / "two", primary))
        try:
            yield site
        finally:
            site.standby.stop()
            site.primary.stop()
