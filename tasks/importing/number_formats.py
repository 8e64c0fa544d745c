"""Formats the values of a worksheet as its number formats show them: ECMA-376 part 1, 18.8.31."""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(.)', re.DOTALL)
#: what these formats show is not computed: conditions, Chinese digits, exponents, fractions
_UNSUPPORTED = re.compile(r"\[[<>=]|\[DBNum|[Ee][+-]|[#?0]\s*/\s*[#?0\d]|mmm", re.IGNORECASE)
#: the short date of the system; in China the year stands first
_SYSTEM_DATE = "mm-dd-yy"
#: digits of a number that Excel keeps
_PRECISION = 15


def format_shown_value(value: object, number_format: str) -> str | None:
    """Returns a value as the sheet shows it; None where the format is General or not supported.

    Args:
        number_format: e.g. ``0"个"``, ``yyyy"年"m"月"``, ``#,##0.00"万元"``, ``0.0%``.
    """
    code = number_format or "General"
    if code.lower() == "general" or isinstance(value, bool) or _UNSUPPORTED.search(_drop_quoted(code)):
        return None
    if isinstance(value, datetime | date | time):
        return _format_day(value, _list_tokens("yyyy/m/d" if code == _SYSTEM_DATE else _split_sections(code)[0]))
    if isinstance(value, int | float):
        return _format_number(value, _split_sections(code))
    return _format_text(str(value), _split_sections(code))


def _drop_quoted(code: str) -> str:
    return re.sub(r'"[^"]*"', "", code)


def _split_sections(code: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|[^;"])+|(?<=;)(?=;|$)|^(?=;)', code) or [code]


def _list_tokens(section: str) -> list[tuple[bool, str]]:
    """Returns the characters of a section, each with whether it is literal text."""
    tokens: list[tuple[bool, str]] = []
    for quoted, escaped, currency, plain in _TOKEN.findall(section):
        if plain:
            tokens.append((plain not in "0#?.,%@ymdhsYMDHS", plain))
        elif quoted or escaped or currency:
            tokens.append((True, quoted or escaped or currency))
    return tokens


def _format_text(text: str, sections: list[str]) -> str | None:
    section = sections[3] if len(sections) > 3 else sections[0] if "@" in _drop_quoted(sections[0]) else None
    if section is None or section == "@":
        return None
    return "".join(text if not literal and piece == "@" else piece for literal, piece in _list_tokens(section))


def _format_number(value: int | float, sections: list[str]) -> str | None:
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_PRECISION}g}")
    if not number.is_finite() or number.adjusted() >= _PRECISION:
        return None
    place = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    tokens = _list_tokens(sections[place])
    codes = "".join(piece for literal, piece in tokens if not literal)
    if re.search(r"[ymdhs]", codes, re.IGNORECASE) or "@" in codes:
        return None
    sign = "-" if number < 0 and place == 0 else ""
    number = abs(number) * 100 ** codes.count("%")
    if scaled := re.search(r",+(?=[^0#?,]*$)", codes.partition(".")[0]):
        number /= 1000 ** len(scaled[0])
    if not re.search(r"[0#?]", codes):
        return "".join(piece for _, piece in tokens)
    shown = _fill_digits(number, tokens)
    return sign + shown if re.search(r"[1-9]", shown) else shown


def _fill_digits(number: Decimal, tokens: list[tuple[bool, str]]) -> str:
    """Puts the digits of a number into the places of a section, the last digit of the whole part into its last place."""
    codes = [piece if not literal else "" for literal, piece in tokens]
    point = codes.index(".") if "." in codes else len(tokens)
    places = [at for at, code in enumerate(codes) if code and code in "0#?"]
    whole_places, fraction_places = [at for at in places if at < point], [at for at in places if at > point]
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction_places)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    whole = "" if whole == "0" else whole
    filled = dict.fromkeys(places, "")
    for back, at in enumerate(reversed(whole_places), start=1):
        digit = whole[-back : len(whole) - back + 1] if back <= len(whole) else ""
        filled[at] = digit or ("0" if codes[at] == "0" else "")
    if whole_places and len(whole) > len(whole_places):
        filled[whole_places[0]] = whole[: len(whole) - len(whole_places) + 1]
    kept = len(fraction.rstrip("0"))
    for index, at in enumerate(fraction_places):
        filled[at] = fraction[index] if index < kept or codes[at] == "0" else ""
    if "," in codes[: whole_places[-1]] if whole_places else False:
        _group_thousands(filled, whole_places)
    return _join_filled(tokens, filled, point)


def _group_thousands(filled: dict[int, str], places: list[int]) -> None:
    digits = "".join(filled[at] for at in places)
    grouped = f"{int(digits):,}" if digits else ""
    padded = grouped if len(grouped.replace(",", "")) >= len(digits) else digits
    filled |= dict.fromkeys(places, "") | {places[-1]: padded}


def _join_filled(tokens: list[tuple[bool, str]], filled: dict[int, str], point: int) -> str:
    has_fraction = any(filled[at] for at in filled if at > point)
    pieces = []
    for at, (literal, piece) in enumerate(tokens):
        if literal or piece == "%":
            pieces.append(piece)
        elif at in filled:
            pieces.append(filled[at])
        elif piece == "." and at == point and has_fraction:
            pieces.append(piece)
    return "".join(pieces).strip()


def _format_day(value: datetime | date | time, tokens: list[tuple[bool, str]]) -> str | None:
    pieces: list[str] = []
    index, after_hour = 0, False
    while index < len(tokens):
        literal, piece = tokens[index]
        end = index + 1
        if not literal and piece.lower() in "ymdhs":
            while end < len(tokens) and not tokens[end][0] and tokens[end][1].lower() == piece.lower():
                end += 1
            is_minute = after_hour or any(not each and code.lower() == "s" for each, code in tokens[end : end + 2])
            shown = _format_part(value, piece.lower(), end - index, is_minute)
            if shown is None:
                return None
            after_hour = piece.lower() == "h"
            pieces.append(shown)
        elif piece != "@":
            pieces.append(piece)
        index = end
    return "".join(pieces).strip()


def _format_part(value: datetime | date | time, code: str, width: int, is_minute: bool) -> str | None:
    names = {"y": "year", "m": "minute" if is_minute else "month", "d": "day", "h": "hour", "s": "second"}
    number = getattr(value, names[code], None)
    if number is None or width > (4 if code == "y" else 2):
        return None
    if code == "y":
        return f"{number:04d}" if width > 2 else f"{number % 100:02d}"
    return f"{number:02d}" if width == 2 else str(number)
