"""佐证材料: a zip is taken without programs, links and paths that lead elsewhere; nothing of it is ever unpacked to a disk."""

import re
import stat
import zipfile
from io import BytesIO
from typing import IO

from tasks.converting.kinds import HEAD, OLE, FileKind, recognise_file
from tasks.permissions import Refused

MEGABYTE = 1024 * 1024
#: of one archive: files, bytes unpacked of all and of one; how much smaller packing may make them
MOST_MEMBERS, MOST_UNPACKED, MOST_OF_ONE, MOST_RATIO = 500, 200 * MEGABYTE, 50 * MEGABYTE, 200
#: endings of what a computer runs, or what opens something else
PROGRAMS = re.compile(
    r"\.(exe|dll|com|bat|cmd|scr|pif|cpl|msi|msp|msc|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|jar|apk|app|dmg|pkg|deb|rpm|sh|bin|run"
    r"|reg|lnk|url|inf|sys|drv|chm|iso|img|vhd|py|pl|php|html?|mht|mhtml|svg|docm|xlsm|pptm|dotm|xltm|xlam)$",
    re.IGNORECASE,
)
#: how programs begin: Windows, Linux, a script, macOS, Java
_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
#: how other archives begin
_PACKED = (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
ARCHIVES = re.compile(r"\.(zip|rar|7z|tar|gz|tgz|bz2|xz|cab)$", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:|[\x00-\x1f]")
NOT_TAKEN = "“{name}”没有上传：{why}。请整理后重新压缩，或者逐个上传。"


def refuse_bad_archive(file: IO[bytes]) -> None:
    """Looks at every member of a zip.

    Args:
        file: with a name, that is recognised as a zip; stands at its beginning again.

    Raises:
        Refused: it is too large, locked, damaged, or holds a program, an archive or a path that leads elsewhere.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            why = _find_fault(archive)
    except Refused:
        raise
    except Exception:  # a damaged archive raises whatever its fields lead to
        why = "压缩包已损坏，解不开"
    finally:
        file.seek(0)
    if why:
        raise Refused(NOT_TAKEN.format(name=getattr(file, "name", ""), why=why))


def list_member_names(file: IO[bytes]) -> list[str]:
    """Returns the names in a zip as its maker wrote them; [] for what is no zip."""
    try:
        with zipfile.ZipFile(file) as archive:
            return [read_member_name(member) for member in archive.infolist()[:MOST_MEMBERS]]
    except Exception:  # as above
        return []
    finally:
        file.seek(0)


def read_member_name(member: zipfile.ZipInfo) -> str:
    """Returns a member's name with slashes; one without the mark of UTF-8 is GBK, as Windows writes it here."""
    name = member.orig_filename
    if not member.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        for coding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(coding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _find_fault(archive: zipfile.ZipFile) -> str:
    """Says in Chinese why the archive is not taken; "" where it is."""
    members = archive.infolist()
    files = [member for member in members if not member.is_dir()]
    packed, unpacked = (sum(getattr(one, size) for one in members) for size in ("compress_size", "file_size"))
    if not files:
        return "压缩包是空的"
    if len(members) > MOST_MEMBERS:
        return f"压缩包里有 {len(members)} 个文件，至多 {MOST_MEMBERS} 个"
    if unpacked > MOST_UNPACKED or any(one.file_size > MOST_OF_ONE for one in files):
        return f"解压后过大：合计至多 {MOST_UNPACKED // MEGABYTE} 兆字节，每个文件至多 {MOST_OF_ONE // MEGABYTE} 兆字节"
    if unpacked > MEGABYTE and unpacked > MOST_RATIO * max(packed, 1):
        return "解压后的大小与压缩包极不相称，疑为压缩炸弹"
    return next((fault for member in members if (fault := _find_member_fault(archive, member))), "")


def _find_member_fault(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    name = read_member_name(member)
    shown = f"“{''.join(one if one.isprintable() else '?' for one in name[:80])}”"
    if member.flag_bits & 1:
        return "压缩包设有密码，请取消密码"
    if _ELSEWHERE.search(name) or stat.S_ISLNK(member.external_attr >> 16):
        return f"{shown}指向压缩包以外的位置"
    if member.is_dir():
        return ""
    if PROGRAMS.search(name.rstrip(". ")):
        return f"{shown}是程序、脚本或网页"
    if ARCHIVES.search(name):
        return f"{shown}又是一个压缩包"
    return _find_content_fault(archive, member, shown)


def _find_content_fault(archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> str:
    with archive.open(member) as stream:
        head = stream.read(HEAD)
        if head.startswith(_STARTS):
            return f"{shown}是程序"
        if not head.startswith((*_PACKED, OLE)):
            return ""
        # whole: what a package or an old document is stands at its end
        kind = recognise_file(BytesIO(head + stream.read(MOST_OF_ONE)))
    if kind is FileKind.ENCRYPTED:
        return f"{shown}设有打开密码"
    if kind is None or kind in (FileKind.ZIP, FileKind.UNKNOWN_OLE):
        return f"{shown}又是一个压缩包，或者已损坏"
    return ""
