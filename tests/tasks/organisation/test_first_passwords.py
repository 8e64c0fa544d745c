"""初始密码: quick to hash, and hashed as the settings say from the first sign-in on."""

import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import RequestFactory

from tasks.models import User
from tasks.organisation.first_passwords import generate_first_passwords
from tests.cast import UserFactory


@pytest.fixture(autouse=True)
def _argon2(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_each_password_is_another_and_legible():
    passwords = generate_first_passwords(5)
    assert len({password.clear for password in passwords}) == len({password.encoded for password in passwords}) == 5
    assert all(re.fullmatch(r"(?:[a-zA-Z2-9]{4}-){2}[a-zA-Z2-9]{4}", password.clear) for password in passwords)


def test_the_first_sign_in_hashes_it_as_the_settings_say(cast):
    (password,) = generate_first_passwords(1)
    user = UserFactory(government=cast.government)
    User.objects.filter(pk=user.pk).update(password=password.encoded)
    assert "m=1024,t=1,p=1" in password.encoded
    request = RequestFactory().post("/sign-in/")
    assert authenticate(request, username=user.username, password="wrong") is None
    assert authenticate(request, username=user.username, password=password.clear) == user
    usual = Argon2PasswordHasher()
    assert f"m={usual.memory_cost},t={usual.time_cost},p={usual.parallelism}" in User.objects.get(pk=user.pk).password
