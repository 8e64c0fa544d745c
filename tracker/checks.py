"""Refuses a start with a business date that would falsify an office's own data."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from tasks.organisation.governments import is_installation_empty, select_own_governments
from tasks.terms import terms

REFUSAL = (
    "业务日期（DUBAN_TODAY={today}）只用于演示，{why}。正式使用请去掉 DUBAN_TODAY；"
    "要看演示，请用空的数据库（DATABASE_URL）或另一个数据目录（DUBAN_VAR），并设 DUBAN_DEMO=1。"
)


def describe_date_refusal() -> str:
    """Returns why the business date is refused with the present database; "" if it is not, or nothing can be read.

    A database that cannot be read, or whose tables are older, is told by other messages.
    """
    if settings.DUBAN_TODAY is None:
        return ""
    try:
        if own := select_own_governments().first():
            return REFUSAL.format(today=settings.DUBAN_TODAY, why=f"而数据库中有正式的{terms.government}“{own}”")
        if is_installation_empty() and not settings.DUBAN_DEMO:
            return REFUSAL.format(today=settings.DUBAN_TODAY, why="而数据库是空的，没有演示数据")
    except DatabaseError:
        return ""
    return ""


@register("duban")
def check_business_date(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[CheckMessage]:
    """The system check that stops every command of ``manage.py`` before it does anything."""
    refusal = describe_date_refusal()
    return [Error(refusal, id="duban.E001")] if refusal else []


def require_fit_date() -> None:
    """
    Raises:
        ImproperlyConfigured: the business date is refused; the server does not start.
    """
    if refusal := describe_date_refusal():
        raise ImproperlyConfigured(refusal)
