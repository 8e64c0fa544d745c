"""Samples out of the database."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.layouts.layout import Layout
from reports.sampling.reading import SampleReading, read_data
from tasks.models import TableSample


@dataclass(frozen=True)
class StoredSample:
    """A file, and how it is filled."""

    form: str
    content: bytes
    reading: SampleReading


def load_samples(layout: Layout) -> dict[int, StoredSample]:
    """Loads the samples that a layout names, by key; no query where it names none."""
    named = [attachment.sample for attachment in layout.attachments if attachment.sample]
    rows = TableSample.objects.filter(pk__in=named) if named else []
    return {row.pk: StoredSample(row.form, bytes(row.content), read_data(row.reading)) for row in rows}


def describe_samples(keys: Iterable[int]) -> dict[int, str]:
    """Returns the name of the file of each sample, by key."""
    named = [key for key in keys if key]
    return dict(TableSample.objects.filter(pk__in=named).values_list("pk", "filename")) if named else {}


def list_foreign_samples(layout: Layout, government: int) -> list[int]:
    """Lists the samples that a layout names and the government does not have."""
    named = {attachment.sample for attachment in layout.attachments if attachment.sample}
    own = TableSample.objects.filter(pk__in=named, government=government).values_list("pk", flat=True) if named else []
    return sorted(named - set(own))
