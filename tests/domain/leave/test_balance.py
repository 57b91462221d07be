from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from domain.errors import BadInput
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LedgerEntry,
    TransactionType,
    balance,
    costs,
    overlapping,
    working_days,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
MON, WED, THU, FRI = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6)


def entry(kind: TransactionType, days: str, start: date, end: date, n: int = 0) -> LedgerEntry:
    return LedgerEntry(
        id=f"e{n}-{kind}-{days}-{start}",
        employee_id="p",
        leave_type_id="vacation",
        transaction_type=kind,
        transaction_id="t",
        days=Decimal(days),
        from_date=start,
        to_date=end,
        posted_at=NOW,
    )


def asked(start: date, end: date, days: str, status: LeaveStatus = LeaveStatus.open) -> LeaveRequest:
    return LeaveRequest(
        id=f"r-{start}",
        employee_id="p",
        leave_type_id="vacation",
        from_date=start,
        to_date=end,
        days=Decimal(days),
        status=status,
        asked_at=NOW,
    )


def test_pending_days_are_held_against_overbooking() -> None:
    """Two requests of two days on a balance of two: the second has nothing left (Horilla #751)."""
    books = [entry(TransactionType.allocation, "2", *YEAR)]
    found = balance("vacation", books, [asked(MON, date(2026, 3, 3), "2")], date(2026, 2, 1))
    assert (found.remaining, found.pending, found.usable) == (Decimal(2), Decimal(2), Decimal(0))


def test_what_was_not_in_force_on_the_day_does_not_count() -> None:
    books = [
        entry(TransactionType.allocation, "20", *YEAR),
        entry(TransactionType.allocation, "10", date(2025, 1, 1), date(2025, 12, 31)),
        entry(TransactionType.application, "-3", date(2025, 6, 2), date(2025, 6, 4)),
        entry(TransactionType.application, "-1.5", MON, date(2026, 3, 3)),
    ]
    this_year = balance("vacation", books, [], date(2026, 2, 1))
    last_year = balance("vacation", books, [], date(2025, 12, 1))
    assert (this_year.allocated, this_year.taken, this_year.usable) == (
        Decimal(20),
        Decimal("1.5"),
        Decimal("18.5"),
    )
    assert last_year.usable == Decimal(7)


def test_a_reversal_gives_the_days_back() -> None:
    books = [
        entry(TransactionType.allocation, "20", *YEAR),
        entry(TransactionType.application, "-3", MON, WED),
        entry(TransactionType.reversal, "3", MON, WED),
    ]
    assert balance("vacation", books, [], FRI).usable == Decimal(20)


@given(
    st.lists(st.integers(1, 40).map(lambda n: Decimal(n) / 2), max_size=12),
    st.lists(st.integers(1, 8).map(lambda n: Decimal(n) / 2), max_size=12),
)
def test_the_ledger_sums_to_the_balance(given_days: list[Decimal], taken_days: list[Decimal]) -> None:
    books = [entry(TransactionType.allocation, str(d), *YEAR, n=n) for n, d in enumerate(given_days)]
    books += [entry(TransactionType.application, str(-d), MON, MON, n=n) for n, d in enumerate(taken_days)]
    expected = sum(given_days, Decimal(0)) - (sum(taken_days, Decimal(0)) if given_days else 0)
    found = balance("vacation", books, [], date(2026, 6, 1))
    assert found.remaining == expected


def test_days_of_a_week_with_a_half_day_and_a_holiday() -> None:
    """Golden cases of the field: Mon-Fri with a half day = 4.5; with Thursday a holiday = 3.5."""
    assert working_days(MON, FRI, set(), half_day=True) == Decimal("4.5")
    assert working_days(MON, FRI, {THU}, half_day=True) == Decimal("3.5")
    assert working_days(MON, FRI, set(), half_day=True, half_on=WED) == Decimal("4.5")
    assert working_days(MON, FRI, {THU}, half_day=True, half_on=WED) == Decimal("3.5")
    assert costs(MON, FRI, {THU}, half_day=True, half_on=WED)[WED] == Decimal("0.5")
    with pytest.raises(BadInput, match="already free, so it cannot be a half day"):
        costs(MON, FRI, {THU}, half_day=True, half_on=THU)
    with pytest.raises(BadInput, match="not among those days"):
        costs(MON, WED, set(), half_day=True, half_on=FRI)
    assert working_days(WED, WED, set(), half_day=True) == Decimal("0.5")
    assert working_days(FRI, date(2026, 3, 9), set()) == Decimal(2)
    assert working_days(FRI, date(2026, 3, 9), set(), include_holiday=True) == Decimal(4)


