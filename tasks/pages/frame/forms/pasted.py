"""Fields for what people paste: texts out of Word and Excel, figures in any width of digit."""

import re
import unicodedata
from decimal import Decimal

from django import forms

from tasks.models import Indicator

#: a longer text is taken, with a warning; a longer one still is refused
SOFT_LIMIT, HARD_LIMIT = 2_000, 20_000

#: an Excel cell that holds a line break comes in quotes, its own quotes doubled
QUOTED_CELL = re.compile(r'(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=[\t\n]|$)')
#: line ends of Word, of other systems, and those Unicode adds
LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
#: control characters and the byte order mark: nothing that a person wrote
UNWRITTEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
CELL_BREAK = "\u3000"
#: a number of a list as Word and others put it into plain text: indented, or with the line's only tab behind it
LISTED = re.compile(
    r"^(?: {2,}|(?=\S+\t))"
    r"(\d{1,3}[.、．)）]|[(（][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳㉑-㉟]|[一二三四五六七八九十]{1,3}、)[ \t]+(?=\S[^\t\n]*$)",
    re.MULTILINE,
)
#: a bullet: as such, or a character that only a symbol font draws
BULLET = re.compile(r"^ *[•●■◆\uf000-\uf0ff][ \t]+(?=\S)", re.MULTILINE)
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
MINUS = str.maketrans("−–—", "---")


def clean_pasted_text(text: str) -> str:
    """A pasted text as people read it: one kind of line end, cells of a table apart by a wide space.

    What carries meaning stays: ①②③, rare Han characters, emoji, indents.
    """
    text = UNWRITTEN.sub("", LINE_END.sub("\n", text)).replace("\xa0", " ")
    text = LISTED.sub(_format_list_number, BULLET.sub("·", text))
    if "\t" in text or QUOTED_CELL.fullmatch(text):
        text = QUOTED_CELL.sub(lambda cell: cell[1].replace('""', '"').replace("\n", " "), text)
        text = re.sub(r" *\t[ \t]*", CELL_BREAK, text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _format_list_number(listed: re.Match) -> str:
    """The number close to its line, but apart from a figure with which it would read as one."""
    number, following = listed[1], listed.string[listed.end()]
    return f"{number} " if number[-1].isascii() and following.isascii() and following.isdigit() else number


class PastedTextField(forms.CharField):
    """A long text. One of more than ``HARD_LIMIT`` characters is refused, with the count."""

    def __init__(self, *, rows: int, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **kwargs)

    def to_python(self, value) -> str:
        text = clean_pasted_text(super().to_python(value) or "")
        return text if text.strip() else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > HARD_LIMIT:
            raise forms.ValidationError(
                f"{self.label}至多 {HARD_LIMIT:,} 字，现有 {len(value):,} 字，请精简。"
            )


def parse_number_with_unit(text: str, unit: str) -> Decimal | None:
    """The number a person typed or pasted: full-width digits, thousands separators, the unit behind it.

    Returns:
        None for an empty text: not reported, which is not zero.

    Raises:
        ValueError: it is not one number.
    """
    folded = unicodedata.normalize("NFKC", text).translate(MINUS)
    bare = re.sub(r"\s", "", folded).removesuffix(unicodedata.normalize("NFKC", unit))
    if not bare:
        return None
    if not NUMBER.fullmatch(bare):
        raise ValueError(text)
    return Decimal(bare.replace(",", ""))


class FigureField(forms.CharField):
    """The value of one indicator in its own unit; blank means not reported."""

    def __init__(self, indicator: Indicator):
        attributes = {"class": "figure", "inputmode": "decimal", "autocomplete": "off", "placeholder": "未报"}
        super().__init__(
            label=indicator.measure, required=False, widget=forms.TextInput(attrs=attributes), max_length=60
        )
        self.indicator = indicator

    def clean(self, value) -> Decimal | None:
        typed = super().clean(value)
        try:
            number = parse_number_with_unit(typed, self.indicator.unit)
        except ValueError:
            unit = f"，单位为{self.indicator.unit}" if self.indicator.unit else ""
            raise forms.ValidationError(f"“{typed}”不是一个数。请只填数字{unit}；未报请留空。") from None
        if number is not None and (abs(number) >= 10**16 or -int(number.as_tuple().exponent) > 4):
            raise forms.ValidationError("整数至多 16 位、小数至多 4 位。")
        return number

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value
