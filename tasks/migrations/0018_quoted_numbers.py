"""位次, 另一口径, 上级目标: the numbers that leaders quote become columns, filled with what the texts say.

A revision that the office returned keeps its figures itself, so it is filled too: others read it until the unit files
anew. The texts are read by the code of the day on which the migration runs.
"""

from django.db import migrations, models
from django.db.models import Q

from tasks.enums import Comparison, IndicatorKind, UpperLevel

BATCH = 200
PLACES = {"rank_place": (models.PositiveSmallIntegerField, "位次"), "rank_of": (models.PositiveSmallIntegerField, "位次总数")}


def read_upper_targets(apps, schema_editor):
    """Fills the upper targets of the indicators that stand in their item's present wording."""
    from tasks.assessing.quantities import Span, find_upper_target

    indicators = apps.get_model("tasks", "Indicator").objects
    changed = []
    for one in indicators.filter(start__isnull=False, task__current__isnull=False).select_related("task__current"):
        upper = find_upper_target(one.task.current.text, Span(one.start, one.end), one.unit)
        if upper:
            one.upper_level, one.upper_value = upper[0].value, upper[1]
            changed.append(one)
    indicators.bulk_update(changed, ["upper_level", "upper_value"], batch_size=BATCH)


def read_ranks_and_second_bases(apps, schema_editor):
    """Fills the ranks and second bases of the readings and of the returned revisions."""
    from tasks.models.quantity import QUOTED_FIELDS

    readings = apps.get_model("tasks", "Reading").objects
    entries = apps.get_model("tasks", "ProgressEntry").objects.filter(readings__isnull=False).distinct()
    whole = entries.select_related("edition", "returned_revision").prefetch_related("readings__indicator")
    changed = []
    for entry in whole.order_by("pk").iterator(chunk_size=BATCH):
        rows = sorted(entry.readings.all(), key=lambda each: each.indicator.position)
        for row, numbers in zip(rows, read_numbers(rows, entry.edition.text, entry.text), strict=True):
            for name in QUOTED_FIELDS:
                setattr(row, name, getattr(numbers, name))
            if numbers.rank or numbers.second_basis:
                changed.append(row)
        if entry.returned_revision:
            fill_revision(entry.returned_revision, rows, entry.edition.text)
    readings.bulk_update(changed, QUOTED_FIELDS, batch_size=BATCH)


def fill_revision(revision, rows, wording):
    told = [
        (row, numbers.to_cells())
        for row, numbers in zip(rows, read_numbers(rows, wording, revision.text), strict=True)
    ]
    left = list(told)
    for kept in revision.readings:
        named = next(
            (each for each in left if (each[0].indicator.measure, each[0].indicator.unit) == (kept["指标"], kept["单位"])),
            None,
        )
        if named:
            left.remove(named)
            kept |= named[1]
    if any(cells for _, cells in told):
        revision.save(update_fields=["readings"])


def read_numbers(rows, wording, progress):
    """Reads the numbers of readings in a text, in their order."""
    from tasks.assessing.quantities import Commitment, Span
    from tasks.assessing.quoted import read_quoted_numbers

    commitments = [
        Commitment(
            measure=one.measure,
            comparison=Comparison(one.comparison),
            value=one.value,
            unit=one.unit,
            kind=IndicatorKind(one.kind),
            span=Span(one.start or 0, one.end or 0),
            quote=wording[one.start or 0 : one.end or 0],
        )
        for one in (row.indicator for row in rows)
    ]
    return [each.numbers for each in read_quoted_numbers(commitments, progress)]


class Migration(migrations.Migration):
    dependencies = [("tasks", "0017_milestones_and_self_rating")]

    operations = [
        migrations.AddField(
            "indicator",
            "upper_level",
            models.CharField("上级目标", max_length=20, choices=UpperLevel.choices, blank=True, default=""),
        ),
        migrations.AddField(
            "indicator",
            "upper_value",
            models.DecimalField("上级目标值", max_digits=20, decimal_places=4, null=True, blank=True),
        ),
        *(
            migrations.AddField("reading", name, kind(label, null=True, blank=True))
            for name, (kind, label) in PLACES.items()
        ),
        migrations.AddField(
            "reading", "rank_scope", models.CharField("位次范围", max_length=30, blank=True, default="")
        ),
        migrations.AddField("reading", "rank_shared", models.BooleanField("并列", default=False)),
        migrations.AddField(
            "reading",
            "second_value",
            models.DecimalField("另一口径值", max_digits=20, decimal_places=4, null=True, blank=True),
        ),
        migrations.AddField(
            "reading", "second_basis", models.CharField("另一口径", max_length=60, blank=True, default="")
        ),
        migrations.RunPython(read_upper_targets, migrations.RunPython.noop),
        migrations.RunPython(read_ranks_and_second_bases, migrations.RunPython.noop),
        migrations.AddConstraint(
            "indicator",
            models.CheckConstraint(
                condition=Q(upper_level="", upper_value__isnull=True)
                | Q(upper_level__in=["nation", "province", "city", "above"], upper_value__isnull=False),
                name="indicator_upper_value_has_a_level",
            ),
        ),
        migrations.AddConstraint(
            "reading",
            models.CheckConstraint(
                condition=Q(rank_scope="", rank_place__isnull=True, rank_of__isnull=True, rank_shared=False)
                | Q(rank_place__isnull=False, rank_place__gte=1, rank_place__lte=9999),
                name="reading_rank_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            "reading",
            models.CheckConstraint(
                condition=Q(rank_of__isnull=True) | Q(rank_of__gte=models.F("rank_place"), rank_of__lte=9999),
                name="reading_rank_within_its_places",
            ),
        ),
        migrations.AddConstraint(
            "reading",
            models.CheckConstraint(
                condition=Q(second_value__isnull=True, second_basis="")
                | (Q(second_value__isnull=False) & ~Q(second_basis="")),
                name="reading_second_value_has_a_basis",
            ),
        ),
    ]
