"""Looks at the rows as they were read, and names what can hardly be what the paper says."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from tasks.importing.cell_natures import (
    is_bare_number,
    is_blank_sign,
    is_certain_unit,
    is_date,
    is_date_serial,
    is_label,
    is_person,
)
from tasks.importing.columns import COLUMN_NAMES, Column
from tasks.importing.decisions import COLUMN, DROP, HIDDEN, LAGGING, ROW, TAKE, UNITS, UNJUDGED
from tasks.importing.document import Blocked, ImportedDocument, ImportedRow
from tasks.importing.rows import TableReader
from tasks.importing.serial_numbers import read_serial_number
from tasks.importing.tables import DocumentPieces, TableLine
from tasks.importing.units import is_unit, split_units
from tasks.terms import terms

ROW_REMEDIES = {DROP: "不导入这一行", TAKE: "照原样导入这一行"}
#: of so many filled cells one column is doubted as a whole
SHARE = 0.5
#: from so many rows on, nearly all lagging by the title alone is doubted
FEW, NEARLY_ALL = 3, 0.9
#: a judgement is a word or a short sentence, in characters
LONG_JUDGEMENT = 40
_WHEN = re.compile(r"\d|年|月|季|周|日|期|长|持续|随时|即时|常态|[一二三四五六七八九十]")


def list_doubts(
    document: ImportedDocument, readers: list[TableReader], pieces: DocumentPieces, known: frozenset[str]
) -> list[Blocked]:
    """Lists what a person has to decide before the document is imported.

    Args:
        known: names that are certainly units.
    """
    doubts = [doubt for sheet, lines in pieces.hidden.items() for doubt in _doubt_hidden_rows(sheet, lines)]
    for position, reader in enumerate(readers, start=1):
        doubts += _TableDoubts(reader, position, known).list_all(is_progress=not document.is_plan)
    return [*doubts, *_doubt_lagging(document)]


def _doubt_hidden_rows(sheet: str, lines: list[TableLine]) -> Iterator[Blocked]:
    told = [" ".join(dict.fromkeys(cell.text for cell in line.cells if cell.text)) for line in lines]
    if any(told):
        rows = "、".join(str(line.number) for line in lines[:20])
        yield Blocked(
            f"{HIDDEN}:{sheet}",
            f"{sheet}!A{lines[0].number}",
            f"工作表“{sheet}”第 {rows} 行是隐藏的，打印时看不见，没有读入（“{told[0][:40]}”）。",
            {DROP: "不读隐藏的行", TAKE: "隐藏的行也读入"},
        )


def _doubt_lagging(document: ImportedDocument) -> Iterator[Blocked]:
    """Doubts that nearly all items lag, where only a word in the title says so."""
    by_title = [row.outcome for row in document.rows if row.outcome and row.outcome.is_behind and not row.judgement]
    if len(by_title) >= FEW and len(by_title) >= len(document.rows) * NEARLY_ALL:
        titles = "”“".join(dict.fromkeys(table.title for table in document.tables if table.title and table.rows))
        label = by_title[0].label
        yield Blocked(
            LAGGING,
            "标题",
            f"{len(by_title)} 项都只因标题“{titles}”里的字眼判为{label}，表中没有逐项的结论。",
            {UNJUDGED: f"各项不作{terms.judging}", TAKE: f"各项确为{label}"},
        )


class _TableDoubts:
    def __init__(self, reader: TableReader, position: int, known: frozenset[str]):
        self.reader, self.position, self.known = reader, position, known
        self.leaders = {name for row in reader.rows for name in row.leaders or ()}
        self.labels = {label for label in reader.cut.header.printed if len(label) > 1}

    def list_all(self, *, is_progress: bool) -> Iterator[Blocked]:
        if not self.reader.rows:
            return
        yield from self.doubt_texts()
        yield from self.doubt_columns()
        yield from self.doubt_roles()
        if is_progress:
            yield from self.doubt_missing_units()
        for line, row in zip(self.reader.lines, self.reader.rows, strict=True):
            if any(cell.is_skewed for cell in line.cells):
                yield self.build_row(row, "这一行的竖线与表头对不齐，各列可能错位")

    def doubt_texts(self) -> Iterator[Blocked]:
        """Doubts texts that are no work: numbers, units, labels, days; a column of them as a whole."""
        found = [(row, nature) for row in self.reader.rows if (nature := self.find_text_nature(row.text))]
        natures = Counter(nature for _, nature in found)
        for nature, count in natures.items():
            rows = [row for row, other in found if other == nature]
            if count > 1 and count >= len(self.reader.rows) * SHARE:
                yield self.build_column(Column.TEXT, nature, [row.text for row in rows])
            else:
                yield from (self.build_row(row, f"任务内容“{row.text[:30]}”{nature}") for row in rows)

    def find_text_nature(self, text: str) -> str:
        if is_bare_number(text) or is_blank_sign(text):
            return "是数字"
        if text in self.labels or is_label(text):
            return "是栏目名称"
        if is_date(text):
            return "是日期"
        return "是单位名称" if is_certain_unit(text, self.known) else "是姓名" if text in self.leaders else ""

    def doubt_columns(self) -> Iterator[Blocked]:
        """Doubts columns most of whose cells are of another nature than the label says."""
        checks: dict[Column, list[tuple[str, Callable[[str], bool]]]] = {
            Column.NUMBER: [("不是序号", lambda text: read_serial_number(text) is None)],
            Column.LEAD: [("是姓名", self.is_person_cell), ("不是单位", self.is_no_unit)],
            Column.COOPERATE: [("是姓名", self.is_person_cell), ("不是单位", self.is_no_unit)],
            Column.LEADERS: [("是单位名称", self.is_unit_cell), ("不是姓名", self.is_no_name)],
            Column.DUE: [("不是日期", lambda text: not _WHEN.search(text))],
            Column.PROGRESS: [("是单位名称", self.is_unit_cell), ("是日期", self.is_day_cell)],
            Column.NAME: [("是单位名称", self.is_unit_cell), ("是数字", is_bare_number), ("是日期", is_date)],
            Column.SECTION: [("是数字", is_bare_number), ("是日期", is_date)],
            Column.JUDGEMENT: [("是长句，不是结论", lambda text: len(text) > LONG_JUDGEMENT)],
        }
        for column, natures in checks.items():
            texts = [text for line in self.reader.lines if (text := self.reader.get_value(line, column))]
            for nature, is_meant in natures:
                known = {text: is_meant(text) for text in set(texts)}
                meant = [text for text in texts if known[text]]
                if meant and len(meant) >= len(texts) * SHARE and (len(meant) > 1 or len(texts) == 1):
                    yield self.build_column(column, nature, meant)
                    break

    def is_person_cell(self, text: str) -> bool:
        pieces = [part.label for part in split_units(text, self.known)[0]]
        return bool(pieces) and all(is_person(one) and not is_unit(one, self.known) for one in pieces)

    def is_day_cell(self, text: str) -> bool:
        # 9.9 is a number where a column says what it is counted in
        return is_date(text) and not (is_bare_number(text) and self.reader.layout.has_column(Column.MEASURED_IN))

    def is_unit_cell(self, text: str) -> bool:
        pieces = [part.label for part in split_units(text, self.known)[0]]
        return bool(pieces) and all(is_certain_unit(one, self.known) for one in pieces)

    def is_no_unit(self, text: str) -> bool:
        return is_bare_number(text) or is_date(text) or is_label(text) or bool(re.search(r"。.", text))

    def is_no_name(self, text: str) -> bool:
        return is_bare_number(text) or is_date_serial(text) or is_date(text) or is_label(text) or "。" in text

    def doubt_roles(self) -> Iterator[Blocked]:
        """Doubts cooperating units that were read as lead units for want of a column of these."""
        label = self.reader.layout.promoted
        if re.search(r"配合|协同|协办|协助|参与|参加|会办", label) and not re.search(r"责任单位|牵头|主办|主责", label):
            index = self.reader.layout.columns[Column.LEAD][0]
            yield Blocked(
                f"{COLUMN}:{self.position}:{index}",
                self.format_column(index),
                f"表中没有{terms.lead_unit}一列，“{label}”被读作{terms.lead_unit}。",
                {Column.COOPERATE.value: f"这一列是{terms.cooperating_unit}", TAKE: "这一列就是牵头（责任）单位"},
            )

    def doubt_missing_units(self) -> Iterator[Blocked]:
        if any(row.lead or row.cooperating for row in self.reader.rows):
            return
        used = {index for indexes in self.reader.layout.columns.values() for index in indexes}
        others = {
            f"{Column.LEAD}:{index}": f"“{label}”一列是{terms.lead_unit}"
            for index, lines in enumerate(self.reader.cut.header.labels)
            if index not in used and (label := "·".join(lines))
        }
        yield Blocked(
            f"{UNITS}:{self.position}",
            self.reader.place,
            f"整张表 {len(self.reader.rows)} 项都没有牵头（责任）单位，导入后无人填报。",
            {TAKE: f"确实没有{terms.responsible_unit}，照原样导入", **others},
        )

    def build_row(self, row: ImportedRow, message: str) -> Blocked:
        return Blocked(f"{ROW}:{row.at}", row.at, f"{message}。", ROW_REMEDIES)

    def build_column(self, column: Column, nature: str, texts: list[str]) -> Blocked:
        index = self.reader.layout.columns[column][0]
        named = COLUMN_NAMES[column]
        examples = "、".join(f"“{text[:20]}”" for text in dict.fromkeys(text.replace("\n", " ") for text in texts))
        rest = {each.value: f"这一列是{name}" for each, name in COLUMN_NAMES.items() if each is not column}
        return Blocked(
            f"{COLUMN}:{self.position}:{index}",
            self.format_column(index),
            f"被读作{named}，而其中 {len(texts)} 格{nature}：{examples[:120]}。",
            {DROP: "不导入这一列", **rest, TAKE: f"就是{named}，照原样导入"},
        )

    def format_column(self, index: int) -> str:
        label = re.sub(r"\s", "", "·".join(self.reader.cut.header.labels[index]))
        return f"{self.reader.place}“{label}”列" if label else f"{self.reader.place}第 {index + 1} 列"
