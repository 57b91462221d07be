from datetime import date

import pytest

from bot.understanding import dates, pay_months
from bot.understanding.shorthand import spelled

WEDNESDAY = date(2026, 11, 25)


def days(text: str, locale: str = "en_GB", today: date = WEDNESDAY) -> list[str]:
    found = dates.leave_days(text, today, locale)
    return [f"{a}" if a == b else f"{a}..{b}" for a, b in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I need Friday off", ["2026-11-27"]),
        ("next Monday", ["2026-11-30"]),
        ("next Friday", ["2026-12-04"]),
        ("this friday please", ["2026-11-27"]),
        ("last Friday", ["2026-11-20"]),
        ("next Mon–Wed", ["2026-11-30..2026-12-02"]),
        ("from next Monday to Wednesday", ["2026-11-30..2026-12-02"]),
        ("Monday to Wednesday next week", ["2026-11-30..2026-12-02"]),
        ("Mon 30 Nov to Wed 2 Dec", ["2026-11-30..2026-12-02"]),
        ("Thursday, 24 December", ["2026-12-24"]),
        ("from 3 to 7 August", ["2027-08-03..2027-08-07"]),
        ("between 3 and 7 August", ["2027-08-03..2027-08-07"]),
        ("aug 3-7 2028", ["2028-08-03..2028-08-07"]),
        ("1st to 5th of April", ["2027-04-01..2027-04-05"]),
        ("3.-7.8.", ["2027-08-03..2027-08-07"]),
        ("24 Dec - 2 Jan", ["2026-12-24..2027-01-02"]),
        ("from the 28th to the 3rd", ["2026-11-28..2026-12-03"]),
        ("3 days from the 14th", ["2026-12-14..2026-12-16"]),
        ("3 days from Thursday", ["2026-11-26..2026-11-30"]),
        ("two weeks starting Monday", ["2026-11-30..2026-12-11"]),
        ("tomorrow afternoon", ["2026-11-26"]),
        ("the day after tomorrow", ["2026-11-27"]),
        ("in two weeks", ["2026-12-09"]),
        ("today and tomorrow", ["2026-11-25..2026-11-26"]),
        ("Friday and Monday", ["2026-11-27..2026-11-30"]),
        ("Monday and Thursday", ["2026-11-30", "2026-12-03"]),
        ("next week", ["2026-11-30..2026-12-04"]),
        ("this week", ["2026-11-25..2026-11-27"]),
        ("the first week of May", ["2027-05-03..2027-05-07"]),
        ("24.12.", ["2026-12-24"]),
        ("2027-01-04 to 2027-01-08", ["2027-01-04..2027-01-08"]),
        ("new year's eve", ["2026-12-31"]),
        ("Easter Monday", ["2027-03-29"]),
        ("29 February", ["2028-02-29"]),
        ("sometime in March", []),
        ("all of July", ["2027-07-01..2027-07-31"]),
        ("the whole month of July", ["2027-07-01..2027-07-31"]),
        ("1 to 30 June and all of July", ["2027-06-01..2027-07-31"]),
        ("1.5 days", []),
        ("I'm back on Monday", []),
        ("31 June", []),
        ("on 99/99", []),
        ("in 99999999 weeks", []),
        ("for 999999 days from Friday", ["2026-11-27"]),
    ],
)
def test_days_of_leave_lie_ahead(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_a_range_said_backwards_is_passed_on_so_that_the_tool_can_say_so() -> None:
    assert days("from 7 August 2027 to 3 August 2027") == ["2027-08-07..2027-08-03"]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("5/4", "en_GB", "2027-04-05"),
        ("5/4", "en_US", "2027-05-04"),
        ("5/4", "en-US", "2027-05-04"),
        ("5/4", "de_DE", "2027-04-05"),
        ("12/24", "en_GB", "2026-12-24"),
        ("24/12", "en_US", "2026-12-24"),
        ("5.4.", "en_US", "2027-04-05"),
    ],
)
def test_slashes_follow_the_country_unless_one_order_alone_fits(
    text: str, locale: str, expected: str
) -> None:
    assert days(text, locale) == [expected]


