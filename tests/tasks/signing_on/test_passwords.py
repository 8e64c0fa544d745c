"""What a password that a person chooses himself has to be."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tasks import clock
from tasks.models import User
from tasks.signing_on.passwords import count_classes, describe_password_rules, is_expired


def found_wanting(password: str, **person) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, User(**person))
    return [error.code or error.message for error in refusal.value.error_list]


@pytest.mark.parametrize(
    ("password", "kinds"),
    [
        ("", 0),
        ("abc", 1),
        ("abcABC", 2),
        ("abcABC123", 3),
        ("abcABC123-", 4),
        ("abcABC123-督办", 5),
        ("１２", 1),
        (" ", 1),
    ],
)
def test_kinds_of_characters_are_counted(password, kinds):
    assert count_classes(password) == kinds


def test_what_is_like_the_person_is_refused():
    assert found_wanting("Liyang-2025", name="Liyang2025") == ["password_too_similar"]
    assert found_wanting("Lijing@x.cn", email="lijing@x.cn") == ["password_too_similar"]


def test_the_rules_follow_the_settings(settings):
    settings.DUBAN_PASSWORD_LENGTH, settings.DUBAN_PASSWORD_CLASSES, settings.DUBAN_PASSWORD_HISTORY = 12, 4, 0
    assert found_wanting("Ab-3ef") == [
        "新密码太短，至少要 12 个字符。",
    ]
    assert found_wanting("abcdefgh-ijkl9") == [
        "新密码太简单，大写字母、小写字母、数字、汉字、符号中至少要用 4 种。",
    ]
    assert describe_password_rules() == (
        "至少 12 个字符；大写字母、小写字母、数字、汉字、符号中至少用 4 种；不要用常见密码，也不要与用户名、姓名、邮箱相近。"
    )


def test_a_plain_installation_says_what_it_asks():
    assert describe_password_rules() == (
        "至少 8 个字符；大写字母、小写字母、数字、汉字、符号中至少用 3 种；不要用常见密码，也不要与用户名、姓名、邮箱相近；"
        "不能是最近 3 次用过的。"
    )


@pytest.mark.parametrize(
    ("days", "age", "expired"), [(0, 9999, False), (90, 90, False), (90, 91, True), (90, None, False)]
)
def test_a_password_grows_old(settings, days, age, expired):
    settings.DUBAN_PASSWORD_DAYS = days
    since = None if age is None else clock.now() - timedelta(days=age, seconds=-60)
    assert is_expired(User(password_set_at=since)) is expired