@pytest.mark.parametrize(
    ("start", "end", "half", "words"),
    [
        (FRI, MON, False, "before the first"),
        (date(2026, 3, 7), date(2026, 3, 8), False, "already free"),
        (THU, FRI, True, "cannot be a half day"),
    ],
)
def test_days_that_cannot_be_asked_for(start: date, end: date, half: bool, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        working_days(start, end, {THU}, half_day=half)


def test_overlap_counts_open_and_approved_requests_only() -> None:
    declined = asked(MON, FRI, "5", LeaveStatus.declined)
    approved = asked(WED, FRI, "3", LeaveStatus.approved)
    assert overlapping([declined], MON, FRI) is None
    assert overlapping([declined, approved], MON, WED) is approved
    assert overlapping([approved], MON, date(2026, 3, 3)) is None


# --- carried days, days that are lost, what is left for when -----------------------------------------------------


def carried(days: str) -> LedgerEntry:
    found = entry(TransactionType.allocation, days, YEAR[0], date(2026, 3, 31), n=99)
    return found.model_copy(update={"is_carry_forward": True})


def taken(days: str, day: date, n: int = 0) -> LedgerEntry:
    return entry(TransactionType.application, f"-{days}", day, day, n).model_copy(
        update={"transaction_id": f"t{n}"}
    )


@pytest.mark.parametrize(
    ("before", "lost", "left"), [("0", "10", "20"), ("8", "2", "20"), ("10", "0", "20"), ("12", "0", "18")]
)
def test_carried_days_are_used_first_and_the_rest_is_lost(before: str, lost: str, left: str) -> None:
    """Golden cases of the field (hrms PR 1297): 20 new and 10 carried that expire on 31 March."""
    books = [entry(TransactionType.allocation, "20", *YEAR), carried("10")]
    if before != "0":
        books.append(taken(before, MON))
    found = balance("vacation", books, [], date(2026, 4, 1))
    assert (found.expired, found.usable) == (Decimal(lost), Decimal(left))
    assert balance("vacation", books, [], date(2026, 3, 31)).remaining == Decimal(30) - Decimal(before)


def test_no_more_days_are_usable_than_there_are_before_they_are_lost() -> None:
    """Golden case: balance 10, the allocation ends tomorrow: usable 2, today and tomorrow."""
    books = [entry(TransactionType.allocation, "10", *YEAR)]
    found = balance("vacation", books, [], date(2026, 12, 30))
    assert (found.remaining, found.usable) == (Decimal(10), Decimal(2))
    books.append(carried("5"))
    assert balance("vacation", books, [], date(2026, 3, 30)).usable == Decimal(12)


def test_what_is_lost_when_and_what_is_left_at_the_end() -> None:
    books = [entry(TransactionType.allocation, "20", *YEAR), carried("5"), taken("2", MON)]
    books.append(taken("1", date(2026, 6, 1), n=1))
    waiting = [asked(THU, FRI, "2")]
    found = balance("vacation", books, waiting, date(2026, 2, 1))
    assert [(e.on, e.days) for e in found.expiring] == [
        (date(2026, 3, 31), Decimal(1)),
        (YEAR[1], Decimal(19)),
    ]
    assert (found.taken, found.planned, found.pending) == (Decimal(3), Decimal(3), Decimal(2))
    assert (found.remaining, found.usable, found.projected) == (Decimal(22), Decimal(20), Decimal(19))
    assert found.period_end == YEAR[1]


def test_days_taken_beyond_the_balance_use_what_is_given_later_in_the_period() -> None:
    june = entry(TransactionType.allocation, "3", date(2026, 6, 1), YEAR[1], n=1)
    books = [entry(TransactionType.allocation, "1", *YEAR), taken("3", MON), june]
    assert balance("vacation", books, [], FRI).usable == Decimal(-2)
    assert balance("vacation", books, [], date(2026, 7, 1)).usable == Decimal(1)


def test_the_two_halves_of_a_day_do_not_collide() -> None:
    morning = asked(MON, MON, "0.5").model_copy(update={"half_day": "morning"})
    assert overlapping([morning], MON, MON, "afternoon") is None
    assert overlapping([morning], MON, MON, "morning") is morning
    assert overlapping([morning], MON, MON) is morning
    assert overlapping([morning], MON, WED, "afternoon") is None, (
        "the field: half days share a date up to 1.0"
    )
    assert overlapping([morning], MON, WED, "morning") is morning
    assert overlapping([morning], MON - timedelta(1), WED, "afternoon") is morning