def test_a_weekday_said_on_that_weekday_is_a_week_ahead() -> None:
    assert days("Friday", today=date(2026, 11, 27)) == ["2026-12-04"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how many days will I have on 1 December", date(2026, 12, 1)),
        ("by Christmas", date(2026, 12, 25)),
        ("at the end of the year", date(2026, 12, 31)),
        ("at year end", date(2026, 12, 31)),
        ("by June", date(2027, 6, 1)),
        ("in June", date(2027, 6, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("what was my balance on 31 March", date(2026, 3, 31)),
        ("in 2 months", date(2027, 1, 25)),
        ("how much is left this year", None),
        ("how many days may I take", None),
    ],
)
def test_the_date_of_a_balance(text: str, expected: date | None) -> None:
    assert dates.as_of(text, WEDNESDAY, "en_GB") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my last payslip", []),
        ("payslip for March", ["2026-03"]),
        ("payslip for December", ["2025-12"]),
        ("last month", ["2026-10"]),
        ("the month before last", ["2026-09"]),
        ("two months ago", ["2026-09"]),
        ("this month", ["2026-11"]),
        ("2026-03", ["2026-03"]),
        ("03/2026", ["2026-03"]),
        ("June 2025", ["2025-06"]),
        ("August last year", ["2025-08"]),
        ("march and april", ["2026-03", "2026-04"]),
        ("payslip for may", ["2026-05"]),
        ("my may payslip", ["2026-05"]),
        ("may I see my payslip", []),
    ],
)
def test_the_month_of_a_payslip_lies_behind(text: str, expected: list[str]) -> None:
    assert pay_months.months(text, WEDNESDAY) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the week of 7 December", (2026, 12, 7), (2026, 12, 11)),
        ("w/c 7 dec", (2026, 12, 7), (2026, 12, 11)),
        ("the last week of January", (2027, 1, 25), (2027, 1, 29)),
        ("second week of february", (2027, 2, 8), (2027, 2, 12)),
        ("3 days next week starting tuesday", (2026, 12, 1), (2026, 12, 3)),
        ("next week tue-thu", (2026, 12, 1), (2026, 12, 3)),
        ("thurs-fri nxt wk", (2026, 12, 3), (2026, 12, 4)),
        ("the 8th thru the 10th of june", (2027, 6, 8), (2027, 6, 10)),
        ("in june for 3 weeks from the 7th", (2027, 6, 7), (2027, 6, 25)),
        ("2 days before christmas", (2026, 12, 23), (2026, 12, 24)),
        ("2 days before easter", (2027, 3, 25), (2027, 3, 26)),
        ("the rest of the week", (2026, 11, 25), (2026, 11, 27)),
        ("3 days from 28 november", (2026, 11, 30), (2026, 12, 2)),
        ("400 days from monday", (2026, 11, 30), (2028, 6, 9)),
        ("20 march to 10 march", (2027, 3, 20), (2027, 3, 10)),
        ("20 december to 10 january", (2026, 12, 20), (2027, 1, 10)),
        ("the week after", (2026, 12, 7), (2026, 12, 11)),
        ("tmrw pm", (2026, 11, 26), (2026, 11, 26)),
    ],
)
def test_days_as_people_type_them(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert dates.leave_days(spelled(text), WEDNESDAY, "en_GB") == [(date(*first), date(*last))]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("push it back a week", 7),
        ("move it by two days", 2),
        ("a day earlier please", -1),
        ("bring my leave forward 2 days", -2),
        ("make it Thursday instead", None),
        ("two weeks off", None),
    ],
)
def test_leave_moves_by_days(text: str, days: int | None) -> None:
    assert dates.shift(text) == days


def test_a_bare_day_is_in_the_month_that_was_spoken_of() -> None:
    assert dates.leave_days("the 21st", WEDNESDAY, "en_GB", date(2027, 4, 20)) == [(date(2027, 4, 21),) * 2]
    assert dates.leave_days("the 28th", WEDNESDAY, "en_GB") == [(date(2026, 11, 28),) * 2]


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("can i get fri off pls", "can i get fri off please"),
        ("whos out tmrw am", "who's out tomorrow morning"),
        ("I am in at 9 am", "I am in at 9 am"),
        ("mail anna@wk.example about wk-12", "mail anna@wk.example about wk-12"),
        ("Vacation nxt wk", "Vacation next week"),
    ],
)
def test_shorthand_is_spelled_out_and_names_are_left_alone(text: str, full: str) -> None:
    assert spelled(text) == full
