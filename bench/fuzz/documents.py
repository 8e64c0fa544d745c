"""Mutated Word and Excel files through everything that reads one."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from random import Random
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from lxml import etree

from bench.case import sign_in_client
from bench.fuzz.faults import Tally
from bench.fuzz.parts import flip_bytes, mutate_archive, write_archive
from reports.organisation.roster_workbook import build_roster_export, build_roster_template
from tasks.converting.libreoffice import find_libreoffice
from tasks.filing.evidence_actions import inspect_upload
from tasks.importing import Unreadable, import_actions, old_files, parse_document, read_raw_document
from tasks.importing.offline import read_offline
from tasks.importing.offline_matching import match_rows_to_entries, select_offline_entries
from tasks.importing.own_tables import read_own_table
from tasks.importing.pasted_entries import match_pasted_rows
from tasks.importing.roster import read_roster
from tasks.organisation.roster.comparing import compare_roster
from tasks.organisation.roster.register import Register
from tasks.permissions import Refused
from tests.cast import Cast, make_cast

FIXTURES = Path("fixtures/documents")
#: a paper in each of the formats that LibreOffice converts
OLD_PAPERS = Path("tests/tasks/importing/cases/formats")
#: of the cases of an old format the share that LibreOffice really converts, since each takes seconds; the others end before it
CONVERTED = 0.02
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: rows that are left of a table, so that ten thousand cases take minutes
ROWS = 7


@dataclass(frozen=True)
class Seed:
    """A good document, and who reads such."""

    name: str
    content: bytes
    read: Callable[[bytes, str, Cast], None]


def fuzz_documents(seed: int, tally: Tally, count: int, only: str = "") -> None:
    """Mutates documents and has them read.

    Args:
        only: the number of one case.
    """
    with transaction.atomic():
        cast = make_cast()
        seeds = list_seeds(cast)
        for number in [int(only)] if only else range(count):
            random = Random(f"{seed}:{number}")
            chosen = random.choice(seeds)
            content, done = mutate(chosen.content, random)
            reader = chosen.read if random.random() < 0.8 else random.choice(READERS)
            sent = f"{chosen.name} → {reader.__name__}: {done}"
            act = partial(read, reader, content, chosen.name, cast)
            program = find_libreoffice() if random.random() < CONVERTED else None
            with patch.object(old_files, "find_libreoffice", lambda program=program: program):
                tally.run(f"documents --seed {seed} --case {number}", sent, act)
        transaction.set_rollback(True)


def mutate(content: bytes, random: Random) -> tuple[bytes, str]:
    """Mutates a package by its parts, any other file by its bytes."""
    if zipfile.is_zipfile(BytesIO(content)):
        return mutate_archive(content, random)
    if random.random() < 0.1:
        return content[: random.randrange(len(content))], "cut off"
    return flip_bytes(content, random), "bytes flipped"


def read(reader: Callable[[bytes, str, Cast], None], content: bytes, name: str, cast: Cast) -> str:
    """Has a document read, and takes back what came of it."""
    with transaction.atomic():
        try:
            reader(content, name, cast)
        except (Unreadable, Refused):
            return "refused"
        except ValidationError:
            return "invalid"
        finally:
            transaction.set_rollback(True)
    return "read"


def read_document(content: bytes, name: str, cast: Cast) -> None:
    """Reads a plan or a report up to the preview, and imports it where the preview has no objection."""
    document = parse_document(read_raw_document(BytesIO(content), name))
    for commit in (False, True):
        import_actions.import_document(document=document, by=cast.office, commit=commit, create_units=True)


def read_table(content: bytes, name: str, cast: Cast) -> None:
    """Reads a table of a unit's own up to its preview."""
    entries = list(select_offline_entries(cast.clerk))
    match_pasted_rows(read_own_table(BytesIO(content), name, cast.clerk, cast.period).rows, entries, cast.clerk)


def read_workbook(content: bytes, name: str, cast: Cast) -> None:
    """Reads a 离线填报表 up to its preview."""
    match_rows_to_entries(read_offline(BytesIO(content), name), cast.clerk)


def read_register(content: bytes, name: str, cast: Cast) -> None:
    """Reads a 名册 up to its preview."""
    compare_roster(Register(cast.government), read_roster(BytesIO(content), name), by=cast.administrator)


def read_evidence(content: bytes, name: str, cast: Cast) -> None:
    """Inspects a file as evidence."""
    inspect_upload(SimpleUploadedFile(name, content), by=cast.clerk)


READERS = (read_document, read_table, read_workbook, read_register, read_evidence)


def list_seeds(cast: Cast) -> list[Seed]:
    """Returns the documents that the cases begin with."""
    documents = [Seed(path.name, trim(path.read_bytes()), read_document) for path in sorted(FIXTURES.glob("*.*x"))]
    answer = sign_in_client(cast.clerk).get("/export/offline/")
    workbook = Seed("离线填报表.xlsx", b"".join(answer), read_workbook)
    template, export = build_roster_template(), build_roster_export(Register(cast.government))[0]
    rosters = [Seed(file.name, file.content, read_register) for file in (template, export)]
    old = [Seed(path.name, path.read_bytes(), read_document) for path in sorted(OLD_PAPERS.iterdir())]
    table = "序号,工作任务,责任单位,进展情况\n1,整治城中村2个,区住建局,完成1个\n2,修路,区交通局,在建\n".encode(
        "gb18030"
    )
    archive = Seed(
        "材料.zip", write_archive([("照片.jpg", b"\xff\xd8\xff"), ("说明.docx", workbook.content)]), read_evidence
    )
    return [*documents, workbook, workbook, *rosters, *old, Seed("台账.csv", table, read_document), archive]


def trim(content: bytes) -> bytes:
    """Returns a document with the first rows of each table and sheet alone."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as trimmed:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "word/document.xml" or name.startswith("xl/worksheets/sheet"):
                part = trim_rows(part)
            trimmed.writestr(name, part)
    return target.getvalue()


def trim_rows(part: bytes) -> bytes:
    tree = etree.fromstring(part)
    for table in tree.iter(f"{WORD}tbl", f"{SHEET}sheetData"):
        for row in [child for child in table if child.tag in (f"{WORD}tr", f"{SHEET}row")][ROWS:]:
            table.remove(row)
    return etree.tostring(tree)


@cache
def list_uploads() -> list[tuple[str, bytes]]:
    """Returns files to send in a form: good ones, damaged ones, and some of other kinds."""
    random = Random("uploads")
    good = [(path.name, trim(path.read_bytes())) for path in sorted(FIXTURES.glob("2024*"))]
    spoilt = [(name, mutate_archive(content, random)[0]) for name, content in good for _ in range(8)]
    picture = ("现场.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    renamed = [
        ("现场.docx", picture[1]),
        ("报告.pdf", good[0][1]),
        ("x" * 300 + ".docx", good[0][1]),
        ("\0.xlsx", b"PK"),
    ]
    template = build_roster_template()
    return [*good, *spoilt, picture, *renamed, (template.name, template.content), ("空.xlsx", b"")]
