"""The settings under test: the product's own, with what a test must not touch or wait for taken out."""

import atexit
import os
import shutil
import tempfile
from datetime import date

# a developer's own environment changes no answer; the database alone may be chosen
for name in [name for name in os.environ if name.startswith("DUBAN_")]:
    del os.environ[name]
os.environ["DUBAN_VAR"] = tempfile.mkdtemp(prefix="duban-test-")
atexit.register(shutil.rmtree, os.environ["DUBAN_VAR"], ignore_errors=True)

from tracker.settings import *  # noqa: E402, F403
from tracker.settings import DATABASES, MIDDLEWARE, STATIC_ROOT, VAR_DIR  # noqa: E402

DUBAN_TODAY = date(2024, 4, 2)
# tests seal when they say so
DUBAN_SEAL_SECONDS = 0
SECRET_KEY = "known to every test"
DEBUG = False

MIDDLEWARE = ["tests.guards.nothing_written_on_get", *MIDDLEWARE]
# long work that is asked for waits for ever; ``tests.tasks.jobs.works.work_in_place`` lets it be done at once
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
# tests come from one address
DUBAN_DOOR_LIMIT = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# a file, as in production: the browser's server and the test each have a connection of their own
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    # written through to no disk: the data are thrown away
    DATABASES["default"]["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
