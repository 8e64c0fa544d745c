"""The rules of passwords that a person chooses himself; docs/settings.md explains their settings."""

import re
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from tasks import clock
from tasks.models import User

#: 小写字母, 大写字母, 数字; what is none of them counts as 汉字 or as a sign
CLASSES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"))


def count_classes(password: str) -> int:
    """Counts the kinds of characters: small and capital letters, digits, Chinese characters, signs."""
    rest = re.sub("[a-zA-Z0-9]", "", password)
    letters = sum(unicodedata.category(each).startswith("L") for each in rest)
    return sum(bool(found.search(password)) for found in CLASSES) + bool(letters) + (len(rest) > letters)


def describe_password_rules() -> str:
    """Describes what a new password has to be, for the form that asks for it."""
    rules = [f"至少 {settings.DUBAN_PASSWORD_LENGTH} 个字符"]
    if settings.DUBAN_PASSWORD_CLASSES > 1:
        rules.append(f"大写字母、小写字母、数字、汉字、符号中至少用 {settings.DUBAN_PASSWORD_CLASSES} 种")
    rules.append("不要用常见密码，也不要与用户名、姓名、邮箱相近")
    if settings.DUBAN_PASSWORD_HISTORY:
        rules.append(f"不能是最近 {settings.DUBAN_PASSWORD_HISTORY} 次用过的")
    return "；".join(rules) + "。"


def is_expired(user: User) -> bool:
    """Returns whether the person's own password is older than the installation allows."""
    days, since = settings.DUBAN_PASSWORD_DAYS, user.password_set_at
    return days > 0 and since is not None and clock.now() - since > timedelta(days=days)


class LongEnough:
    """Refuses a password of fewer than ``DUBAN_PASSWORD_LENGTH`` characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < settings.DUBAN_PASSWORD_LENGTH:
            raise ValidationError(f"新密码太短，至少要 {settings.DUBAN_PASSWORD_LENGTH} 个字符。")


class MixedCharacters:
    """Refuses a password of fewer than ``DUBAN_PASSWORD_CLASSES`` kinds of characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        if count_classes(password) < settings.DUBAN_PASSWORD_CLASSES:
            needed = settings.DUBAN_PASSWORD_CLASSES
            raise ValidationError(f"新密码太简单，大写字母、小写字母、数字、汉字、符号中至少要用 {needed} 种。")


class NotUsedBefore:
    """Refuses the present password and the last ``DUBAN_PASSWORD_HISTORY`` ones."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        past = user.past_passwords.values_list("password", flat=True)[: settings.DUBAN_PASSWORD_HISTORY]
        if any(check_password(password, each) for each in past):
            raise ValidationError(f"新密码不能是最近 {settings.DUBAN_PASSWORD_HISTORY} 次用过的密码。")
