"""What LibreOffice itself makes of a paper in each format gives the paper's rows; what attacks it reaches nothing."""

import socket
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tasks.importing import Unreadable, read_raw_document
from tests.tasks.importing.papers import row_values, understood

pytestmark = pytest.mark.office

CASES = Path(__file__).parent / "cases"
#: papers in other formats, saved by LibreOffice: original → the others
SAVED = {
    "C1_x01.xlsx": ("x01.xls", "x01.ods"),
    "I5_l08.docx": ("l08.doc", "l08.odt", "l08.rtf"),
}
GOVERNMENT = "云溪区人民政府"


@pytest.fixture(autouse=True)
def nothing_is_kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def rows_of(path: Path) -> list[dict]:
    """The rows with what they say; their places in the file and warnings may differ."""
    rows = [row_values(row) for row in understood(path, path.name, government=GOVERNMENT, period="H1").rows]
    return [{key: value for key, value in row.items() if key not in ("at", "warnings")} for row in rows]


@pytest.mark.parametrize(
    ("original", "other"), [(original, other) for original, others in SAVED.items() for other in others]
)
def test_a_paper_says_the_same_in_every_format(original, other):
    assert rows_of(CASES / "formats" / other) == rows_of(CASES / original) != []


@pytest.fixture
def listener():
    """A server that hears whether anybody comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def heard(listener) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return False
    return True


RTF = r"""{\rtf1\ansi{\*\template \\\\host\\x.dot}
{\field{\*\fldinst INCLUDEPICTURE "@URL@" \\d}{\fldrslt }}{\field{\*\fldinst INCLUDETEXT "@FILE@"}{\fldrslt }}
\trowd\cellx2000\cellx4000\intbl A\cell B\cell\row\pard\par}"""
HTML = """<html><head><link rel="stylesheet" href="@URL@"></head><body background="@URL@"><img src="@URL@">
<iframe src="@FILE@"></iframe><table><tr><td>A</td><td>B</td></tr></table></body></html>"""
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("draw", "drawing"),
        ("script", "script"),
    )
)
ODS = f"""<office:document-content {NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">
<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load"
xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document" xlink:type="simple"/></office:event-listeners></office:scripts>
<office:body><office:spreadsheet><table:table table:name="S"><table:table-row>
<table:table-cell office:value-type="string"><text:p>A</text:p><draw:frame><draw:image xlink:href="@URL@" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></table:table-cell>
<table:table-cell table:formula="of:=WEBSERVICE(&quot;@URL@&quot;)" office:value-type="string"><text:p>B</text:p></table:table-cell>
<table:table-cell table:formula="of:='@FILE@'#$S.A1" office:value-type="string"><text:p>C</text:p></table:table-cell>
</table:table-row></table:table>
<table:table table:name="L"><table:table-source xlink:href="@FILE@" table:filter-name="Text - txt - csv (StarCalc)" xlink:type="simple"/><table:table-row><table:table-cell/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""
LIBRARIES = """<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" library:link="false"/></library:libraries>"""
LIBRARY = """<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
<library:element library:name="Module1"/></library:library>"""
MODULE = """<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
Open "@OUT@" For Output As #1
Print #1, "x"
Close #1
End Sub
</script:module>"""


def packed(content: str) -> bytes:
    """A spreadsheet with a macro that runs when it is opened."""
    parts = {
        "content.xml": content,
        "Basic/script-lc.xml": LIBRARIES,
        "Basic/Standard/script-lb.xml": LIBRARY,
        "Basic/Standard/Module1.xml": MODULE,
    }
    kinds = {"/": "application/vnd.oasis.opendocument.spreadsheet"} | dict.fromkeys(parts, "text/xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kinds["/"])
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</manifest:manifest>',
        )
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize("name", ["附表.rtf", "附表.html", "附表.ods"])
def test_a_document_that_asks_for_files_and_other_machines_gets_neither(name, listener, tmp_path):
    secret, out = tmp_path / "secret.txt", tmp_path / "out.txt"
    secret.write_text("SECRET\n")
    text = {"rtf": RTF, "html": HTML, "ods": ODS}[name.rpartition(".")[2]]
    url, file = f"http://127.0.0.1:{listener.getsockname()[1]}/a.png", f"file://{secret}"
    content = text.replace("@URL@", url).replace("@FILE@", file)
    given = packed(content.replace("@OUT@", str(out))) if name.endswith("ods") else content.encode()
    raw = read_raw_document(BytesIO(given), name)
    cells = [cell.text for grid in raw.grids for row in grid.rows for cell in row]
    assert cells[:1] == ["A"]
    assert ("SECRET" in "".join([*cells, *raw.tail, *raw.warnings]), heard(listener), out.exists()) == (
        False,
        False,
        False,
    )


def test_a_sheet_full_of_one_repeated_cell_is_given_up():
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    content = (
        f'<office:document-content {NAMES} office:version="1.3"><office:body><office:spreadsheet><table:table table:name="S">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with pytest.raises(Unreadable):
        read_raw_document(BytesIO(packed(content)), "附表.ods", patience=4)
