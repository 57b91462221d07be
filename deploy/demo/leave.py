"""Leave of the demo company: two years of ledger per employee, and the requests behind it.

Rules after Frappe HR: a carry-forward first expires what is left of the old year, is capped, and is itself lost
after 31 March; what was taken until then comes out of it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from deploy.demo.away import LENGTHS, SICK_LENGTHS, Away, first_free, somewhere
from deploy.demo.leave_types import DAYS, TYPES
from deploy.demo.people import person_id
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LedgerEntry,
    TransactionType,
    allocation,
    allocation_id,
    always,
    carried_id,
    row,
)
from domain.people import Person

TYPE = {kind.id: kind for kind in TYPES}
CARRIED_AT_MOST = TYPE["vacation"].carry_forward
LEFT_OF_LAST_YEAR = tuple(map(Decimal, ("0", "0.5", "1", "2", "2.5", "3", "4", "5", "7")))
NEXT_YEAR_FROM = 10
"""Month from which next year's days can be planned."""
STAYS = frozenset(map(person_id, ("Mira Tanaka", "Jonas Weber", "Elena Petrova", "Priya Nair", "Sam Okafor")))
"""Nothing planned: they are at work in the coming weeks."""
ON_UNPAID_LEAVE = tuple(map(person_id, ("Lukas Brandt", "Kavya Hegde", "Ethan Caldwell", "Callum Reid")))
ON_PARENTAL_LEAVE = person_id("Valentina Rossi")
DECLINED = tuple(map(person_id, ("Amelie Fournier", "Grace Liu", "Rupert Langley")))
CANCELLED = tuple(map(person_id, ("Tobias Kern", "Pooja Shetty")))
NOTES = ("Family visit", "Summer break", "Moving house", "Long weekend", "Hiking trip", "Wedding of a friend")


@dataclass
class Book:
    """One employee's leave while it is written."""

    person: Person
    today: date
    random: Random
    away: list[Away] = field(default_factory=list)
    requests: list[LeaveRequest] = field(default_factory=list)
    entries: list[LedgerEntry] = field(default_factory=list)


def ledger(people: Sequence[Person], today: date) -> tuple[tuple[LeaveRequest, ...], tuple[LedgerEntry, ...]]:
    """Requests and ledger entries of everybody, for the year of `today` and the year before."""
    books = [_book(person, today) for person in people]
    return tuple(r for b in books for r in b.requests), tuple(e for b in books for e in b.entries)


def _book(person: Person, today: date) -> Book:
    book = Book(person, today, Random(f"leave {person.id}"))
    _without_pay(book)
    carried = _last_year(book)
    _this_year(book, carried)
    if person.id not in STAYS and book.random.random() < 0.4:
        _plan(book)
    _come_to_nothing(book)
    return book


def _without_pay(book: Book) -> None:
    if book.person.id in ON_UNPAID_LEAVE:
        months_ago = ON_UNPAID_LEAVE.index(book.person.id) + 1
        away = first_free(book.person, book.away, book.today - timedelta(30 * months_ago + 10), 3)
        _approve(book, "unpaid", away)
    if book.person.id == ON_PARENTAL_LEAVE:
        start = book.today - timedelta(40)
        _approve(book, "parental", Away(start, start + timedelta(59), Decimal(60)))


def _last_year(book: Book) -> Decimal:
    """Write the old year; returns the vacation days carried into the new one."""
    year = book.today.year - 1
    first, last = date(year, 1, 1), date(year, 12, 31)
    given = _allocate(book, year)
    vacation = given.get("vacation", Decimal(0)) - book.random.choice(LEFT_OF_LAST_YEAR)
    _take(book, "vacation", vacation, first, last)
    _take(book, "sick", _ill(book, (0, 1, 2, 3, 6), given), first, last)
    unused = {kind: days - _taken(book, kind, first, last) for kind, days in given.items()}
    for kind, days in unused.items():
        _expire(book, _allocation_id(book, kind, year), kind, days, last)
    return min(unused.get("vacation", Decimal(0)), CARRIED_AT_MOST)


def _this_year(book: Book, carried: Decimal) -> None:
    year, yesterday = book.today.year, book.today - timedelta(1)
    first, lapse = date(year, 1, 1), date(year, 3, 31)
    given = _allocate(book, year)
    carried_row = carried_id(book.person.id, "vacation", first)
    if carried:
        _give(book, carried_row, "vacation", carried, first, lapse)
    passed = Decimal((book.today - first).days) / 365
    _take(book, "vacation", (given["vacation"] + carried) * passed * Decimal("0.75"), first, yesterday)
    _take(book, "sick", _ill(book, (0, 0, 1, 2, 4), given), first, yesterday)
    if book.today > lapse:
        lost = max(Decimal(0), carried - _taken(book, "vacation", first, lapse))
        _expire(book, carried_row, "vacation", lost, lapse)
    if book.today.month >= NEXT_YEAR_FROM:
        _allocate(book, year + 1)


def _ill(book: Book, days: Sequence[int], given: dict[str, Decimal]) -> Decimal:
    return min(Decimal(book.random.choice(days)), given.get("sick", Decimal(0)))


