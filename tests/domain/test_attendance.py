from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from domain.attendance import (
    Attendance,
    Checkin,
    Correction,
    Shift,
    Status,
    at,
    checked_in,
    checked_out,
    measured,
)
from domain.errors import AlreadyExists, BadInput

BERLIN, DAY = "Europe/Berlin", date(2026, 3, 2)
OFFICE = Shift(id="s", name="Office", start=time(9), end=time(17, 30), grace_minutes=10)
NIGHT = Shift(id="n", name="Night", start=time(22), end=time(6), grace_minutes=0)


def clock(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return at(day, time(hour, minute), BERLIN)


def marked(*times: tuple[str, datetime]) -> Attendance:
    marks = tuple(Checkin(log_type=t, at=m, call_id=str(n)) for n, (t, m) in enumerate(times))  # type: ignore[arg-type]
    return Attendance(id="a", employee_id="p", day=DAY, checkins=marks)


@pytest.mark.parametrize(
    ("came", "left", "late", "early", "worked"),
    [
        (clock(9), clock(17, 30), 0, 0, 510),
        (clock(9, 10), clock(17, 20), 0, 0, 490),  # within the grace
        (clock(9, 11), clock(17, 19), 11, 11, 488),
        (clock(8), clock(18), 0, 0, 600),
        (clock(12), clock(13), 180, 270, 60),
    ],
)
def test_late_and_early_are_counted_beyond_the_grace(
    came: datetime, left: datetime, late: int, early: int, worked: int
) -> None:
    day = measured(marked(("in", came), ("out", left)), OFFICE, BERLIN)
    assert (day.late, day.early, day.worked) == (late, early, worked)


def test_a_night_shift_ends_on_the_next_day() -> None:
    day = measured(marked(("in", clock(22, 5)), ("out", clock(5, 45, date(2026, 3, 3)))), NIGHT, BERLIN)
    assert (day.late, day.early, day.worked) == (5, 15, 460)


@pytest.mark.parametrize(
    ("day", "worked"), [(date(2026, 3, 28), 420), (date(2026, 10, 24), 540), (date(2026, 11, 2), 480)]
)
def test_the_night_in_which_the_clocks_change_is_worked_as_long_as_it_was(day: date, worked: int) -> None:
    marks = (("in", clock(22, 0, day)), ("out", clock(6, 0, day + timedelta(1))))
    record = measured(marked(*marks).model_copy(update={"day": day}), NIGHT, BERLIN)
    assert (record.late, record.early, record.worked) == (0, 0, worked)


def test_breaks_are_not_worked_and_without_check_out_nothing_is() -> None:
    day = measured(
        marked(("in", clock(9)), ("out", clock(12)), ("in", clock(13)), ("out", clock(17, 30))),
        OFFICE,
        BERLIN,
    )
    assert (day.worked, day.late, day.early) == (450, 0, 0)
    open_ = measured(marked(("in", clock(9))), OFFICE, BERLIN)
    assert (open_.worked, open_.out_time, open_.early) == (0, None, 0)


def test_without_a_shift_nobody_is_late() -> None:
    day = measured(marked(("in", clock(12)), ("out", clock(13))), None, BERLIN)
    assert (day.late, day.early, day.worked) == (0, 0, 60)


def test_the_last_correction_counts_and_the_check_ins_stay() -> None:
    fixed = Correction(
        in_time=clock(9), out_time=clock(17, 30), reason="Forgot", approved_by="m", call_id="c"
    )
    day = marked(("in", clock(11))).model_copy(update={"corrections": (fixed,)})
    found = measured(day, OFFICE, BERLIN)
    assert (found.late, found.worked, found.corrected, len(day.checkins)) == (0, 510, True, 1)


def test_nothing_marked_is_an_absence() -> None:
    assert measured(marked(), OFFICE, BERLIN).status is Status.absent


def test_check_in_twice_and_out_without_in_are_said_to_be_impossible() -> None:
    first = checked_in([], "p", clock(9), BERLIN, "c1")
    with pytest.raises(AlreadyExists, match="since 09:00"):
        checked_in([first], "p", clock(10), BERLIN, "c2")
    assert checked_in([first], "p", clock(10), BERLIN, "c1") is first
    gone = checked_out([first], clock(17), BERLIN, "c3")
    with pytest.raises(BadInput, match="not checked in"):
        checked_out([gone], clock(18), BERLIN, "c4")
    assert checked_out([gone], clock(18), BERLIN, "c3") is gone


def test_a_check_out_after_midnight_belongs_to_the_evening_and_a_forgotten_one_to_nobody() -> None:
    evening = checked_in([], "p", clock(22), BERLIN, "c1")
    assert checked_out([evening], clock(6, day=date(2026, 3, 3)), BERLIN, "c2").day == DAY
    next_day = clock(15, day=date(2026, 3, 3))
    with pytest.raises(BadInput, match="not checked in"):
        checked_out([evening], next_day, BERLIN, "c3")
    assert checked_in([evening], "p", next_day, BERLIN, "c4").day == date(2026, 3, 3)


def test_the_day_is_the_employees_own() -> None:
    late_evening = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert checked_in([], "p", late_evening, "Asia/Kolkata", "c").day == date(2026, 3, 3)


@given(st.lists(st.tuples(st.sampled_from(["in", "out"]), st.integers(0, 14 * 60)), max_size=12))
def test_any_sequence_of_attempts_stays_in_order_and_never_overcounts(
    attempts: list[tuple[str, int]],
) -> None:
    known: list[Attendance] = []
    for n, (what, minute) in enumerate(sorted(attempts, key=lambda a: a[1])):
        now = clock(7) + timedelta(minutes=minute)
        try:
            change = (
                checked_in(known, "p", now, BERLIN, str(n))
                if what == "in"
                else checked_out(known, now, BERLIN, str(n))
            )
            known = [change]
        except (AlreadyExists, BadInput):
            continue
    for day in known:
        assert [c.log_type for c in day.checkins] == ["in", "out"] * (len(day.checkins) // 2) + ["in"] * (
            len(day.checkins) % 2
        )
        found = measured(day, OFFICE, BERLIN)
        assert 0 <= found.worked <= 14 * 60
