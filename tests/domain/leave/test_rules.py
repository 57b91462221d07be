from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.errors import BadInput
from domain.leave import BlockedDates, LeaveRequest, LeaveType, check, costs

MON, FRI = date(2026, 3, 2), date(2026, 3, 6)
KIND = LeaveType(id="vacation", name="Vacation")


def checked(
    kind: LeaveType = KIND,
    start: date = MON,
    end: date = FRI,
    joined: date | None = None,
    half: bool = False,
    others: tuple[LeaveRequest, ...] = (),
    blocked: tuple[BlockedDates, ...] = (),
) -> None:
    check(kind, costs(start, end, (), half_day=half), joined, (), half, others, blocked)


def block(start: date, end: date, **more: str) -> BlockedDates:
    return BlockedDates.model_validate(
        {"id": "b", "from_date": start, "to_date": end, "reason": "year-end closing", **more}
    )


def test_block_dates_name_the_reason_and_the_days_around() -> None:
    with pytest.raises(BadInput, match=r"year-end closing.*up to Wed 4 Mar 2026 or from Sat 7 Mar 2026"):
        checked(blocked=(block(date(2026, 3, 5), FRI),))
    checked(end=date(2026, 3, 4), blocked=(block(date(2026, 3, 5), FRI),))
    checked(blocked=(block(MON, FRI, leave_type_id="unpaid"),))


def test_before_joining() -> None:
    with pytest.raises(BadInput, match="You join on Wed 4 Mar 2026"):
        checked(joined=date(2026, 3, 4))


def test_a_kind_that_needs_some_working_days_with_the_company_first() -> None:
    after = KIND.model_copy(update={"applicable_after": 10})
    with pytest.raises(BadInput, match=r"after 10 working days.*from Sat 14 Mar 2026"):
        checked(after, joined=MON, start=date(2026, 3, 13), end=date(2026, 3, 13))
    checked(after, joined=MON, start=date(2026, 3, 16), end=date(2026, 3, 16))


def test_whole_days_only() -> None:
    with pytest.raises(BadInput, match="whole days only"):
        checked(KIND.model_copy(update={"half_days": False}), half=True)


def test_most_days_in_one_go_count_leave_that_only_a_weekend_parts() -> None:
    most = KIND.model_copy(update={"max_continuous_days": Decimal(6)})
    checked(most)
    before = LeaveRequest(
        id="r",
        employee_id="p",
        leave_type_id="vacation",
        from_date=date(2026, 2, 26),
        to_date=date(2026, 2, 27),
        days=Decimal(2),
        asked_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    with pytest.raises(BadInput, match="6 days in one go, and this would be 7 together"):
        checked(most, others=(before,))
    checked(most, start=date(2026, 3, 3), others=(before,))