def _allocate(book: Book, year: int) -> dict[str, Decimal]:
    """Give the year's days, pro rata by days to whoever joins inside it; nothing before that."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    owed = (
        (kind, allocation(TYPE[kind], book.person.id, terms, (first, last)))
        for kind, days in DAYS[book.person.country].items()
        for terms in [always(Decimal(days), book.person.joined_on)]
    )
    given = [row(one, kind, book.person.id, _at(first, 5)) for kind, one in owed if one]
    book.entries += given
    return {entry.leave_type_id: entry.days for entry in given}


def _allocation_id(book: Book, kind: str, year: int) -> str:
    return allocation_id(book.person.id, kind, date(year, 1, 1))


def _take(book: Book, kind: str, goal: Decimal, first: date, last: date) -> None:
    """Approved stretches away between `first` and `last` that cost at most `goal` days together."""
    lengths = SICK_LENGTHS if kind == "sick" else LENGTHS
    for _ in range(40):
        away = somewhere(book.person, book.away, first, last, book.random, lengths)
        if away and away.days <= goal:
            goal -= away.days
            _approve(book, kind, away)


def _plan(book: Book) -> None:
    """One stretch that touches the weeks around and after today, paid from this year's own days."""
    year = book.today.year
    last = min(book.today + timedelta(75), date(year, 12, 31))
    own = (e for e in book.entries if e.leave_type_id == "vacation" and not e.is_carry_forward)
    left = sum((e.days for e in own if e.from_date.year == year), Decimal(0))
    for _ in range(6):
        away = somewhere(book.person, book.away, book.today - timedelta(2), last, book.random, LENGTHS)
        if away and away.days <= left and away.start.year == year:
            _approve(book, "vacation", away)
            return


def _come_to_nothing(book: Book) -> None:
    """A declined request leaves no trace in the ledger, a cancelled one an entry and its reversal."""
    if book.person.id in DECLINED:
        away = first_free(book.person, book.away, book.today - timedelta(50), 2)
        _request(book, "vacation", away, LeaveStatus.declined, "Release week: please pick other days.")
    if book.person.id in CANCELLED:
        away = first_free(book.person, book.away, book.today - timedelta(40), 2)
        request = _request(book, "vacation", away, LeaveStatus.cancelled)
        _post(book, request, TransactionType.application, -away.days)
        _post(book, request, TransactionType.reversal, away.days)


def _approve(book: Book, kind: str, away: Away) -> None:
    request = _request(book, kind, away, LeaveStatus.approved)
    _post(book, request, TransactionType.application, -away.days)


def _request(
    book: Book, kind: str, away: Away, status: LeaveStatus, reason: str | None = None
) -> LeaveRequest:
    book.away.append(away)
    ahead = 0 if kind == "sick" else book.random.randint(10, 60)
    request = LeaveRequest(
        id=f"lr-{book.person.id}-{away.start:%Y%m%d}",
        employee_id=book.person.id,
        leave_type_id=kind,
        from_date=away.start,
        to_date=away.end,
        half_day=away.half,
        days=away.days,
        note=book.random.choice(NOTES) if kind == "vacation" else None,
        status=status,
        asked_at=_at(min(away.start, book.today) - timedelta(ahead), 420 + book.random.randrange(60)),
        decided_by=book.person.manager_id or person_id("Elena Petrova"),
        decision_reason=reason,
    )
    book.requests.append(request)
    return request


def _post(book: Book, request: LeaveRequest, kind: TransactionType, days: Decimal) -> None:
    book.entries.append(
        LedgerEntry(
            id=f"le-{request.id}-{kind}",
            employee_id=request.employee_id,
            leave_type_id=request.leave_type_id,
            transaction_type=kind,
            transaction_id=request.id,
            days=days,
            from_date=request.from_date,
            to_date=request.to_date,
            posted_at=request.asked_at + timedelta(hours=3),
        )
    )


def _give(book: Book, id: str, kind: str, days: Decimal, first: date, last: date) -> None:
    book.entries.append(
        LedgerEntry(
            id=id,
            employee_id=book.person.id,
            leave_type_id=kind,
            transaction_type=TransactionType.allocation,
            transaction_id=id,
            days=days,
            from_date=first,
            to_date=last,
            is_carry_forward=id.startswith("carried:"),
            posted_at=_at(first, 5),
        )
    )


def _expire(book: Book, lot_id: str, kind: str, days: Decimal, last: date) -> None:
    """Take back what was left of an allocation after its `last` day."""
    if not days:
        return
    book.entries.append(
        LedgerEntry(
            id=f"expiry:{lot_id}:0",
            employee_id=book.person.id,
            leave_type_id=kind,
            transaction_type=TransactionType.expiry,
            transaction_id=lot_id,
            days=-days,
            from_date=last,
            to_date=last,
            is_carry_forward=lot_id.startswith("carried:"),
            posted_at=_at(last + timedelta(1), 5),
        )
    )


def _taken(book: Book, kind: str, first: date, last: date) -> Decimal:
    """Approved days so far; nothing is reversed before the year is settled."""
    mine = (r for r in book.requests if r.leave_type_id == kind and first <= r.from_date <= last)
    return sum((r.days for r in mine), Decimal(0))


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)
