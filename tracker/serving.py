"""The settings of gunicorn, one for every way of starting it: ``gunicorn --config python:tracker.serving``.

Why these: docs/decisions.md. gunicorn reads each name that it knows and leaves the others.
"""

import gc
import os
import shutil
import tempfile
from typing import Any

from django.db import connections

from tracker.environment import env_bool, env_choice, env_count

# each process writes its metrics down there; the library asks for the folder when it is imported
METRICS = tempfile.mkdtemp(prefix="duban-metrics-") if env_bool("DUBAN_METRICS", False) else ""
if METRICS:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS

from prometheus_client import multiprocess  # noqa: E402

wsgi_app = "tracker.wsgi"
bind = "127.0.0.1:8000"
workers = env_count("DUBAN_WORKERS", 2, least=1, most=64)
threads = env_count("DUBAN_THREADS", 1, least=1, most=64)
worker_class = "sync" if threads == 1 else "gthread"
#: objects made and not yet released after which the collector looks at the youngest (docs/decisions.md)
COLLECT_AFTER = 50_000
# the workers share what is loaded before they are forked
preload_app = True
control_socket_disable = True
loglevel = "warning"
if env_choice("DUBAN_LOG_FORMAT", "text", ("text", "json")) == "json":
    logconfig_dict = {
        "formatters": {"json": {"()": "tracker.log_lines.JsonLine"}},
        "handlers": {"error_console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["error_console"], "propagate": False}},
        "root": {"level": "WARNING", "handlers": []},
    }


def when_ready(server: Any) -> None:
    """Keeps the pages of memory that the workers share from being written: the collector passes by what is loaded, and
    no worker inherits an open connection. Has the workers search for garbage about once a page instead of all the time."""
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def child_exit(server: Any, worker: Any) -> None:
    """Forgets the gauges of a worker that has ended."""
    if METRICS:
        multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Removes the folder of the metrics."""
    if METRICS:
        shutil.rmtree(METRICS, ignore_errors=True)
