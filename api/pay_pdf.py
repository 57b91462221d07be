"""Payslips and tax documents as PDF. The font is reportlab's own Vera, for names beyond Latin-1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from babel.dates import format_date
from babel.numbers import format_decimal
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from domain.pay import Payslip, PayslipLine, TaxDocument
from domain.people import Person

PLAIN, BOLD = "Vera", "VeraBd"
Rows = Sequence[Sequence[str]]


def payslip_pdf(slip: Payslip, person: Person) -> bytes:
    """One page of A4: who and when, days, earnings, deductions, totals; amounts in the slip's currency."""
    locale = person.text_locale
    month = format_date(slip.end_date, "MMMM y", locale=locale)
    facts = [
        ("Period", f"{_day(slip.start_date, locale)} – {_day(slip.end_date, locale)}"),
        ("Paid on", _day(slip.posting_date, locale)),
        ("Working days", f"{slip.total_working_days.normalize():f}"),
        ("Paid days", f"{slip.payment_days.normalize():f}"),
        ("Unpaid days", f"{slip.leave_without_pay.normalize():f}"),
    ]
    lines = [
        ("Earnings", f"{month} ({slip.currency})", f"Year to date ({slip.currency})"),
        *_lines(slip.earnings, locale),
        ("Gross pay", *_amounts((slip.gross_pay, slip.gross_year_to_date), locale)),
        ("Deductions", "", ""),
        *_lines(slip.deductions, locale),
        (
            "Net pay",
            *_amounts((slip.net_pay, slip.net_year_to_date), locale),
        ),
    ]
    heads = [0, len(slip.earnings) + 1, len(slip.earnings) + 2, len(lines) - 1]
    return _page(f"Payslip for {month}", person, facts, lines, heads)


def tax_pdf(document: TaxDocument, person: Person) -> bytes:
    """One page of A4 with the year's totals."""
    locale = person.text_locale
    facts = [("Year", str(document.year)), ("Issued on", _day(document.issued_on, locale))]
    totals = {
        "Gross pay": document.gross_pay,
        "Income tax": document.income_tax,
        "Other deductions": document.other_deductions,
        "Net pay": document.net_pay,
    }
    lines = [
        ("", f"{document.year} ({document.currency})"),
        *((name, *_amounts((amount,), locale)) for name, amount in totals.items()),
    ]
    return _page(document.title, person, facts, lines, [0, len(lines) - 1])


def _lines(lines: Iterable[PayslipLine], locale: str) -> list[tuple[str, ...]]:
    return [(line.component, *_amounts((line.amount, line.year_to_date), locale)) for line in lines]


def _amounts(amounts: Iterable[Decimal], locale: str) -> tuple[str, ...]:
    return tuple(str(format_decimal(amount, "#,##0.00", locale=locale)) for amount in amounts)


def _day(when: date, locale: str) -> str:
    return str(format_date(when, "d MMM y", locale=locale))


# --- the page ----------------------------------------------------------------------------------------------


def _page(title: str, person: Person, facts: Rows, lines: Rows, heads: Iterable[int]) -> bytes:
    _register()
    text = ParagraphStyle("text", fontName=PLAIN, fontSize=9, leading=12)
    head = ParagraphStyle("head", parent=text, fontName=BOLD, fontSize=16, leading=22)
    told = [("Name", person.name), ("Title", person.title or ""), ("Employee", person.id), *facts]
    story: list[Flowable] = [
        Paragraph(escape(title), head),
        Spacer(1, 4 * mm),
        *(Paragraph(f"{escape(label)}: {escape(value)}", text) for label, value in told if value),
        Spacer(1, 8 * mm),
        _table(lines, heads),
    ]
    made = BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, title=title, author="Peopledesk", leftMargin=22 * mm, rightMargin=22 * mm
    )
    document.build(story)
    return made.getvalue()


def _table(lines: Rows, heads: Iterable[int]) -> Table:
    columns = len(lines[0])
    table = Table([list(line) for line in lines], colWidths=[70 * mm, *[48 * mm] * (columns - 1)])
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), PLAIN, 9),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.lightgrey),
    ]
    style += [("FONT", (0, row), (-1, row), BOLD, 9) for row in heads]
    table.setStyle(TableStyle(style))
    return table


@cache
def _register() -> None:
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
