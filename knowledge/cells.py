"""What people type into a spreadsheet's cells, read one way or not at all: what could mean two things is refused.

Each function raises `ValueError` with the reason.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial dates, as its false leap year of 1900 makes it for every later day."""
_SERIAL = range(20_000, 80_000)
"""Serial dates of 1954 to 2119."""


def day(text: str) -> date:
    """2026-03-31, 31.03.2026, 31/03/2026 where only one reading is a date, or a spreadsheet's serial number."""
    if re.fullmatch(r"\d{5}(?:\.0+)?", text) and int(float(text)) in _SERIAL:
        return _EPOCH + timedelta(int(float(text)))
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return _date(text, match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return _slashed(text, match[1], match[2], match[3])
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", text):
        return _date(text, match[1], match[2], match[3])
    raise ValueError(f"“{text[:40]}” is no date; please write it as 2026-03-31")


def _slashed(text: str, first: str, second: str, year: str) -> date:
    if int(first) <= 12 and int(second) <= 12 and first != second:
        raise ValueError(f"“{text}” could be two days; please write it as {year}-MM-DD")
    return _date(text, year, *((second, first) if int(first) > 12 else (first, second)))


def _date(text: str, year: str, month: str, of_month: str) -> date:
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        raise ValueError(f"“{text}” is a day that no calendar has") from None


def clock(text: str) -> time:
    """9:00, 09:00:00, 9.30, or a spreadsheet's fraction of a day (0.375)."""
    if match := re.fullmatch(r"0?\.(\d+)|0", text):
        minutes = round(float(f"0.{match[1] or 0}") * 24 * 60)
        if minutes < 24 * 60:
            return time(minutes // 60, minutes % 60)
    if match := re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.0+)?)?", text):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise ValueError(f"“{text[:40]}” is no time of day; please write it as 09:00")


def number(text: str) -> Decimal:
    """1234.56, 1.234,56, 1,234.56, 1 234,56, 1'234.56. A single mark before three digits (1,234) is refused."""
    bare = re.sub(r"(?<=\d)['’\s\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", bare):
        whole, part = re.split(r"[.,]", bare)
        raise ValueError(f"“{text}” could be two numbers; please write {whole}{part} or {bare}0")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d+,\d+|[+-]?\d{1,3}(\.\d{3}){2,}", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}", bare):
        bare = bare.replace(",", "")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", bare):
        raise ValueError(f"“{text[:40]}” is no number; please write it as 1234.56")
    try:
        return Decimal(bare)
    except InvalidOperation:  # pragma: no cover - the pattern above leaves none
        raise ValueError(f"“{text[:40]}” is no number") from None


def money(text: str) -> Decimal:
    """A number of whole cents."""
    amount = number(text)
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"“{text}” has more than two decimals")
    return amount.quantize(Decimal("0.01"))


def truth(text: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.casefold() not in known:
        raise ValueError(f"“{text[:40]}” is neither yes nor no")
    return known[text.casefold()]
