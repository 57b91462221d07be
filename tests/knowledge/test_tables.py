"""Tables from the spreadsheets that people really have, and cells that could mean two things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook, load_workbook

from domain.errors import BadFile
from knowledge import cells, tables


def rows(name: str, content: bytes) -> list[dict[str, str]]:
    return [row.cells for row in tables.read(name, content).rows]


@pytest.mark.parametrize(
    "content",
    [
        b"name,days\nJos\xc3\xa9,2\n",
        b"\xef\xbb\xbfname,days\r\nJos\xc3\xa9,2\r\n",
        "name;days\r\nJosé;2".encode(),
        "sep=;\r\nname;days\r\nJosé;2\r\n".encode(),
        "name\tdays\nJosé\t2\n".encode("utf-16"),
        '"name, all";days\nJosé;2\n'.replace("name, all", "name").encode(),
        "name,days\n\n,,\nJosé,2\n\n".encode(),
        "name,days,\nJosé,2,\n".encode(),
    ],
)
def test_a_csv_of_any_spreadsheet(content: bytes) -> None:
    assert rows("t.csv", content) == [{"name": "José", "days": "2"}]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    table = tables.read("t.csv", b'a,b\n1,"two\nlines"\n\n3,4\n')
    assert [row.number for row in table.rows] == [2, 4]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Name,days,NAME\n1,2,3\n", "NAME, Name more than once"),
        (b"name,days\n1,2,3\n", "“3” in a column without a name"),
        (b"name,\n1,2\n", "“2” in a column without a name"),
        (b"\n1,2\n", "first line with the columns' names"),
        ("name\nJosé\n".encode("cp1252"), "CSV UTF-8"),
        (b'name,days\n"open,2\n', "CSV UTF-8"),
    ],
)
def test_what_would_lose_something_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(BadFile) as refused:
        tables.read("t.csv", content)
    assert told in refused.value.sentence


def test_the_cells_of_a_workbook_are_read_as_they_are_shown() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["day", "moment", "at", "amount", "whole", "nothing"])
    sheet.append([date(2026, 3, 31), datetime(2026, 3, 31, 9, 30), time(9), 0.1 + 0.2, 2500.0, None])
    made = BytesIO()
    book.save(made)
    (row,) = rows("t.xlsx", made.getvalue())
    assert list(row.values()) == ["2026-03-31", "2026-03-31T09:30:00", "09:00:00", "0.3", "2500", ""]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_goes_out_comes_back_and_is_no_formula(given_cells: list[str]) -> None:
    kept = [cell.strip() for cell in given_cells]
    columns = [f"c{n}" for n in range(len(kept))]
    as_csv, as_xlsx = tables.as_csv(columns, [kept]), tables.as_xlsx(columns, [kept])
    wanted = [dict(zip(columns, kept, strict=True))] if any(kept) else []
    assert rows("t.csv", as_csv) == wanted
    assert rows("t.xlsx", as_xlsx) == wanted
    for line in load_workbook(BytesIO(as_xlsx)).worksheets[0].iter_rows():
        assert not [cell.value for cell in line if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("cell", "out"),
    [
        ('=HYPERLINK("x")', "'=HYPERLINK"),
        ("@SUM(1)", "'@SUM"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3"),
        ("+1-cmd", "'+1-cmd"),
        ("-12.50", "-12.50"),
        ("+49 30 1234567", "+49 30 1234567"),
    ],
)
def test_only_what_a_spreadsheet_would_run_is_made_inert(cell: str, out: str) -> None:
    line = tables.as_csv(["a"], [[cell]]).decode("utf-8-sig").splitlines()[1].strip('"')
    assert line.startswith(out)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2026-03-31 00:00:00", date(2026, 3, 31)),
        ("31.03.2026", date(2026, 3, 31)),
        ("1.3.2026", date(2026, 3, 1)),
        ("31/03/2026", date(2026, 3, 31)),
        ("03/31/2026", date(2026, 3, 31)),
        ("46112", date(2026, 3, 31)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert cells.day(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("-5,00", "-5"),
        ("0.125", "0.125"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert cells.number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (cells.day, "03/04/2026"),
        (cells.day, "2026-02-30"),
        (cells.day, "31.02.2026"),
        (cells.day, "next week"),
        (cells.day, "7"),
        (cells.number, "1,234"),
        (cells.number, "1.234"),
        (cells.number, "1e5"),
        (cells.number, "NaN"),
        (cells.number, "twelve"),
        (cells.number, "#REF!"),
        (cells.money, "1.005"),
        (cells.clock, "24:00"),
        (cells.clock, "nine"),
        (cells.truth, "maybe"),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused_with_the_reason(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(ValueError, match=text[:3] if text[0] != "#" else "REF"):
        read(text)


@pytest.mark.parametrize(
    ("text", "clock"), [("9:05", "09:05"), ("09:05:00", "09:05"), ("0.375", "09:00"), ("9.05", "09:05")]
)
def test_times_of_day(text: str, clock: str) -> None:
    assert f"{cells.clock(text):%H:%M}" == clock
