"""Tables as people send them: CSV (UTF-8) and XLSX to rows of text by column, and back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from domain.errors import BadFile, TooLarge

MAX_ROWS = 20_000
MAX_UNPACKED = 200_000_000
"""Bytes that an XLSX, which is a ZIP archive, may unpack to."""
Row = dict[str, str]


def read(name: str, content: bytes) -> list[Row]:
    """The first sheet's rows under its header line, text stripped, empty rows left out.

    Raises `BadFile` for what is neither CSV nor XLSX, `TooLarge` beyond `MAX_ROWS`. Blocking: call it from a thread.
    """
    kinds = {".csv": _csv, ".xlsx": _xlsx}
    reader = kinds.get(Path(name).suffix.lower())
    if reader is None:
        raise BadFile(f"{name} is neither CSV nor XLSX. Please save the table as one of these.")
    lines = reader(name, content)
    header = [cell.strip() for cell in lines[0]] if lines else []
    if not any(header) or len(set(filter(None, header))) != len(list(filter(None, header))):
        raise BadFile(f"{name} needs a first line with the columns' names, each once.")
    if len(lines) - 1 > MAX_ROWS:
        raise TooLarge(f"{name} has more than {MAX_ROWS} rows. Please split it.")
    rows = (dict(zip(header, [*line, *[""] * len(header)], strict=False)) for line in lines[1:])
    return [{k: v.strip() for k, v in row.items() if k} for row in rows]


def _csv(name: str, content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{name} is no CSV in UTF-8. Please save it as CSV UTF-8 and try again.") from error


def _xlsx(name: str, content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise TooLarge(f"{name} is too large when unpacked.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [
            [_text(cell) for cell in line] for line in sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2)
        ]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as error:
        raise BadFile(
            f"{name} cannot be read as XLSX. Please open and save it again, or send CSV."
        ) from error


def _text(cell: object) -> str:
    """As CSV would have it: a date without its midnight, a whole number without its point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, which spreadsheets look for. A cell that a spreadsheet would run as a formula is quoted
    (OWASP, CSV injection)."""
    return csv_lines([columns, *rows]).encode("utf-8-sig")


def csv_lines(rows: Sequence[Sequence[str]]) -> str:
    """The rows alone, for a table that is written piece by piece."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows([_inert(cell) for cell in row] for row in rows)
    return made.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "@", "\t", "\r") else cell


def as_xlsx(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet; every cell is text, so nothing in it is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    for row in (columns, *rows):
        sheet.append([_inert(cell) for cell in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
