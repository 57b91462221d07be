from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from deploy.demo.away import days_off
from deploy.demo.company import Demo, build
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LedgerEntry,
    TransactionType,
    always,
    balance,
    due,
    overlapping,
    working_days,
)

DAYS = (
    date(2026, 11, 22),
    date(2026, 1, 1),
    date(2026, 3, 31),
    date(2026, 4, 1),
    date(2028, 2, 29),
    date(2025, 12, 31),
)
ZERO = Decimal(0)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def demo(request: pytest.FixtureRequest) -> tuple[date, Demo]:
    return request.param, build(request.param)


def by_employee(demo: Demo) -> dict[str, list[LedgerEntry]]:
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in demo.leave_ledger:
        found[entry.employee_id].append(entry)
    return found


def given_in(year: int, entries: list[LedgerEntry]) -> list[LedgerEntry]:
    return [e for e in entries if e.leave_type_id == "vacation" and e.from_date.year == year]


def total(entries: list[LedgerEntry], kind: TransactionType) -> Decimal:
    return sum((e.days for e in entries if e.transaction_type is kind), ZERO)


def test_balances_are_plausible_and_multiples_of_half_a_day(demo: tuple[date, Demo]) -> None:
    today, company = demo
    for employee, entries in by_employee(company).items():
        for kind in ("vacation", "sick", "care"):
            left = balance(kind, entries, (), today).remaining
            assert 0 <= left <= 40, (employee, kind, left)
            assert left % Decimal("0.5") == 0


def test_the_old_year_is_settled_and_at_most_five_days_carried(demo: tuple[date, Demo]) -> None:
    """What was left on 31 December expired in full; up to five days of it came back as carried days."""
    today, company = demo
    for employee, entries in by_employee(company).items():
        old = given_in(today.year - 1, entries)
        assert sum((e.days for e in old), ZERO) == 0, employee
        lost = -total(old, TransactionType.expiry)
        allocations = [
            e
            for e in given_in(today.year, entries)
            if e.is_carry_forward and e.transaction_type is TransactionType.allocation
        ]
        assert sum((e.days for e in allocations), ZERO) == min(lost, Decimal(5)), employee
        assert all(e.to_date == date(today.year, 3, 31) for e in allocations)


def test_carried_days_lapse_after_march_by_what_was_not_taken(demo: tuple[date, Demo]) -> None:
    today, company = demo
    for employee, entries in by_employee(company).items():
        year = given_in(today.year, entries)
        carried = sum((e.days for e in year if e.is_carry_forward and e.days > 0), ZERO)
        early = [
            e for e in year if e.transaction_type is TransactionType.application and e.from_date.month <= 3
        ]
        unused = max(ZERO, carried + sum((e.days for e in early), ZERO))
        expected = unused if today > date(today.year, 3, 31) else ZERO
        assert -total(year, TransactionType.expiry) == expected, employee


def test_each_request_costs_its_working_days_and_matches_the_ledger(demo: tuple[date, Demo]) -> None:
    _, company = demo
    posted: dict[str, Decimal] = defaultdict(Decimal)
    for entry in company.leave_ledger:
        posted[entry.transaction_id] += entry.days
    people = {p.id: p for p in company.employees}
    types = {t.id: t for t in company.leave_types}
    for asked in company.leave_requests:
        approved = asked.status is LeaveStatus.approved
        assert posted.get(asked.id, ZERO) == (-asked.days if approved else 0), asked.id
        assert asked.days == working_days(
            asked.from_date,
            asked.to_date,
            days_off(people[asked.employee_id], asked.from_date, asked.to_date),
            half_day=asked.half_day != "none",
            include_holiday=types[asked.leave_type_id].include_holiday,
        )


def test_nobody_is_away_twice_on_one_day(demo: tuple[date, Demo]) -> None:
    _, company = demo
    before: dict[str, list[LeaveRequest]] = defaultdict(list)
    for asked in company.leave_requests:
        assert overlapping(before[asked.employee_id], asked.from_date, asked.to_date) is None, asked.id
        before[asked.employee_id].append(asked)


def test_the_people_of_the_stories_are_at_work_in_the_coming_weeks(demo: tuple[date, Demo]) -> None:
    today, company = demo
    for asked in company.leave_requests:
        if asked.employee_id in ("p-mira-tanaka", "p-jonas-weber", "p-elena-petrova"):
            assert asked.to_date < today


def test_half_days_plans_and_requests_that_came_to_nothing_exist() -> None:
    today = DAYS[0]
    requests = build(today).leave_requests
    assert any(r.half_day != "none" and r.days == Decimal("0.5") for r in requests)
    assert any(r.from_date > today + timedelta(7) for r in requests)
    assert {r.status for r in requests} == {
        LeaveStatus.approved,
        LeaveStatus.declined,
        LeaveStatus.cancelled,
    }


def test_the_nightly_run_finds_the_books_complete(demo: tuple[date, Demo]) -> None:
    """What the demo writes down is what the rules post: nothing is missing, nothing is corrected."""
    today, company = demo
    entries, policies = by_employee(company), {p.country: p.annual for p in company.leave_policies}
    at = datetime.combine(today, time(), UTC)
    for person in company.employees:
        for kind in company.leave_types:
            if annual := policies[person.country].get(kind.id):
                mine = [e for e in entries[person.id] if e.leave_type_id == kind.id]
                missing = due(kind, person.id, always(annual, person.joined_on), mine, today, at)
                assert missing == [], (person.id, kind.id)
