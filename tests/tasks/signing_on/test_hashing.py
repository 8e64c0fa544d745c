"""How passwords are hashed."""

from threading import Barrier, Thread

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, identify_hasher, make_password

from tasks.signing_on import hashing
from tasks.signing_on.hashing import PasswordHasher

OURS = ["tasks.signing_on.hashing.PasswordHasher"]


def test_a_hash_is_made_with_what_owasp_asks(settings):
    settings.PASSWORD_HASHERS = OURS
    assert make_password("口令-2024").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_earlier_hash_is_replaced_at_the_next_sign_in(settings):
    settings.PASSWORD_HASHERS = OURS
    earlier = Argon2PasswordHasher()
    earlier.memory_cost, earlier.time_cost, earlier.parallelism = 8 * 1024, 1, 2
    kept = []
    assert check_password("口令-2024", earlier.encode("口令-2024", "saltsaltsaltsalt"), kept.append)
    assert kept == ["口令-2024"]
    assert not identify_hasher(make_password("口令-2024")).must_update(make_password("口令-2024"))


def test_a_process_hashes_one_password_at_a_time(monkeypatch):
    running, most, start = [], [], Barrier(4)

    def encode(self, password, salt):
        running.append(1)
        most.append(len(running))
        running.pop()
        return ""

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)

    def hash_one():
        start.wait()
        for _ in range(200):
            PasswordHasher().encode("口令", "salt")

    threads = [Thread(target=hash_one) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(most), max(most), hashing.AT_ONCE.acquire(blocking=False)) == (800, 1, True)
    hashing.AT_ONCE.release()
