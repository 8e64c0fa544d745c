"""Rows of a plan's periods that the database refuses, by the name of the constraint."""


def put(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


OF_RHYTHMS = {
    "government_first_month_known": lambda cast: put(cast.government, first_month=0),
    "government_has_periods": lambda cast: put(cast.government, period_ends=0),
    "plan_first_month_known": lambda cast: put(cast.plan, first_month=13),
    "plan_has_periods": lambda cast: put(cast.plan, period_ends=1 << 12),
}
