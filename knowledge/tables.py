"""Tables as people send them: CSV and XLSX to rows of text by column, and back."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from domain.errors import BadFile, TooLarge

MAX_ROWS = 20_000
MAX_BYTES = 10_000_000
MAX_UNPACKED = 200_000_000
"""Bytes that an XLSX, which is a ZIP archive, may unpack to."""
SUFFIXES = (".csv", ".xlsx")


@dataclass(frozen=True)
class Row:
    """`number` is the row's in the spreadsheet, whose header is row 1."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def is_table(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES


def check(name: str, content: bytes) -> None:
    """Raises like `read`, also for what is larger than `MAX_BYTES`."""
    if len(content) > MAX_BYTES:
        raise TooLarge(f"{name} is larger than 10 MB. Please split it.")
    read(name, content)


def read(name: str, content: bytes) -> Table:
    """The first sheet's rows under its header line, text stripped; rows without any text are left out.

    Raises `BadFile` for what is neither CSV nor XLSX or has no usable header, `TooLarge` beyond `MAX_ROWS`. Blocking:
    call it from a thread.
    """
    kinds = {".csv": _csv, ".xlsx": _xlsx}
    reader = kinds.get(Path(name).suffix.lower())
    if reader is None:
        raise BadFile(f"{name} is neither CSV nor XLSX. Please save the table as one of these.")
    lines = reader(name, content)
    header = [cell.strip() for cell in lines[0]] if lines else []
    _require_names(name, header)
    if len(lines) - 1 > MAX_ROWS:
        raise TooLarge(f"{name} has more than {MAX_ROWS} rows. Please split it.")
    rows = (Row(number, _cells(name, header, line, number)) for number, line in enumerate(lines[1:], 2))
    return Table(tuple(filter(None, header)), tuple(row for row in rows if any(row.cells.values())))


def _require_names(name: str, header: Sequence[str]) -> None:
    named = [cell.casefold() for cell in header if cell]
    if not named:
        raise BadFile(f"{name} needs a first line with the columns' names.")
    if twice := sorted({cell for cell in header if cell and named.count(cell.casefold()) > 1}):
        raise BadFile(
            f"{name} has the column {', '.join(twice)} more than once. Please keep one of each name."
        )


def _cells(name: str, header: Sequence[str], line: Sequence[str], number: int) -> dict[str, str]:
    """A cell with text but no column would be lost without a word: that is refused."""
    padded = [*line, *[""] * len(header)]
    lost = [cell for n, cell in enumerate(line) if cell.strip() and (n >= len(header) or not header[n])]
    if lost:
        raise BadFile(
            f"Row {number} of {name} has “{lost[0][:40]}” in a column without a name. Please name it or empty it."
        )
    return {column: _live(cell.strip()) for column, cell in zip(header, padded, strict=False) if column}


# --- CSV -----------------------------------------------------------------------------------------------------


def _csv(name: str, content: bytes) -> list[list[str]]:
    """UTF-8 with or without its mark, or UTF-16 with it, which spreadsheets write; delimited by comma, semicolon or
    tab, as the header shows. Other encodings are refused, not guessed: a guess would spoil people's names."""
    try:
        utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = content.decode("utf-16" if utf_16 else "utf-8-sig")
        if said := re.match(r"sep=(.)\r?\n", text):  # Excel's own first line
            text = text[said.end() :]
        delimiter = said[1] if said else _delimiter(text)
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return list(islice(lines, MAX_ROWS + 2))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{name} is no CSV in UTF-8. Please save it as “CSV UTF-8” and try again.") from error


def _delimiter(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(",;\t", key=header.count)


# --- XLSX ----------------------------------------------------------------------------------------------------


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
    """As CSV would have it: a date without its midnight, a number with the digits that a spreadsheet shows."""
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


# --- back ------------------------------------------------------------------------------------------------------


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, which spreadsheets look for. A cell that a spreadsheet would run as a formula is quoted
    (OWASP, CSV injection)."""
    return csv_lines([columns, *rows]).encode("utf-8-sig")


def csv_lines(rows: Sequence[Sequence[str]]) -> str:
    """The rows alone, for a table that is written piece by piece."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows([_inert(cell) for cell in row] for row in rows)
    return made.getvalue()


def as_xlsx(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet; every cell is text, so nothing in it is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    for row in (columns, *rows):
        sheet.append([_inert(_NOT_IN_XML.sub("", cell)) for cell in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = re.compile(r"[=@\t\r＝＋－＠]|[+-](?![\d .,()/-]*\Z)")
"""What a spreadsheet takes for the beginning of a formula; a signed number or a phone number is none."""


def _inert(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _live(cell: str) -> str:
    """A cell as it was before `_inert`: an export comes back as it went out."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell
