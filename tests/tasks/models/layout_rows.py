"""Rows of layouts and samples that the database refuses, by the constraint that each violates."""

from tasks import clock
from tasks.models import LayoutVersion, OfficeLayout, TableSample


def office_layout(cast, name: str = "季报", version: int = 1) -> OfficeLayout:
    return OfficeLayout.objects.create(government=cast.government, name=name, version=version)


def layout_version(layout: OfficeLayout, cast, text: str = "name") -> None:
    LayoutVersion.objects.create(layout=layout, number=1, text=text, saved_at=clock.now(), saved_by=cast.office)


def table_sample(cast) -> None:
    TableSample.objects.create(
        government=cast.government, filename="表.pdf", form="pdf", content=b"", reading={}, saved_at=clock.now(),
        saved_by=cast.office,
    )  # fmt: skip


OF_LAYOUTS = {
    "office_layout_once_a_name": lambda cast: [office_layout(cast), office_layout(cast)],
    "office_layout_with_name": lambda cast: office_layout(cast, name=""),
    "office_layout_with_version": lambda cast: office_layout(cast, version=0),
    "layout_version_once": lambda cast: [layout_version(layout, cast) for layout in [office_layout(cast)] * 2],
    "table_sample_form_known": table_sample,
    "layout_version_says_something": lambda cast: layout_version(office_layout(cast), cast, text=""),
}
