"""Education in a table whose header row says what each column holds ("Course | Institution | Year of passing")."""

from __future__ import annotations

from collections.abc import Sequence

from domain.profiles import Education
from knowledge.dates import periods, points
from knowledge.documents import Document
from knowledge.labels import Field, columns_of
from knowledge.lines import Line
from knowledge.sections import span


def tabled(document: Document, lines: Sequence[Line]) -> tuple[list[Education], list[Line]]:
    """Education in such tables, and the lines that are no part of them."""
    found: list[Education] = []
    rest: list[Line] = []
    columns: list[Field] = []
    for line in lines:
        header = columns_of(line.text)
        if header and Field.degree in header and Field.school in header:
            columns = header
        elif columns and line.text.count("\t") == len(columns) - 1:
            found.append(_row(document, line, columns))
        else:
            rest.append(line)
    return found, rest


def _row(document: Document, line: Line, columns: Sequence[Field]) -> Education:
    cells = [cell.strip() for cell in line.text.split("\t")]
    dates = periods(line.text) or points(line.text)
    return Education(
        degree=_with_subject(cells, columns) or None,
        institution=cells[columns.index(Field.school)] or None,
        year=max((int((d.end or d.start)[:4]) for d in dates if not d.current), default=None),
        span=span(document, line.start, line.end),
    )


def _with_subject(cells: Sequence[str], columns: Sequence[Field]) -> str:
    """The degree with what it is in, where the next column says that."""
    at = columns.index(Field.degree)
    beside = cells[at + 1] if columns[at + 1 : at + 2] == [Field.subject] else ""
    named = 1 <= len(beside.split()) <= 6 and beside[0].isalpha()
    return f"{cells[at]} {beside}" if named else cells[at]
