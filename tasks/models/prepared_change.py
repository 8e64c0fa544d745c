"""待确认变更: what one administrator has prepared of accounts and rights, and another confirms."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks.enums import PreparedKind, PreparedState
from tasks.models.constraints import build_choice_constraint, build_pair_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Government, User

WAITS = Q(state=PreparedState.WAITING)


class PreparedChangeQuerySet(models.QuerySet):
    """Prepared changes."""

    def waiting(self):
        """Selects those on which nobody has decided."""
        return self.filter(WAITS)


class PreparedChange(models.Model):
    """待确认变更. It does nothing until it is confirmed; a decided one never changes.

    ``wanted`` maps fields of the user to their values, units and officials to their keys; ``before`` and ``after`` say
    the same in words, label → value. ``password`` is a hash, which is kept only while the change waits.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="prepared_changes", verbose_name="辖区政府")
    kind = EnumField(PreparedKind, "事项")
    user = models.ForeignKey(
        User, models.PROTECT, related_name="prepared_changes", null=True, blank=True, verbose_name="账号"
    )
    wanted = models.JSONField("变更", default=dict)
    password = models.CharField("新密码", max_length=128, blank=True)
    before = models.JSONField("原值", default=dict)
    after = models.JSONField("新值", default=dict)
    prepared_at = models.DateTimeField("准备时间")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="准备人")
    state = EnumField(PreparedState, "状态", default=PreparedState.WAITING)
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="办理人"
    )
    reason = models.TextField("退回理由", blank=True)

    objects = PreparedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "待确认变更"
        ordering = ["pk"]
        constraints = [
            build_choice_constraint("kind", PreparedKind),
            build_choice_constraint("state", PreparedState),
            build_pair_constraint("decided"),
            CheckConstraint(
                condition=(WAITS & Q(decided_at__isnull=True)) | (~WAITS & Q(decided_at__isnull=False, password="")),
                name="preparedchange_waits_undecided",
            ),
            CheckConstraint(
                condition=Q(kind=PreparedKind.SEPARATION_ENDED, user__isnull=True)
                | (~Q(kind=PreparedKind.SEPARATION_ENDED) & Q(user__isnull=False)),
                name="preparedchange_names_its_user",
            ),
            CheckConstraint(
                condition=~Q(state=PreparedState.CONFIRMED, decided_by=F("prepared_by")),
                name="preparedchange_confirmed_by_another",
            ),
            CheckConstraint(
                condition=~Q(state=PreparedState.RETURNED) | ~Q(reason=""), name="preparedchange_returned_with_reason"
            ),
            UniqueConstraint(fields=["user"], condition=WAITS, name="one_waiting_change_for_a_user"),
            UniqueConstraint(
                fields=["government"],
                condition=WAITS & Q(kind=PreparedKind.SEPARATION_ENDED),
                name="one_waiting_end_of_separation",
            ),
        ]

    def __str__(self):
        return f"{self.kind.label}{f'“{self.user.name}”' if self.user else ''}"

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """Label, value before and value after of each field that the change touches."""
        return [(label, self.before.get(label, ""), value) for label, value in self.after.items()]
