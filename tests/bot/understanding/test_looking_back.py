"""Periods of questions about what has been; nothing lies ahead. It is Wednesday, 25 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.looking_back import past_period

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("fairness report since January", "2026-01-01", "2026-11-25"),
        ("the audit since March", "2026-03-01", "2026-11-25"),
        ("since December", "2025-12-01", "2026-11-25"),
        ("everything Priya did this month", "2026-11-01", "2026-11-25"),
        ("audit export for last month", "2026-10-01", "2026-10-31"),
        ("who read pay data last week", "2026-11-16", "2026-11-22"),
        ("what happened this week", "2026-11-23", "2026-11-25"),
        ("the last three months", "2026-08-26", "2026-11-25"),
        ("the past 30 days", "2026-10-27", "2026-11-25"),
        ("for this year", "2026-01-01", "2026-11-25"),
        ("for last year", "2025-01-01", "2025-12-31"),
        ("from 1 March to 15 April", "2026-03-01", "2026-04-15"),
        ("from January to March", "2026-01-01", "2026-03-31"),
        ("in December", "2025-12-01", "2025-12-31"),
        ("yesterday", "2026-11-24", "2026-11-24"),
        ("until 1 June 2026", None, "2026-06-01"),
    ],
)
def test_periods(text: str, since: str | None, until: str | None) -> None:
    found = past_period(text, TODAY, "en_GB")
    assert found is not None
    assert tuple(day and day.isoformat() for day in found) == (since, until)


def test_no_period() -> None:
    assert past_period("export the audit trail", TODAY, "en_GB") is None
