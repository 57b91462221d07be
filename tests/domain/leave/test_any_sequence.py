"""Any sequence of requests, decisions, cancellations and nightly runs, some of which stop halfway: the books hold.

The rule to compare with is written down anew here, a unit of half a day at a time, without any code of the ledger's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.errors import BadInput
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    application,
    balance,
    costs,
    due,
    overlapping,
    reversal,
)

AT = datetime(2026, 1, 1, tzinfo=UTC)
KIND = LeaveType(id="vacation", name="Vacation", carry_forward=Decimal(5), carry_forward_months=3)
ANNUAL = 20


class Books(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.today = date(2026, 1, 1)
        self.entries: dict[str, LedgerEntry] = {}
        self.requests: dict[str, LeaveRequest] = {}
        self.night(stop=99)

    def post(self, rows: list[LedgerEntry], stop: int = 99) -> None:
        """Append what is not there; a crash comes after `stop` rows."""
        for row in rows[:stop]:
            self.entries.setdefault(row.id, row)

    @rule(days=st.integers(1, 120), stop=st.integers(0, 99))
    def a_while_passes(self, days: int, stop: int) -> None:
        self.today += timedelta(days)
        self.night(stop)

    @rule(stop=st.sampled_from([0, 1, 2, 99]))
    def night(self, stop: int) -> None:
        self.post(due(KIND, "p", Decimal(ANNUAL), None, list(self.entries.values()), self.today, AT), stop)

    @rule(ahead=st.integers(-40, 200), length=st.integers(0, 14), half=st.booleans())
    def ask(self, ahead: int, length: int, half: bool) -> None:
        start = self.today + timedelta(ahead)
        end = start + timedelta(length)
        try:
            by_day = costs(start, end, (), half_day=half)
        except BadInput:
            return
        if start < date(2026, 1, 1) or overlapping(self.requests.values(), start, end):
            return
        days = sum(by_day.values(), Decimal(0))
        entries, mine = list(self.entries.values()), list(self.requests.values())
        if days > balance(KIND.id, entries, mine, start).usable or end.year != start.year:
            return
        asked = LeaveRequest(
            id=f"r{len(self.requests)}",
            employee_id="p",
            leave_type_id=KIND.id,
            from_date=start,
            to_date=end,
            half_day="morning" if half else "none",
            days=days,
            asked_at=AT,
        )
        self.requests[asked.id] = asked

    @rule(pick=st.integers(0, 30), again=st.booleans(), stop=st.sampled_from([0, 1, 99]))
    def approve(self, pick: int, again: bool, stop: int) -> None:
        """Posted before the status is written, and once more when a crash came between."""
        asked = self._picked(pick, LeaveStatus.open)
        if asked is None:
            return
        half = asked.half_day != "none"
        by_day = costs(asked.from_date, asked.to_date, (), half_day=half)
        rows = application(asked, by_day, self.entries.values(), AT)
        self.post(rows, stop)
        if again:
            self.post(rows)
        self.post(rows)
        self._becomes(asked, LeaveStatus.approved)

    @rule(pick=st.integers(0, 30), how=st.sampled_from([LeaveStatus.declined, LeaveStatus.cancelled]))
    def let_go(self, pick: int, how: LeaveStatus) -> None:
        if asked := self._picked(pick, LeaveStatus.open):
            self._becomes(asked, how)

    @rule(pick=st.integers(0, 30), times=st.integers(1, 2))
    def cancel(self, pick: int, times: int) -> None:
        if asked := self._picked(pick, LeaveStatus.approved):
            for _ in range(times):
                self.post(reversal([e for e in self.entries.values() if e.transaction_id == asked.id], AT))
            self._becomes(asked, LeaveStatus.cancelled)

    def _picked(self, pick: int, status: LeaveStatus) -> LeaveRequest | None:
        those = [r for r in self.requests.values() if r.status is status]
        return those[pick % len(those)] if those else None

    def _becomes(self, asked: LeaveRequest, status: LeaveStatus) -> None:
        self.requests[asked.id] = asked.model_copy(update={"status": status})

    @invariant()
    def no_day_is_charged_twice(self) -> None:
        for asked in self.requests.values():
            took = -sum(e.days for e in self.entries.values() if e.transaction_id == asked.id)
            assert took == (asked.days if asked.status is LeaveStatus.approved else 0)

    @invariant()
    def the_ledger_sums_to_the_balance_and_never_drifts(self) -> None:
        """After the night's run has come through, in every year so far."""
        self.night(stop=99)
        assert due(KIND, "p", Decimal(ANNUAL), None, list(self.entries.values()), self.today, AT) == []
        found = balance(KIND.id, list(self.entries.values()), list(self.requests.values()), self.today)
        rows = [e for e in self.entries.values() if e.from_date.year == self.today.year]
        assert found.remaining == sum(e.days for e in rows)
        assert (found.remaining, found.expired) == self._by_hand()
        assert found.remaining >= 0

    def _by_hand(self) -> tuple[Decimal, Decimal]:
        """Remaining and expired of this year: year by year, carried days first, until 31 March."""
        carried = Decimal(0)
        for year in range(2026, self.today.year + 1):
            mine = [r for r in self.requests.values() if r.status is LeaveStatus.approved]
            early = self._cost(mine, date(year, 1, 1), date(year, 3, 31))
            late = self._cost(mine, date(year, 4, 1), date(year, 12, 31))
            used = min(carried, early)
            lost = carried - used if self.today > date(year, 3, 31) else Decimal(0)
            left = carried - used - lost + ANNUAL - (early - used) - late
            carried, remaining = min(left, Decimal(5)), left
        return remaining, lost

    def _cost(self, requests: list[LeaveRequest], first: date, last: date) -> Decimal:
        return sum(
            (
                cost
                for r in requests
                for day, cost in costs(r.from_date, r.to_date, (), half_day=r.half_day != "none").items()
                if first <= day <= last
            ),
            Decimal(0),
        )


Books.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestBooks = Books.TestCase
