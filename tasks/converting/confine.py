"""Runs a program that writes one folder alone, asks no other machine and uses no more of this one than it is given.

A script by itself (``python -I -S confine.py FOLDER SECONDS PROGRAM …``): what it gives up for the program must not be
given up for the server, and nothing that it does not need is loaded. The walls, each of which holds without the others:

- limits of the process: time of the processor, memory, the size of a file, processes, open files;
- a filter of the kernel (seccomp): no socket but a local one, and none that connects. Without it nothing is run;
- a network of its own, empty, where the system lets an account have one;
- rights to files (Landlock, since Linux 5.13): the folder, and read alone what programs and typefaces are made of.
"""

import ctypes
import errno
import os
import resource
import struct
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
#: of address space, of private memory, of a file that is written
MOST_ADDRESSES, MOST_MEMORY, MOST_WRITTEN = 6144 * MEGABYTE, 1536 * MEGABYTE, 100 * MEGABYTE
#: threads of the account, which are the server's too
MOST_PROCESSES, MOST_OPEN = 512, 512
#: what a program may read: itself, its libraries, typefaces and their settings
READABLE = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/opt",
    "/etc/fonts",
    "/etc/libreoffice",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/nsswitch.conf",
    "/etc/papersize",
    "/etc/passwd",
    "/etc/group",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/sys/devices/system/cpu",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
)
#: where LibreOffice makes the socket by which it tells that it runs already, and removes it
SOCKETS = "/tmp"  # noqa: S108  nothing may be read or written there

#: machine → its number for the kernel's filter, and those of ``socket`` and ``connect``
MACHINES = {
    "x86_64": (0xC000003E, 41, 42),
    "aarch64": (0xC00000B7, 198, 203),
    "loongarch64": (0xC0000102, 198, 203),
    "riscv64": (0xC00000F3, 198, 203),
}
IO_URING, AF_UNIX = 425, 1
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
CREATE_RULES, ADD_RULE, RESTRICT = 444, 445, 446
#: rights to files by the bits of Landlock
EXECUTE, WRITE, READ, LIST, REMOVE, MAKE_SOCKET, TRUNCATE = (1 << bit for bit in (0, 1, 2, 3, 5, 9, 14))
#: the exit status where the program could not be shut in
NOT_CONFINED = 97

libc = ctypes.CDLL(None, use_errno=True)


def main(folder: str, seconds: str, *command: str) -> None:
    """Puts up the walls and becomes the program."""
    limit_resources(int(seconds))
    libc.unshare(NEW_USER | NEW_NETWORK)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    restrict_files(folder, Path(command[0]).resolve().parent)
    refuse_connections()
    os.execv(command[0], command)  # noqa: S606  the program that was asked for


def limit_resources(seconds: int) -> None:
    """Sets limits that hold for each process that comes of this one."""
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: MOST_ADDRESSES,
        resource.RLIMIT_DATA: MOST_MEMORY,
        resource.RLIMIT_FSIZE: MOST_WRITTEN,
        resource.RLIMIT_NPROC: MOST_PROCESSES,
        resource.RLIMIT_NOFILE: MOST_OPEN,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))


def refuse_connections() -> None:
    """Has the kernel refuse sockets of the network and every connection.

    Raises:
        OSError: it knows no such filter.
        KeyError: the machine's calls are not known here.
    """
    machine, socket, connect = MACHINES[os.uname().machine]
    allow, refuse = 0x7FFF0000, 0x00050000 | errno.EACCES
    load, equal, not_less, end = 0x20, 0x15, 0x35, 0x06
    steps = [
        (load, 0, 0, 4),
        (equal, 0, 8, machine),
        (load, 0, 0, 0),
        # the second set of calls of x86-64
        (not_less, 6, 0, 0x40000000),
        (equal, 2, 0, socket),
        (equal, 4, 0, connect),
        (equal, 3, 2, IO_URING),
        (load, 0, 0, 16),
        (equal, 0, 1, AF_UNIX),
        (end, 0, 0, allow),
        (end, 0, 0, refuse),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))
    if libc.prctl(SET_SECCOMP, FILTER, ctypes.c_char_p(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def restrict_files(folder: str, program: Path) -> None:
    """Has the kernel refuse every file but those of the folder and of the program; nothing where it knows no such rule."""
    version = libc.syscall(CREATE_RULES, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return
    handled = (1 << 13) - 1 | (1 << 13 if version > 1 else 0) | (TRUNCATE if version > 2 else 0)
    attributes = struct.pack("=Q", handled)
    rules = libc.syscall(CREATE_RULES, attributes, ctypes.c_size_t(len(attributes)), 0)
    grants = dict.fromkeys(READABLE, EXECUTE | READ | LIST)
    # an installation of its own has its libraries beside the folder of its programs
    grants[str(program.parent if program.name == "program" else program)] = EXECUTE | READ | LIST
    grants |= {SOCKETS: MAKE_SOCKET | REMOVE, "/dev/null": READ | WRITE, folder: handled}
    for path, rights in grants.items():
        add_rule(rules, path, rights & handled)
    if libc.syscall(RESTRICT, rules, 0):
        raise OSError(ctypes.get_errno(), "landlock")
    os.close(rules)


def add_rule(rules: int, path: str, rights: int) -> None:
    """Grants rights below a path; nothing where it is not there."""
    if not os.path.exists(path):
        return
    if not os.path.isdir(path):
        rights &= EXECUTE | WRITE | READ | TRUNCATE
    opened = os.open(path, os.O_PATH)
    attributes = struct.pack("=Qi", rights, opened)
    if libc.syscall(ADD_RULE, rules, 1, attributes, 0):
        raise OSError(ctypes.get_errno(), path)
    os.close(opened)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as error:
        print(f"{error!r}", file=sys.stderr)
        sys.exit(NOT_CONFINED)
