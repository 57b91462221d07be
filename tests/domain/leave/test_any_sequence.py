"""Any sequence of requests, decisions, changes, cancellations, payouts, days by hand, holidays that come and go, policies
that change and nightly runs, some of which stop halfway: the books hold.

The rule to compare with is written down anew here, a unit of half a day at a time, without any code of the ledger's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.errors import BadInput
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    Share,
    Terms,
    adjustment,
    application,
    as_taken,
    balance,
    by_hand,
    costs,
    due,
    encashed,
    overlapping,
    reversal,
    uncovered,
)
from domain.leave.requests import LIVE

AT = datetime(2026, 1, 1, tzinfo=UTC)
KIND = LeaveType(id="vacation", name="Vacation", carry_forward=Decimal(5), carry_forward_months=3)
ANNUAL = 20


class Books(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.today = date(2026, 1, 1)
        self.entries: dict[str, LedgerEntry] = {}
        self.requests: dict[str, LeaveRequest] = {}
        self.free: set[date] = set()
        self.by_hand: list[tuple[date, Decimal]] = []
        self.paid_out: list[tuple[date, Decimal]] = []
        self.policies: list[tuple[date, int]] = [(date.min, ANNUAL)]
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
        self.post(due(KIND, "p", self._terms(), list(self.entries.values()), self.today, AT), stop)

    @rule(ahead=st.integers(-40, 200), length=st.integers(0, 14), half=st.booleans())
    def ask(self, ahead: int, length: int, half: bool) -> None:
        start = self.today + timedelta(ahead)
        end = start + timedelta(length)
        try:
            by_day = costs(start, end, self.free, half_day=half)
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
        by_day = self._cost_now(asked)
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

    @rule(days=st.integers(1, 6), again=st.booleans())
    def give_by_hand(self, days: int, again: bool) -> None:
        row = by_hand(
            f"grant:{len(self.by_hand)}", KIND, "p", Decimal(days), self.today, self._year_end(), "Thanks", AT
        )
        for _ in range(2 if again else 1):
            self.post([row])
        self.by_hand.append((self.today, Decimal(days)))

    @rule(more=st.integers(1, 6), stop=st.sampled_from([0, 99]))
    def a_better_policy_is_assigned(self, more: int, stop: int) -> None:
        """From today on; the difference for the running year is posted at once, after a crash by repeating it."""
        if self.policies[-1][0] < self.today:
            self.policies.append((self.today, self.policies[-1][1] + more))
            self.night(stop)
            self.night(stop=99)

    def _terms(self) -> Terms:
        ends = [start - timedelta(1) for start, _ in self.policies[1:]]
        return Terms(
            tuple(
                Share(Decimal(annual), None if start == date.min else start, end)
                for (start, annual), end in zip(self.policies, [*ends, None], strict=True)
            )
        )

    @rule(days=st.integers(1, 4))
    def pay_out(self, days: int) -> None:
        """Out of what is free today, with everything planned and waiting left alone."""
        self.night(stop=99)
        found = balance(KIND.id, list(self.entries.values()), list(self.requests.values()), self.today)
        row = encashed(f"encashment:{len(self.paid_out)}", KIND, "p", Decimal(days), self.today, AT)
        known = [*self.entries.values(), *map(as_taken, self._open())]
        short = uncovered([*known, row]) - uncovered(known)
        if days > found.remaining - found.pending or short:
            return
        self.post([row])
        self.paid_out.append((self.today, Decimal(days)))

    @rule(ahead=st.integers(1, 60), stop=st.sampled_from([0, 1, 99]))
    def a_holiday_comes(self, ahead: int, stop: int) -> None:
        """Approved leave ahead is adjusted to what it costs now, at once or, after a crash, by the next run."""
        day = self.today + timedelta(ahead)
        self.free |= {day}
        for asked in list(self.requests.values()):
            if not asked.from_date <= day <= asked.to_date or asked.status not in LIVE:
                continue
            by_day = self._cost_now(asked)
            if asked.status is LeaveStatus.approved:
                for _ in range(2):
                    mine = [e for e in self.entries.values() if e.transaction_id == asked.id]
                    self.post(adjustment(mine, by_day, AT), stop)
                    stop = 99
            days = sum(by_day.values(), Decimal(0))
            self.requests[asked.id] = asked.model_copy(update={"days": days})

    def _cost_now(self, asked: LeaveRequest) -> dict[date, Decimal]:
        for half in (asked.half_day != "none", False):
            try:
                return costs(asked.from_date, asked.to_date, self.free, half_day=half)
            except BadInput:
                continue
        return {}

    def _open(self) -> list[LeaveRequest]:
        return [r for r in self.requests.values() if r.status is LeaveStatus.open]

    def _year_end(self) -> date:
        return date(self.today.year, 12, 31)

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
        assert due(KIND, "p", self._terms(), list(self.entries.values()), self.today, AT) == []
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
            early += sum(n for day, n in self.paid_out if date(year, 1, 1) <= day <= date(year, 3, 31))
            late += sum(n for day, n in self.paid_out if date(year, 4, 1) <= day <= date(year, 12, 31))
            given = self._annual(year) + sum(n for day, n in self.by_hand if day.year == year)
            used = min(carried, early)
            lost = carried - used if self.today > date(year, 3, 31) else Decimal(0)
            left = carried - used - lost + given - (early - used) - late
            carried, remaining = min(left, Decimal(5)), left
        return remaining, lost

    def _annual(self, year: int) -> Decimal:
        """Days of the year by who said what on each of them, to the nearest half."""
        days = [
            date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
        ]
        total = sum(max((p for p in self.policies if p[0] <= day), key=lambda p: p[0])[1] for day in days)
        return Decimal(round(Fraction(total * 2, len(days)))) / 2

    def _cost(self, requests: list[LeaveRequest], first: date, last: date) -> Decimal:
        return sum(
            (cost for r in requests for day, cost in self._cost_now(r).items() if first <= day <= last),
            Decimal(0),
        )


Books.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestBooks = Books.TestCase
