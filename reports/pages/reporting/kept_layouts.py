"""本级版式: keeps what a page or a file describes."""

from dataclasses import replace

from reports.layouts.composing import compose_layout_text
from reports.layouts.differences import list_differences
from reports.layouts.layout import FIELD_NAMES, ColumnLayout, Layout, load_layouts
from reports.layouts.own_layouts import read_version
from reports.layouts.uses import map_uses
from reports.sampling.reading import SampleReading, read_sample
from reports.sampling.stored import list_foreign_samples
from tasks.issuing.layout_actions import LayoutText, add_layout, save_layout
from tasks.issuing.sample_actions import use_sample
from tasks.models import OfficeLayout, TableSample, User
from tasks.permissions import Refused


def keep_new_layout(layout: Layout, text: str, *, note: str, by: User) -> OfficeLayout:
    """Keeps a layout as one of the person's government; errors as of ``add_layout``."""
    refuse_unfit(layout, by)
    content = LayoutText(name=layout.name, text=text, uses=map_uses(layout), note=note)
    return add_layout(government=by.home, content=content, by=by)


def keep_version(row: OfficeLayout, layout: Layout, text: str, *, seen: int, note: str = "", by: User) -> OfficeLayout:
    """Keeps the next version of a layout; errors as of ``save_layout``."""
    refuse_unfit(layout, by)
    return save_layout(layout=row, content=build_content(row, layout, text, note), seen=seen, by=by)


def keep_sample(
    row: OfficeLayout, layout: Layout, order: int, sample: TableSample, reading: SampleReading, *, seen: int, by: User
) -> OfficeLayout:
    """Keeps the next version of a layout, whose attachment is printed into a sample; errors as of ``use_sample``.

    The columns of the attachment become those of the sample, for pages and for the other kind of file.

    Args:
        order: of the attachment, counted from 0.
    """
    refuse_unfit(layout, by)
    grid = read_sample(sample.form, bytes(sample.content), sample.filename).tables[reading.table]

    def compose(key: int) -> LayoutText:
        attachments = list(layout.attachments)
        columns = tuple(
            ColumnLayout(column.field, column.label or str(FIELD_NAMES[column.field]), max(grid.widths[column.at], 1.0))
            for column in reading.columns
        )
        whole = sum(column.width for column in columns) / 700
        columns = tuple(replace(column, width=max(round(column.width / whole, 1), 1.0)) for column in columns)
        attachments[order] = replace(
            attachments[order], sample=key, columns=columns, merge_sections=reading.merges_sections
        )
        changed = replace(layout, attachments=tuple(attachments))
        return build_content(row, changed, compose_layout_text(changed), f"第{order + 1}张表用样板{sample.filename}")

    return use_sample(layout=row, sample=sample, reading=reading.build_data(), compose=compose, seen=seen, by=by)


def build_content(row: OfficeLayout, layout: Layout, text: str, note: str) -> LayoutText:
    before = read_version(row.versions.select_related("layout").get(number=row.version))
    changed = list_differences(before, layout)
    return LayoutText(name=layout.name, text=text, uses=map_uses(layout), note=note, changed=changed)


def refuse_unfit(layout: Layout, by: User) -> None:
    """Refuses the name or key of a layout that comes with the product, since people and commands choose by it, and samples
    that the government does not have."""
    if list_foreign_samples(layout, by.home_id):
        raise Refused("本级没有版式中所说的样板，请先上传样板，或去掉这一项。")
    if any(layout.name in (key, shipped.name) for key, shipped in load_layouts().items()):
        raise Refused(f"“{layout.name}”是自带版式的名称，请换一个名称。")
