"""What is posted when: whole years of giving, carrying and losing, on the days on which it happens."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    TransactionType,
    accruals,
    adjustment,
    allocation,
    always,
    application,
    balance,
    costs,
    due,
    reversal,
)

AT = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
TERMS = always(Decimal(24), date(2020, 1, 1))
VACATION = LeaveType(id="vacation", name="Vacation", carry_forward=Decimal(5), carry_forward_months=3)


def books(
    today: date, entries: list[LedgerEntry] | None = None, kind: LeaveType = VACATION
) -> list[LedgerEntry]:
    entries = entries or []
    return entries + due(kind, "p", TERMS, entries, today, AT)


def request(start: date, end: date, **more: object) -> LeaveRequest:
    made = {"id": f"r-{start}", "employee_id": "p", "leave_type_id": "vacation", "asked_at": AT, "days": 1}
    return LeaveRequest.model_validate({**made, "from_date": start, "to_date": end, **more})


def approved(entries: list[LedgerEntry], start: date, end: date) -> list[LedgerEntry]:
    return application(request(start, end), costs(start, end, ()), entries, AT)


@pytest.mark.parametrize(
    ("joined", "days"),
    [
        (None, "24"),
        (date(2025, 5, 1), "24"),
        (date(2026, 7, 1), "12"),
        (date(2026, 7, 2), "12"),
        (date(2026, 12, 31), "0"),
        (date(2026, 12, 20), "1"),
    ],
)
def test_who_joins_inside_the_period_is_given_their_share_by_days(joined: date | None, days: str) -> None:
    owed = allocation(VACATION, "p", always(Decimal(24), joined), YEAR)
    assert owed is not None
    assert (owed.days, owed.start, owed.end) == (Decimal(days), max(joined or YEAR[0], YEAR[0]), YEAR[1])


def test_who_joins_after_the_period_is_given_nothing() -> None:
    assert allocation(VACATION, "p", always(Decimal(24), date(2027, 1, 1)), YEAR) is None


@pytest.mark.parametrize(
    ("earned", "on", "dates"),
    [
        ("quarterly", "first_day", ["01-01", "04-01", "07-01", "10-01"]),
        ("quarterly", "last_day", ["03-31", "06-30", "09-30", "12-31"]),
        ("half_yearly", "joining_day", ["01-31", "07-31"]),
        ("yearly", "last_day", ["12-31"]),
    ],
)
def test_what_is_earned_is_credited_once_a_quarter_or_half_year(
    earned: str, on: str, dates: list[str]
) -> None:
    """Once, and in its month: a field system credited quarterly leave in two months of each quarter."""
    kind = VACATION.model_copy(update={"earned": earned, "allocate_on": on})
    rows = accruals(kind, "p", always(Decimal(24), date(2020, 1, 31)), YEAR, YEAR[1])
    assert [f"{r.start:%m-%d}" for r in rows] == dates
    assert sum(r.days for r in rows) == 24


@pytest.mark.parametrize("rounding", ["0.25", "0.5", "1"])
def test_rounded_credits_add_up_to_the_year(rounding: str) -> None:
    kind = VACATION.model_copy(update={"earned": "monthly", "rounding": Decimal(rounding)})
    rows = accruals(kind, "p", always(Decimal(25)), YEAR, YEAR[1])
    assert sum(r.days for r in rows) == 25
    assert all(r.days % Decimal(rounding) == 0 for r in rows)
    march = accruals(kind, "p", always(Decimal(25), date(2026, 3, 16)), YEAR, date(2026, 3, 31))
    assert sum(r.days for r in march) == {"0.25": 1, "0.5": 1, "1": 1}[rounding]


def test_a_year_end_carries_up_to_the_maximum_and_the_rest_is_lost() -> None:
    entries = books(date(2026, 1, 1))
    entries = books(date(2027, 1, 1), entries)
    start = balance("vacation", entries, [], date(2027, 1, 1))
    assert (start.allocated, start.remaining) == (29, 29)
    assert [(e.on, e.days) for e in start.expiring] == [(date(2027, 3, 31), 5), (date(2027, 12, 31), 24)]
    lost = [e for e in entries if e.transaction_type is TransactionType.expiry]
    assert [(e.days, e.from_date) for e in lost] == [(-24, YEAR[1])]


def test_jobs_that_did_not_run_for_years_catch_up_to_the_same_books() -> None:
    taken = approved(books(date(2026, 1, 1)), date(2027, 2, 1), date(2027, 2, 3))
    daily = books(date(2026, 1, 1)) + taken
    for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 4, 1), date(2028, 1, 1), date(2028, 4, 1)):
        daily = books(day, daily)
    late = books(date(2028, 4, 1), books(date(2026, 1, 1)) + taken)
    assert {e.id: e.days for e in late} == {e.id: e.days for e in daily}
    assert due(VACATION, "p", TERMS, daily, date(2028, 4, 1), AT) == []


def test_days_imported_under_another_id_are_not_given_twice() -> None:
    (row,) = books(date(2026, 1, 1))
    assert books(date(2026, 2, 1), [row.model_copy(update={"id": "import:7"})])[1:] == []


def test_a_request_over_an_expiry_is_two_rows_and_uses_carried_days_first() -> None:
    entries = books(date(2027, 1, 1), books(date(2026, 1, 1)))
    rows = approved(entries, date(2027, 3, 29), date(2027, 4, 2))
    assert [(r.from_date.day, r.to_date.day, r.days) for r in rows] == [(29, 31, -3), (1, 2, -2)]
    after = balance("vacation", entries + rows, [], date(2027, 4, 1))
    assert (after.expired, after.remaining) == (2, 22)


def test_a_cancellation_after_the_expiry_loses_those_days_too() -> None:
    entries = books(date(2027, 1, 1), books(date(2026, 1, 1)))
    entries += approved(entries, date(2027, 3, 1), date(2027, 3, 5))
    entries = books(date(2027, 5, 1), entries)
    assert balance("vacation", entries, [], date(2027, 5, 1)).expired == 0
    mine = [e for e in entries if e.transaction_id == "r-2027-03-01"]
    entries = books(date(2027, 5, 2), entries + reversal(mine, AT))
    after = balance("vacation", entries, [], date(2027, 5, 2))
    assert (after.expired, after.remaining, after.taken) == (5, 24, 0)
    assert sum(e.days for e in entries if e.from_date.year == 2027) == 24


def test_leave_entered_late_for_the_old_year_takes_back_what_was_carried() -> None:
    """Report and carry-over agree, whichever came first (hrms 2770)."""
    entries = books(date(2027, 1, 1), books(date(2026, 1, 1)))
    entries += approved(entries, date(2026, 11, 30), date(2026, 12, 25))
    entries += [
        e.model_copy(update={"id": f"{e.id}x"})
        for e in approved(entries, date(2026, 12, 28), date(2026, 12, 29))
    ]
    entries = books(date(2027, 1, 2), entries)
    carried = [e for e in entries if e.transaction_id == "carried:p:vacation:2027-01-01"]
    assert sum(e.days for e in carried) == 2
    assert balance("vacation", entries, [], date(2027, 1, 2)).remaining == 26
    assert sum(e.days for e in entries if e.from_date.year == 2026) == 0


def test_a_reversal_is_posted_once() -> None:
    entries = books(date(2026, 1, 1))
    rows = approved(entries, date(2026, 3, 2), date(2026, 3, 4))
    back = reversal(rows, AT)
    assert [e.days for e in back] == [3]
    assert reversal(rows + back, AT) == []


def test_a_holiday_added_after_approval_is_adjusted_and_withdrawn_again() -> None:
    week = (date(2026, 3, 2), date(2026, 3, 6))
    rows = approved(books(date(2026, 1, 1)), *week)
    added = adjustment(rows, costs(*week, {date(2026, 3, 4)}), AT)
    assert [(e.days, e.transaction_type) for e in added] == [(1, TransactionType.adjustment)]
    assert adjustment(rows + added, costs(*week, {date(2026, 3, 4)}), AT) == []
    gone = adjustment(rows + added, costs(*week, ()), AT)
    assert [e.days for e in gone] == [-1]
    assert gone[0].id != added[0].id
    assert [e.days for e in reversal(rows + added, AT)] == [4]


def test_a_declined_request_is_nothing_to_the_balance() -> None:
    entries = books(date(2026, 1, 1))
    declined = request(date(2026, 3, 2), date(2026, 3, 6), days=5, status=LeaveStatus.declined)
    assert balance("vacation", entries, [declined], date(2026, 2, 1)).usable == 24
