"""How days of leave are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date

SOURCE = "Leave ledger"
REQUESTS = "Leave requests"


def days_text(days: Decimal) -> str:
    return f"{number(days)} {'day' if days == 1 else 'days'}"


def number(days: Decimal) -> str:
    return f"{days.normalize():f}"


def day(when: date, locale: str) -> str:
    return format_date(when, "EEE d MMM y", locale=locale)


def span(start: date, end: date, locale: str) -> str:
    return day(start, locale) if start == end else f"{day(start, locale)} – {day(end, locale)}"
