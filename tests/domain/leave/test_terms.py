"""Leave years of every kind, policies that change within them, and what each switch of a type gives."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from domain.errors import BadInput
from domain.leave import (
    LeaveType,
    LedgerEntry,
    PolicyAssignment,
    Share,
    Terms,
    accruals,
    always,
    balance,
    by_hand,
    due,
    own_years,
    period_of,
    require_free,
)

AT = datetime(2026, 1, 1, tzinfo=UTC)
KIND = LeaveType(id="vacation", name="Vacation", carry_forward=Decimal(5), carry_forward_months=3)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
BRIDGE = ((date(2027, 1, 1), date(2027, 3, 31)), (date(2027, 4, 1), date(2028, 3, 31)))
"""A company that moves from calendar years to years from April, by a short period."""


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 5, 5), YEAR),
        (date(2027, 2, 1), BRIDGE[0]),
        (date(2028, 3, 31), BRIDGE[1]),
        (date(2028, 4, 1), (date(2028, 4, 1), date(2029, 3, 31))),
        (date(2031, 1, 1), (date(2030, 4, 1), date(2031, 3, 31))),
    ],
)
def test_leave_years_follow_each_other(day: date, period: tuple[date, date]) -> None:
    assert period_of(day, BRIDGE) == period


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.booleans())
def test_every_day_is_in_one_period_and_the_next_begins_on_the_morrow(day: date, moved: bool) -> None:
    periods = BRIDGE if moved else ()
    first, last = period_of(day, periods)
    assert first <= day <= last
    assert period_of(first, periods) == period_of(last, periods) == (first, last)
    assert period_of(last + timedelta(1), periods)[0] == last + timedelta(1)


def test_a_short_period_gives_its_share_and_carries_into_the_next() -> None:
    terms = always(Decimal(24), date(2020, 1, 1), BRIDGE)
    entries: list[LedgerEntry] = []
    for day in (date(2026, 1, 1), date(2027, 1, 1), date(2027, 4, 1), date(2027, 7, 1)):
        entries += due(KIND, "p", terms, entries, day, AT)
    given_ = {
        e.from_date: e.days for e in entries if e.transaction_type == "allocation" and not e.is_carry_forward
    }
    assert given_ == {date(2026, 1, 1): 24, date(2027, 1, 1): 6, date(2027, 4, 1): 24}
    carried = {e.from_date: (e.days, e.to_date) for e in entries if e.is_carry_forward and e.days > 0}
    assert carried == {
        date(2027, 1, 1): (5, date(2027, 3, 31)),
        date(2027, 4, 1): (5, date(2027, 6, 30)),
    }
    assert balance("vacation", entries, [], date(2027, 7, 1)).remaining == 24


def test_years_from_the_joining_date() -> None:
    joined = date(2024, 2, 29)
    assert own_years(date(2026, 6, 1), joined) == ((date(2026, 6, 1), date(2027, 2, 27)),)
    assert own_years(joined, joined) == ((joined, date(2025, 2, 27)),)
    terms = always(Decimal(24), joined, own_years(joined, joined))
    (row,) = due(KIND, "p", terms, [], joined, AT)
    assert (row.days, row.from_date, row.to_date) == (24, joined, date(2025, 2, 27))


@given(st.integers(1, 364), st.integers(0, 40), st.integers(0, 40))
def test_a_policy_that_changes_in_the_year_gives_each_its_days(turn: int, before: int, after: int) -> None:
    """Whether it was known from the start or assigned on the day, the books come to the same."""
    day = YEAR[0] + timedelta(turn)
    shares = (
        Share(Decimal(before), None, day - timedelta(1)),
        Share(Decimal(after), day),
    )
    known = due(KIND, "p", Terms(shares), [], day, AT)
    late = due(KIND, "p", always(Decimal(before)), [], YEAR[0], AT)
    late += due(KIND, "p", Terms(shares), late, day, AT)
    assert balance("vacation", known, [], day).allocated == balance("vacation", late, [], day).allocated
    exact = (before * turn + after * (365 - turn)) / Decimal(365)
    assert abs(balance("vacation", late, [], day).allocated - exact) <= Decimal("0.25")
    assert due(KIND, "p", Terms(shares), late, day, AT) == []


def test_a_year_that_is_over_stays_as_it_was_given() -> None:
    entries = due(KIND, "p", always(Decimal(20)), [], date(2026, 1, 1), AT)
    more = due(KIND, "p", always(Decimal(30)), entries, date(2027, 1, 5), AT)
    assert [e.days for e in more if e.from_date.year == 2026] == [-20], (
        "what was left is lost, nothing is added"
    )
    assert [e.days for e in more if e.from_date == date(2027, 1, 1)] == [30, 5]


@pytest.mark.parametrize("frequency", ["monthly", "quarterly", "half_yearly", "yearly"])
@pytest.mark.parametrize("on", ["first_day", "last_day", "joining_day"])
@pytest.mark.parametrize("rounding", ["0.25", "0.5", "1"])
@pytest.mark.parametrize("period", [YEAR, (date(2026, 4, 1), date(2027, 3, 31))])
def test_what_is_earned_adds_up_to_the_year(
    frequency: str, on: str, rounding: str, period: tuple[date, date]
) -> None:
    kind = KIND.model_copy(update={"earned": frequency, "allocate_on": on, "rounding": Decimal(rounding)})
    owed = accruals(kind, "p", always(Decimal(25), date(2020, 3, 31)), period, period[1])
    assert sum(o.days for o in owed) == 25
    assert all(o.days % kind.rounding == 0 and period[0] <= o.start <= o.end == period[1] for o in owed)
    assert len({o.start for o in owed}) == len(owed)


@pytest.mark.parametrize("month", range(1, 13))
def test_quarterly_leave_is_credited_in_the_first_month_of_its_quarter_alone(month: int) -> None:
    """Upstream credits when `months % 3` is non-zero, so in months 2 and 3 of each quarter (hr-models.md)."""
    kind = KIND.model_copy(update={"earned": "quarterly"})
    eve, end = date(2026, month, 1) - timedelta(1), date(2026, month, 28)
    terms = always(Decimal(24), date(2020, 1, 1))
    new = {o.id for o in accruals(kind, "p", terms, YEAR, end)} - {
        o.id for o in accruals(kind, "p", terms, YEAR, eve)
    }
    assert len(new) == (1 if month in (1, 4, 7, 10) else 0)


def test_two_policies_cannot_hold_at_once() -> None:
    def assigned(start: date, end: date | None = None, **more: str) -> PolicyAssignment:
        fields = {"id": f"{start}", "employee_id": "p", "policy_id": "x", "effective_from": start}
        return PolicyAssignment.model_validate({**fields, "effective_to": end, **more})

    spring = assigned(date(2026, 3, 1), date(2026, 5, 31))
    require_free(assigned(date(2026, 6, 1)), [spring])
    for start, end in (
        (date(2026, 5, 31), None),
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 1, 1), None),
    ):
        with pytest.raises(BadInput, match="two cannot hold at once"):
            require_free(assigned(start, end), [spring])
    with pytest.raises(BadInput, match="days would be given twice"):
        require_free(assigned(date(2026, 6, 1), based_on="joining_date"), [spring])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 360), st.integers(-4, 8)), max_size=6))
def test_days_by_hand_are_never_given_again_nor_taken_back_by_the_night(rows: list[tuple[int, int]]) -> None:
    terms = always(Decimal(20))
    entries = due(KIND, "p", terms, [], YEAR[0], AT)
    for n, (day, days) in enumerate(rows):
        if days:
            start = YEAR[0] + timedelta(day)
            entries.append(by_hand(f"g{n}", KIND, "p", Decimal(days), start, YEAR[1], "why", AT))
    assert due(KIND, "p", terms, entries, YEAR[1], AT) == []
    found = balance("vacation", entries, [], YEAR[1])
    assert found.allocated == found.remaining == 20 + sum(days for _, days in rows)
    assert found.taken == 0
