"""口令: how passwords are hashed, and how many at once.

OWASP's Password Storage Cheat Sheet asks at least 19 MiB, two rounds and one lane of Argon2id; docs/decisions.md has the
measurement. A hash made with other parameters is replaced at its owner's next sign-in, which Django does by itself.
"""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

#: hashes of one process at once; what waits for one holds up no page that another thread answers
AT_ONCE = BoundedSemaphore(1)


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id over 19 MiB, in two rounds and one lane, one at a time in each process."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with AT_ONCE:
            return super().verify(password, encoded)
