"""Fields for pasted content: texts from Word and Excel, numbers in digits of any width."""

import re
import unicodedata
from decimal import Decimal

from django import forms

from tasks.decimals import format_decimal
from tasks.models import Indicator
from tasks.text_tables import CELL_BREAK

#: characters of a text: above the first limit a warning is shown, above the second the text is refused
SOFT_LIMIT, HARD_LIMIT = 2_000, 20_000

#: Excel quotes a cell that contains a line break, and doubles its quotes
QUOTED_CELL = re.compile(r'(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=[\t\n]|$)')
#: line ends of Word, of other systems and of Unicode
LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
#: control characters and the byte order mark
UNWRITTEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
#: between the cells of a table where a text keeps none
WIDE_SPACE = "\u3000"
#: a list number as Word writes it into plain text: indented, or followed by the only tab of the line
LISTED = re.compile(
    r"^(?: {2,}|(?=\S+\t))"
    r"(\d{1,3}[.、．)）]|[(（][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳㉑-㉟]|[一二三四五六七八九十]{1,3}、)[ \t]+(?=\S[^\t\n]*$)",
    re.MULTILINE,
)
#: a bullet, also as a character of a symbol font
BULLET = re.compile(r"^ *[•●■◆\uf000-\uf0ff][ \t]+(?=\S)", re.MULTILINE)
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
MINUS = str.maketrans("−–—", "---")


def clean_pasted_text(text: str, *, keeps_tables: bool = False) -> str:
    """Returns a pasted text with uniform line ends, and with a wide space between the cells of a table.

    What carries meaning is kept: ①②③, rare Han characters, emoji, indents.

    Args:
        keeps_tables: leaves the tabs between the cells, so that the lines are shown as a table (``tasks.text_tables``).
    """
    text = UNWRITTEN.sub("", LINE_END.sub("\n", text)).replace("\xa0", " ")
    text = LISTED.sub(_format_list_number, BULLET.sub("·", text))
    if "\t" in text or QUOTED_CELL.fullmatch(text):
        text = QUOTED_CELL.sub(lambda cell: cell[1].replace('""', '"').replace("\n", " "), text)
        text = re.sub(r" *\t *", CELL_BREAK, text) if keeps_tables else re.sub(r" *\t[ \t]*", WIDE_SPACE, text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _format_list_number(listed: re.Match) -> str:
    """Joins a list number with its line; with a space where a digit follows, which would read as one number."""
    number, following = listed[1], listed.string[listed.end()]
    return f"{number} " if number[-1].isascii() and following.isascii() and following.isdigit() else number


class PastedTextField(forms.CharField):
    """A long text. One of more than ``HARD_LIMIT`` characters is refused, with the count."""

    def __init__(self, *, rows: int, keeps_tables: bool = False, **kwargs):
        self.keeps_tables = keeps_tables
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **kwargs)

    def to_python(self, value) -> str:
        text = clean_pasted_text(super().to_python(value) or "", keeps_tables=self.keeps_tables)
        return text if text.strip() else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > HARD_LIMIT:
            raise forms.ValidationError(f"{self.label}至多 {HARD_LIMIT:,} 字，现有 {len(value):,} 字，请精简。")


def parse_number_with_unit(text: str, unit: str) -> Decimal | None:
    """Parses a typed or pasted number with full-width digits, thousands separators or the unit behind it.

    Returns:
        None for an empty text: not reported, which is not zero.

    Raises:
        ValueError: the text is not a number.
    """
    folded = unicodedata.normalize("NFKC", text).translate(MINUS)
    bare = re.sub(r"\s", "", folded).removesuffix(unicodedata.normalize("NFKC", unit))
    if not bare:
        return None
    if not NUMBER.fullmatch(bare):
        raise ValueError(text)
    return Decimal(bare.replace(",", ""))


def clean_figure(typed: str, unit: str) -> Decimal | None:
    """Returns the number that a person typed, or None for an empty text.

    Raises:
        forms.ValidationError: it is not a number, or too large or too fine to be kept.
    """
    try:
        number = parse_number_with_unit(typed, unit)
    except ValueError:
        said = f"，单位为{unit}" if unit else ""
        raise forms.ValidationError(f"“{typed}”不是一个数。请只填数字{said}；未报请留空。") from None
    if number is not None and (abs(number) >= 10**16 or -int(number.as_tuple().exponent) > 4):
        raise forms.ValidationError("整数至多 16 位、小数至多 4 位。")
    return number


class FigureField(forms.CharField):
    """The value of an indicator in its own unit; blank means not reported."""

    def __init__(self, indicator: Indicator):
        attributes = {"class": "figure", "inputmode": "decimal", "autocomplete": "off", "placeholder": "未报"}
        super().__init__(
            label=indicator.measure, required=False, widget=forms.TextInput(attrs=attributes), max_length=60
        )
        self.indicator = indicator

    def clean(self, value) -> Decimal | None:
        return clean_figure(super().clean(value), self.indicator.unit)

    def prepare_value(self, value):
        return format_decimal(value) if isinstance(value, Decimal) else value
