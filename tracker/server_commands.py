"""Commands on the server: each one that may write leaves an event, since it acts past pages and permissions."""

import os
import pwd
import re
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line
from django.db import DatabaseError
from django.utils.module_loading import import_string

#: what only reads, or prepares files; ``seal_events`` writes seals alone, each minute, and each job of ``work`` leaves
#: events of its own
UNRECORDED = {
    "check",
    "check_report",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "extract_indicators",
    "findstatic",
    "help",
    "makemigrations",
    "runserver",
    "seal_events",
    "showmigrations",
    "sqlmigrate",
    "test",
    "version",
    "work",
}
#: what the timers run; each of their acts leaves an event of its own. systemd names what it starts by ``INVOCATION_ID``
TIMED = {"assess", "axes_reset_logs", "backup", "clearsessions", "send_reminders", "verify"}
#: before these the tables may be missing, or are about to be replaced
RECORDED_AFTERWARDS = {"migrate", "prepare", "restore"}
SECRET = re.compile(r"password|secret|token|key", re.IGNORECASE)
HIDDEN = "***"
#: number of characters of an argument that is kept
LONGEST = 200


def run_command(arguments: Sequence[str]) -> None:
    """Runs a command line of Django, and leaves its event before, or at the end where the tables come with it.

    Args:
        arguments: those of the process, its own name first.
    """
    name = arguments[1] if len(arguments) > 1 else "help"
    if not is_recorded(name, arguments[2:]):
        execute_from_command_line(list(arguments))
        return
    if name in RECORDED_AFTERWARDS:
        try:
            execute_from_command_line(list(arguments))
        finally:
            record_run(name, arguments[2:])
        return
    django.setup()
    record_run(name, arguments[2:])
    execute_from_command_line(list(arguments))


def is_recorded(name: str, arguments: Sequence[str]) -> bool:
    """Returns whether a command leaves an event."""
    asks_for_help = name.startswith("-") or bool({"-h", "--help"} & set(arguments))
    by_timer = name in TIMED and "INVOCATION_ID" in os.environ
    return not (name in UNRECORDED or asks_for_help or by_timer)


def record_run(name: str, arguments: Sequence[str]) -> None:
    """Records the command; a database without the tables holds no event yet."""
    # what knows the models can be imported once Django is set up
    record_command = import_string("tasks.audit.record_command")
    find_sole_government_id = import_string("tasks.organisation.account_actions.find_sole_government_id")
    try:
        record_command(
            name=name,
            arguments=mask_arguments(arguments),
            account=describe_account(),
            government_id=find_sole_government_id(),
        )
    except DatabaseError:
        return


def mask_arguments(arguments: Sequence[str]) -> list[str]:
    """Returns the arguments, shortened, with the value of each option hidden whose name tells of a secret."""
    masked, hides_next = [], False
    for argument in arguments:
        option, given, _ = argument.partition("=")
        is_secret = option.startswith("-") and bool(SECRET.search(option))
        if hides_next and not argument.startswith("-"):
            masked.append(HIDDEN)
        else:
            masked.append(f"{option}={HIDDEN}" if is_secret and given else argument[:LONGEST])
        hides_next = is_secret and not given
    return masked


def describe_account() -> str:
    """Names the account of the operating system, and who became it by sudo."""
    account = pwd.getpwuid(os.getuid()).pw_name
    before = os.environ.get("SUDO_USER", "")
    return f"{account}（sudo：{before[:50]}）" if before and before != account else account
