"""A 离线填报表 as a clerk uses it: taken out of the page, filled in with a spreadsheet, brought back."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.pages import words

HEADER_ROW = 3
UPLOAD, PREVIEW, RESULT = (reverse(f"offline_{name}") for name in ("upload", "preview", "result"))


class Form:
    """One sheet, its rows by the number of the item and its cells by the heads."""

    def __init__(self, sheet: Worksheet):
        self.sheet = sheet
        self.columns = {cell.value: cell.column for cell in sheet[HEADER_ROW]}

    def row_of(self, number: int, kind: str = "重点工作任务") -> int:
        return next(
            row
            for row in range(HEADER_ROW + 1, self.sheet.max_row + 1)
            if (self.sheet.cell(row, 1).value, self.sheet.cell(row, 2).value) == (number, kind)
        )

    def __call__(self, number: int, head: str, *, kind: str = "重点工作任务"):
        """The cell of an item under a head; without the star."""
        column = self.columns.get(f"{head}*") or self.columns[head]
        return self.sheet.cell(self.row_of(number, kind), column)


def taken_out(client) -> bytes:
    return b"".join(client.get(reverse("offline_workbook")).streaming_content)


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


def groups(answer) -> dict[str, list[list[str]]]:
    """Heading of each table → its rows, cell by cell."""
    page = html.fromstring(answer.content.decode())
    return {
        words(table.getprevious()): [[words(cell) for cell in row.xpath("./td")] for row in table.xpath("./tbody/tr")]
        for table in page.xpath("//main//table")
    }


def counts(answer) -> dict[str, int]:
    """What the tally says."""
    page = html.fromstring(answer.content.decode())
    return {words(each.find("span")): int(words(each.find("b"))) for each in page.xpath("//div[@class='tally']/div")}
