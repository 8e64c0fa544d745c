"""初始密码: generates and hashes the passwords that new people get on a strip of paper.

Hashing costs the time, so it is done before any lock is taken. A generated password is guarded by its 69 random bits
rather than by the cost of a guess, has to be changed at the first sign-in, and is hashed again there with the parameters
of the settings. So one round over 1 MiB is enough: three hundred take well under a second of the processor, where 8 MiB
each took two and on a starved machine passed the thirty seconds that a worker has. A job would have to lay the clear
passwords on a disk.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher, make_password

from tasks.models import User
from tasks.organisation.account_actions import generate_password

#: Argon2 releases the interpreter's lock; each thread needs the memory of one hash
THREADS = 2
#: new passwords of one request, so that it stays below twenty seconds also on a busy machine
MAX_FIRST_PASSWORDS = 400


class FirstPasswordHasher(Argon2PasswordHasher):
    """Argon2id over 1 MiB, in one round and one lane."""

    memory_cost = 1024
    time_cost = 1
    parallelism = 1


@dataclass(frozen=True)
class FirstPassword:
    """A password in clear and as it is stored."""

    clear: str
    encoded: str


@dataclass(frozen=True)
class IssuedPassword:
    """A password that a person has got; the clear text is shown once and kept nowhere."""

    user: User
    clear: str


def generate_first_passwords(count: int) -> list[FirstPassword]:
    """Generates and hashes ``count`` passwords; with the hasher of the settings where that is another than Argon2."""
    preferred = get_hasher()
    hasher = FirstPasswordHasher() if isinstance(preferred, Argon2PasswordHasher) else preferred

    def generate(_number: int) -> FirstPassword:
        clear = generate_password()
        return FirstPassword(clear, make_password(clear, hasher=hasher))

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(generate, range(count)))
