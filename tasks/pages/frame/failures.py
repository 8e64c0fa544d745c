"""What a page says when the machine below it fails: database, disk."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError

#: seconds after which a browser or a program may ask again
RETRY_AFTER = 30
FULL = "服务器磁盘已满，暂时不能保存。请联系系统管理员清理磁盘，之后重试即可。"
UNWRITABLE = "服务器的数据目录暂时不能写入。请联系系统管理员检查磁盘和目录权限，之后重试即可。"
AWAY = "数据库暂时连接不上，或正忙。请稍等半分钟再试；长时间不能使用时，请联系系统管理员。"
EXHAUSTED = "服务器资源暂时用尽。请稍等半分钟再试；反复出现时，请联系系统管理员。"
#: of the operating system → what is said; any other error of a file is an error of the program
OF_THE_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: UNWRITABLE,
    errno.EACCES: UNWRITABLE,
    errno.EPERM: UNWRITABLE,
    errno.EIO: UNWRITABLE,
    errno.EMFILE: EXHAUSTED,
    errno.ENFILE: EXHAUSTED,
    errno.EAGAIN: EXHAUSTED,
    errno.ENOMEM: EXHAUSTED,
}
#: words of SQLite; PostgreSQL has a class of states
OF_SQLITE = {"disk is full": FULL, "readonly database": UNWRITABLE, "disk I/O error": UNWRITABLE}
DISK_FULL, READ_ONLY = "53100", "25006"
OF_POSTGRESQL = {DISK_FULL: FULL, READ_ONLY: UNWRITABLE}


def describe_failure(error: BaseException | None) -> str:
    """Says in Chinese which part of the machine failed; "" for an error of the program itself."""
    if isinstance(error, OSError):
        return OF_THE_SYSTEM.get(error.errno or 0, "")
    if isinstance(error, MemoryError):
        return EXHAUSTED
    if isinstance(error, DatabaseError | InterfaceError):
        return _describe_database_failure(error)
    return ""


def _describe_database_failure(error: Exception) -> str:
    if said := OF_POSTGRESQL.get(getattr(error.__cause__, "sqlstate", None) or ""):
        return said
    if said := next((said for words, said in OF_SQLITE.items() if words in str(error)), ""):
        return said
    return AWAY if isinstance(error, OperationalError | InterfaceError) else ""
