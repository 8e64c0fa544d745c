"""A 离线填报表 as a clerk uses it: taken out of the page, filled in with a spreadsheet, brought back."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.pages import words
from tests.tables import HEADER_ROW, heads_of, named

UPLOAD, PREVIEW, RESULT = (reverse(f"offline_{name}") for name in ("upload", "preview", "result"))


class Form:
    """One sheet, its rows by the number of the item and its cells by the heads."""

    def __init__(self, sheet: Worksheet):
        self.sheet = sheet
        self.columns = {head: at for at, head in enumerate(heads_of(sheet), start=1)}

    def at(self, row: int, head: str):
        """The cell of a row under a head; without the star."""
        return self.sheet.cell(row, self.columns[head])

    def row_of(self, number: int, kind: str = "重点工作任务") -> int:
        return next(
            row
            for row in range(HEADER_ROW + 1, self.sheet.max_row + 1)
            if (self.at(row, "序号").value, self.at(row, "类别").value) == (number, kind)
        )

    def __call__(self, number: int, head: str, *, kind: str = "重点工作任务"):
        """The cell of an item under a head."""
        return self.at(self.row_of(number, kind), head)

    def address(self, number: int, head: str, *, kind: str = "重点工作任务") -> str:
        """Where an item's cell is, as people are told: ``"H4"``."""
        return self(number, head, kind=kind).coordinate


def taken_out(client) -> bytes:
    return b"".join(client.get(reverse("offline_workbook")).streaming_content)


def forms_in(content: bytes) -> list[Form]:
    """The sheets of a file, to ask where something stands."""
    return [Form(sheet) for sheet in load_workbook(BytesIO(content)).worksheets]


def filled_in(content: bytes, fill: Callable[..., None]) -> bytes:
    """The file after ``fill(*forms)`` has worked on its sheets."""
    book = load_workbook(BytesIO(content))
    fill(*(Form(sheet) for sheet in book.worksheets))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def brought_back(client, content: bytes, name: str = "填报表.xlsx"):
    """The preview."""
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirmed(client, preview, *, button: str = "", **chosen):
    """The result, after the page's own form was sent. ``chosen``: fields besides those that it holds by itself."""
    page = html.fromstring(preview.content.decode())
    form = page.get_element_by_id("picked")
    sent = {
        "token": form.fields["token"],
        "seen": page.xpath("//form[@id='picked']//input[@name='seen']/@value"),
    }
    return client.post(PREVIEW, sent | ({"files": "on"} if button else {}) | chosen, follow=True)


def groups(answer) -> dict[str, list[dict[str, str]]]:
    """Heading of each table → its rows, each as head → cell."""
    page = html.fromstring(answer.content.decode())
    return {
        words(table.getprevious()): [
            named(map(words, table.xpath("./thead//th")), [words(cell) for cell in row.xpath("./td")])
            for row in table.xpath("./tbody/tr")
        ]
        for table in page.xpath("//main//table")
    }


def counts(answer) -> dict[str, int]:
    """What the tally says."""
    page = html.fromstring(answer.content.decode())
    return {words(each.find("span")): int(words(each.find("b"))) for each in page.xpath("//div[@class='tally']/div")}
