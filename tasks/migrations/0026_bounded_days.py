"""Every day lies within the bounds of plans; a row that held another is moved to the nearest one, with an audit row."""

from datetime import date

from django.db import migrations
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from tasks.models.triggers import keep_entry_triggers

FIRST, LAST = date(1949, 1, 1), date(2209, 12, 31)
#: model → the way to its government, and its days
DAYS = {
    "cooperationnote": ("entry__period__plan__government_id", "due_on", "answered_on"),
    "edition": ("task__plan__government_id", "due_on"),
    "ending": ("task__plan__government_id", "on"),
    "entryrevision": ("entry__period__plan__government_id", "expected_on"),
    "milestone": ("task__plan__government_id", "due_on"),
    "objection": ("entry__period__plan__government_id", "due_on"),
    "official": ("government_id", "deputy_from", "deputy_until", "left_on"),
    "period": ("plan__government_id", "opens_on", "due_on"),
    "plan": ("government_id", "issued_on", "approved_on", "receipts_due_on"),
    "planchange": ("plan__government_id", "decided_on"),
    "plandocument": ("plan__government_id", "issued_on"),
    "progressentry": ("period__plan__government_id", "expected_on", "due_on", "assessed_on"),
    "publication": (
        Coalesce("plan__government_id", "period__plan__government_id"),
        "approved_on",
    ),
    "scorecard": ("plan__government_id", "approved_on"),
    "sourcedocument": ("plan__government_id", "issued_on", "basis_on"),
    "unitsuccession": ("former__government_id", "since"),
}
#: constraints of the units' words, which other models share
EXPECTED = ("entryrevision", "progressentry")
FORMER = (
    ("ending", "ending_on_plausible"),
    ("entryrevision", "entryrevision_expected_on_plausible"),
    ("milestone", "milestone_due_on_plausible"),
    ("progressentry", "progressentry_expected_on_plausible"),
)


def bound_days(apps, schema_editor) -> None:
    """Moves each day out of the bounds to the nearest within; nothing silently: the audit log keeps what stood there."""
    for name, (government, *fields) in DAYS.items():
        model = apps.get_model("tasks", name)
        for field in fields:
            home = F(government) if isinstance(government, str) else government
            outside = model._base_manager.filter(Q(**{f"{field}__lt": FIRST}) | Q(**{f"{field}__gt": LAST}))
            rows = outside.order_by().annotate(home=home).values_list("pk", field, "home")
            for pk, day, owner in list(rows):
                bound_day(apps, model, pk, field, day, owner)


def bound_day(apps, model, pk: int, field: str, day: date, government_id: int) -> None:
    nearest = FIRST if day < FIRST else LAST
    model._base_manager.filter(pk=pk).update(**{field: nearest})
    label = model._meta.get_field(field).verbose_name
    apps.get_model("tasks", "Event").objects.create(
        at=timezone.now(),
        kind="date_bounded",
        government_id=government_id,
        actor_name="系统",
        subject_type=model._meta.model_name,
        subject_id=pk,
        subject=f"{model._meta.verbose_name}（编号 {pk}）",
        before={label: f"{day}"},
        after={label: f"{nearest}"},
        reason=f"日期应在 {FIRST} 至 {LAST} 之间，系统升级时改为最近的一天，请核对。",
    )
    print(f"{model._meta.verbose_name}（编号 {pk}）的{label} {day} 超出范围，已改为 {nearest}，请核对。")


def build_within(*fields: str) -> Q:
    return Q(*(Q(**{f"{field}__gte": FIRST, f"{field}__lte": LAST}) for field in fields))


def build_constraints():
    """Yields the constraint of each model; the day that entries and revisions share has one of its own."""
    for name, (_, *fields) in DAYS.items():
        own = [field for field in fields if name not in EXPECTED or field != "expected_on"]
        if own:
            constraint = CheckConstraint(condition=build_within(*own), name=f"{name}_days_plausible")
            yield migrations.AddConstraint(name, constraint)
    for name in EXPECTED:
        constraint = CheckConstraint(condition=build_within("expected_on"), name=f"{name}_expected_on_plausible")
        yield migrations.AddConstraint(name, constraint)


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0025_separate_administrators"),
    ]

    operations = keep_entry_triggers(
        migrations.RunPython(bound_days, migrations.RunPython.noop),
        *(migrations.RemoveConstraint(*former) for former in FORMER),
        *build_constraints(),
    )
