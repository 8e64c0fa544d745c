"""本级版式: a government's own layouts out of the database, beside those that come with the product."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from reports.layouts.layout import Layout, LayoutError, get_layout_by_name, load_layouts, parse_layout
from tasks.models import LayoutVersion
from tasks.models.office_layout import OWN_PREFIX


def load_layouts_of(government: int | None) -> dict[str, Layout]:
    """Loads the layouts that a government may use, its own first, by key.

    Raises:
        LayoutError: a mistake in one of them.
    """
    return load_own_layouts(government) | load_layouts()


def load_own_layouts(government: int | None) -> dict[str, Layout]:
    """Loads the layouts of a government that are in use, by key.

    Raises:
        LayoutError: a version that this release does not read any more.
    """
    rows = LayoutVersion.objects.filter(layout__government=government, layout__is_retired=False)
    held = [row for row in rows.select_related("layout").order_by("layout") if row.number == row.layout.version]
    return {row.layout.key: read_version(row) for row in held}


def read_version(row: LayoutVersion) -> Layout:
    """Reads one version.

    Raises:
        LayoutError: this release does not read it any more.
    """
    return _parse(row.layout.key, row.number, row.text)


@lru_cache(maxsize=256)
def _parse(key: str, version: int, text: str) -> Layout:
    return replace(parse_layout(key, text), version=version)


def get_issued_layout(data: Mapping[str, Any], government: int) -> Layout:
    """Returns the layout by which something was issued, as it was then.

    Args:
        data: what is kept of the issue, with ``layout`` and, of an own layout, ``layout_version``.

    Raises:
        LayoutError: it no longer exists.
    """
    key, version = data["layout"], data.get("layout_version")
    if version is None:
        return get_layout_by_name(key, load_layouts())
    rows = LayoutVersion.objects.filter(layout__government=government, number=version).select_related("layout")
    number = key.removeprefix(OWN_PREFIX)
    row = rows.filter(layout=int(number)).first() if number.isascii() and number.isdecimal() else None
    if row is None:
        raise LayoutError(key, ["没有这个版本。"])
    return read_version(row)
