"""Writes the files of attachments: those with a sample into the office's own file, the others as the product prints them."""

from collections.abc import Sequence

from reports.printing.delivery import OfficeFile, format_file_name, write_one_file, write_separate_files
from reports.printing.sheet import FilledSample, Sheet
from reports.sampling.document_sample import fill_document
from reports.sampling.reading import SampleReading
from reports.sampling.workbook_sample import fill_workbook
from tasks.importing import Unreadable

FILLERS = {"docx": fill_document, "xlsx": fill_workbook}


def write_table_files(sheets: Sequence[Sheet], stem: str, form: str, *, separate: bool = False) -> list[OfficeFile]:
    """Writes every sheet: one with a sample of that form as a file of its own, the others together or each apart.

    Args:
        stem: the name of the file with the others, without ending.
        form: ``xlsx`` or ``docx``.

    Raises:
        CellTooLongError: a text is too long for an Excel cell.
    """
    usual = [sheet for sheet in sheets if sheet.sample is None or sheet.sample.form != form]
    files = []
    if usual:
        files += write_separate_files(usual, form) if separate else [write_one_file(usual, stem, form)]
    return files + write_sample_files(sheets, form)


def write_sample_files(sheets: Sequence[Sheet], form: str) -> list[OfficeFile]:
    """Fills the samples of one form."""
    samples = [sheet.sample for sheet in sheets if sheet.sample and sheet.sample.form == form]
    return [fill_sample(sample) for sample in samples]


def require_fillable(form: str, content: bytes, reading: SampleReading) -> None:
    """Fills a sample once with two rows, so that no export fails later.

    Raises:
        Unreadable: it cannot be filled as it is read.
    """
    columns = tuple(column.at for column in reading.columns)
    trial = FilledSample("样板", form, content, reading.table, reading.body, columns, rows=(("1",) * len(columns),) * 2)
    try:
        fill_sample(trial)
    except Exception as error:  # openpyxl and python-docx raise whatever their parts raise
        raise Unreadable("这张表的结构特殊，填不进去；请在 Word 或 Excel 中另存后再试，或换一份样板。") from error


def fill_sample(sample: FilledSample) -> OfficeFile:
    return OfficeFile(format_file_name(sample.name, sample.form), FILLERS[sample.form](sample))
